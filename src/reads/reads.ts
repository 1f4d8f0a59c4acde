import type { Database } from '../db/open.ts'
import { InvalidError } from '../errors.ts'
import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import { decodeUtf8, variantFor, type Page, type Variant } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { countChangedParagraphs } from './changed-paragraphs.ts'
import { createReadCache, readKey, type OwnReads } from './read-cache.ts'
import { createReadStore, type ReadRecord } from './store.ts'
import { lastWeeks, weekOf } from './weeks.ts'

export interface ReadDeps {
  readonly database: Database
  readonly pages: Pages
  readonly now: () => Date
  /** False: nobody is counted; what a person has read is still remembered for themselves. */
  readonly countsUsage: boolean
}

export interface ReadInput {
  readonly path: string
  readonly lang: Lang
  /** The blob id that was shown. */
  readonly revision: string
}

/** How a page was read, week by week. */
export interface PageUsage {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  readonly owner: string | undefined
  /** People in each of the weeks, the present one last. */
  readonly weeks: readonly number[]
  readonly total: number
}

export type Reads = ReturnType<typeof createReads>

export const USAGE_WEEKS = 12
const KEPT_WEEKS = 104
const MOST_PAIRS = 2_000

/** What people have read, at which revision; and how many of them, without names. */
export function createReads({ database, pages, now, countsUsage }: ReadDeps) {
  const { content } = pages
  const store = createReadStore(database.kysely)
  const cache = createReadCache(database, store)
  const changes = new Map<string, Promise<number>>()

  const lastRead = (own: OwnReads, path: string, lang: Lang): ReadRecord | undefined => {
    const records = pathsOf(content, path).flatMap((known) => own.get(readKey(known, lang)) ?? [])
    return records.reduce<ReadRecord | undefined>(
      (last, one) => (last && last.at >= one.at ? last : one),
      undefined,
    )
  }

  /** Compared once for all who read the same revision. */
  const changedParagraphs = (before: string, variant: Variant): Promise<number> => {
    const key = `${before} ${variant.blob}`
    const kept = changes.get(key)
    if (kept) return kept
    if (changes.size >= MOST_PAIRS) changes.clear()
    const counting = (async () => {
      const old = content.history.findByBlob(variant.file, before)?.blob
      if (old === undefined) return 0
      const [was, is] = await Promise.all([content.readBlob(old), content.readBlob(variant.blob)])
      return countChangedParagraphs(decodeUtf8(was) ?? '', decodeUtf8(is) ?? '')
    })()
    changes.set(key, counting)
    counting.catch(() => changes.delete(key))
    return counting
  }

  return {
    countsUsage,

    /**
     * That `user` has read a page.
     * @throws NotFoundError for what they may not see, InvalidError for what was never a revision of it.
     */
    async markRead(user: User, { path, lang, revision }: ReadInput): Promise<void> {
      const page = pages.get(user, presentPath(content, path.normalize('NFC')))
      const variant = variantFor(page, lang)
      const known =
        variant.blob === revision || content.history.findByBlob(variant.file, revision) !== undefined
      if (!known) throw new InvalidError('reads.revision', {}, { field: 'revision' })
      const record = { path: page.path, lang: variant.lang, revision, at: now().toISOString() }
      const earlier = lastRead(await cache.readsOf(user.id), page.path, variant.lang)
      if (earlier?.revision !== revision || earlier.path !== page.path) {
        await store.put(user.id, record)
        await cache.remember(user.id, record)
      }
      if (countsUsage && page.status === 'published') await store.count(user.id, page.path, weekOf(now()))
    },

    /** Whether a person has read a page, in whatever language and under whatever path. */
    async hasRead(user: User, path: string): Promise<boolean> {
      const own = await cache.readsOf(user.id)
      return pathsOf(content, path).some(
        (known) => own.has(readKey(known, 'ko')) || own.has(readKey(known, 'en')),
      )
    },

    /** On every page: what changed since this person read it. */
    async addToPage(user: User, page: Page, variant: Variant): Promise<PageAddition> {
      const read = lastRead(await cache.readsOf(user.id), page.path, variant.lang)
      if (!read || read.revision === variant.blob) return NO_ADDITION
      const paragraphs = await changedParagraphs(read.revision, variant)
      if (paragraphs === 0) return NO_ADDITION
      const changed = { paragraphs, since: read.revision, at: read.at }
      return {
        version: `read ${read.revision}`,
        locals: { changedSinceRead: changed },
        personal: true,
        slots: { top: 'reads/changed' },
      }
    },

    /** Pages and how many people read them: all for leads, their own for owners. Nothing where it is switched off. */
    async usage(user: User, lang: Lang): Promise<{ weeks: readonly string[]; pages: PageUsage[] }> {
      const weeks = lastWeeks(now(), USAGE_WEEKS)
      const counts = countsUsage ? await countsByPath(weeks[0] ?? '') : new Map<string, Map<string, number>>()
      const all = hasRole(user, 'lead')
      const rows = [...content.catalog.all()].flatMap((found): PageUsage[] => {
        if (found.status !== 'published' || !(all || found.owner === user.handle)) return []
        const page = pages.find(user, found.path)
        if (!page) return []
        const own = weeks.map((week) => counts.get(page.path)?.get(week) ?? 0)
        const { title, lang: shown } = variantFor(page, lang)
        const total = own.reduce((sum, count) => sum + count, 0)
        return [{ path: page.path, title, lang: shown, owner: page.owner, weeks: own, total }]
      })
      return { weeks, pages: rows.sort((a, b) => b.total - a.total || a.path.localeCompare(b.path)) }
    },

    /** Readings of the last four weeks by path: a person counts once a week. For ranking and for what to tend first. */
    async recentReads(): Promise<ReadonlyMap<string, number>> {
      if (!countsUsage) return new Map()
      const counts = await countsByPath(lastWeeks(now(), 4)[0] ?? '')
      return new Map(
        [...counts].map(([path, weeks]) => [path, [...weeks.values()].reduce((a, b) => a + b, 0)]),
      )
    },

    /** Drops counts that nobody looks at any more. */
    forgetOldWeeks: (): Promise<void> => store.forgetWeeksBefore(lastWeeks(now(), KEPT_WEEKS)[0] ?? ''),
  }

  async function countsByPath(since: string): Promise<Map<string, Map<string, number>>> {
    const counts = new Map<string, Map<string, number>>()
    for (const { path, week, readers } of await store.weeksSince(since)) {
      const now = presentPath(content, path)
      const weeks = counts.get(now) ?? new Map<string, number>()
      counts.set(now, weeks.set(week, (weeks.get(week) ?? 0) + readers))
    }
    return counts
  }
}
