import { createHash } from 'node:crypto'
import { ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { setFrontMatter } from '../markdown/front-matter.ts'
import type { Content } from '../pages/content.ts'
import { decodeUtf8, variantFor, type Page } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, langs, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { mergeRulesFor } from './merge-rules.ts'
import { OppositionIndex, pairKey, type Clash } from './opposition-index.ts'
import type { Stems } from './opposition.ts'
import type { Settlement, Settlements } from './settlements.ts'

/** One of the two, as the leads see it beside the other. */
export interface Side {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  readonly owner: string | undefined
  readonly when: string
  readonly supports: readonly string[]
  readonly do: readonly MarkedLine[]
  readonly dont: readonly MarkedLine[]
}

export interface MarkedLine {
  readonly text: string
  /** It cannot be followed together with a line of the other. */
  readonly clashes: boolean
}

/** Two published lessons that contradict each other. */
export interface Contradiction {
  readonly id: string
  readonly sides: readonly [Side, Side]
  /** One of them says so itself. */
  readonly declared: boolean
  /** Found by comparing what they say to do and not to do. */
  readonly found: boolean
  readonly settled: Settlement | undefined
  /** ISO 8601; when the later of the two came to say so. */
  readonly since: string
}

export type Way =
  | { readonly way: 'supersede'; readonly keep: string }
  | {
      readonly way: 'conflict'
      readonly follows?: string | undefined
      readonly direction?: string | undefined
    }
  | { readonly way: 'agree'; readonly reason: string }

export interface ContradictionDeps {
  readonly pages: Pages
  readonly settlements: Settlements
  readonly stems: Stems
  readonly now: () => Date
}

export type Contradictions = ReturnType<typeof createContradictions>

/** Many voices, one direction: lessons that contradict each other are put before the leads. */
export function createContradictions({ pages, settlements, stems, now }: ContradictionDeps) {
  const { content } = pages
  const { catalog } = content
  const index = new OppositionIndex(stems)

  const counts = (page: Page | undefined): page is Page =>
    page?.kind === 'lesson' && page.status === 'published' && !catalog.successor(page.path)

  const takeUp = (path: string): void => {
    const page = catalog.find(path)
    index.put(
      path,
      page?.kind === 'lesson' && page.status === 'published' && !isTemplate(path) ? page : undefined,
    )
  }

  const pairs = (): { a: Page; b: Page; clashes: readonly Clash[]; declared: boolean }[] => {
    const keys = new Map<string, { clashes: readonly Clash[]; declared: boolean }>()
    for (const [key, clashes] of index.pairs()) keys.set(key, { clashes, declared: false })
    for (const page of catalog.list('lesson')) {
      for (const named of page.original.frontMatter.conflictsWith ?? []) {
        const other = catalog.named(named)
        if (!other || other === page) continue
        const key = pairKey(page.path, other.path)
        keys.set(key, { clashes: keys.get(key)?.clashes ?? [], declared: true })
      }
    }
    return [...keys].flatMap(([key, found]) => {
      const [a, b] = key.split('\n').map((path) => catalog.find(path))
      return counts(a) && counts(b) ? [{ a, b, ...found }] : []
    })
  }
  const settlementOf = (a: Page, b: Page): Settlement | undefined => {
    const key = pairKey(a.path, b.path)
    const said = saidBy(a, b)
    return settlements
      .list()
      .findLast(
        ({ pair, said: then }) =>
          then === said && pairKey(presentPath(content, pair[0]), presentPath(content, pair[1])) === key,
      )
  }
  const since = (...both: Page[]): string =>
    both
      .map(({ original }) => content.history.latest(original.file)?.time.toISOString() ?? '')
      .sort()
      .at(-1) ?? ''

  const list = (user: User, lang: Lang): Contradiction[] => {
    mustLead(user)
    return pairs()
      .map(({ a, b, clashes, declared }) => {
        const shown = langFor(clashes, lang)
        return {
          id: idOf(a, b),
          sides: [sideOf(a, shown, clashes), sideOf(b, shown, clashes)] as const,
          declared,
          found: clashes.length > 0,
          settled: settlementOf(a, b),
          since: since(a, b),
        }
      })
      .sort((one, other) => one.since.localeCompare(other.since) || one.id.localeCompare(other.id))
  }

  /** Adds to a page's lists of paths in its front matter, every other byte kept. */
  const add = async (user: User, page: Page, lists: Readonly<Record<string, string>>): Promise<void> => {
    const source = decodeUtf8(await pages.readSource(page.original)) ?? ''
    const frontMatter = page.original.frontMatter as Readonly<Record<string, unknown>>
    const changes = Object.entries(lists).flatMap(([name, path]) => {
      const before = (frontMatter[name] ?? []) as readonly string[]
      return before.includes(path) ? [] : [[name, [...before, path]] as const]
    })
    if (changes.length === 0) return
    const changed = setFrontMatter(source, Object.fromEntries(changes))
    await pages.save(user, { path: page.path, source: changed, how: 'exactly', base: page.original.blob })
  }

  const settle = async (user: User, a: Page, b: Page, way: Settlement['way'], reason: string) => {
    const settlement: Settlement = {
      pair: [a.path, b.path],
      way,
      reason,
      said: saidBy(a, b),
      at: now().toISOString(),
      by: user.handle,
    }
    await content.commit({ name: user.name, email: user.email }, async () => ({
      files: [await settlements.withLine(settlement), ...mergeRulesFor(content)],
      message: `Settle ${a.original.title} and ${b.original.title}: ${way}`,
    }))
  }

  return {
    /** Reads everything; the pages and the redirects must be there. */
    async load(): Promise<void> {
      await settlements.load()
      for (const { path } of catalog.list('lesson')) takeUp(path)
    },

    async follow({ paths, files }: { paths: readonly string[]; files: readonly string[] }): Promise<void> {
      if (files.some((file) => file.startsWith('settings/'))) await settlements.load()
      for (const path of paths) takeUp(path)
    },

    /** By leads. Settled ones too: `settled` says how. */
    list,

    /** By leads. @throws NotFoundError where the two do not contradict each other (any more) */
    get(user: User, lang: Lang, id: string): Contradiction {
      const found = list(user, lang).find((one) => one.id === id)
      if (!found) throw new NotFoundError('guidance.contradiction.missing')
      return found
    },

    /**
     * Takes one of the ways out. By leads.
     * @throws ForbiddenError, NotFoundError, InvalidError, PreconditionFailedError where a page was changed meanwhile
     */
    async resolve(user: User, id: string, how: Way): Promise<void> {
      mustLead(user)
      const found = pairs().find(({ a, b }) => idOf(a, b) === id)
      if (!found) throw new NotFoundError('guidance.contradiction.missing')
      const { a, b, declared } = found
      if (how.way === 'supersede') {
        const [keep, old] = pick(how.keep, a, b)
        return add(user, keep, { supersedes: old.path })
      }
      if (how.way === 'agree') {
        const reason = how.reason.normalize('NFC').replace(/\s+/gu, ' ').trim()
        if (reason === '') throw new InvalidError('guidance.reason.missing', {}, { field: 'reason' })
        return settle(user, a, b, 'agree', reason)
      }
      const direction = how.direction ?? latestDirection(content)?.path
      if (how.follows !== undefined && how.follows !== '') {
        const [follower, other] = pick(how.follows, a, b)
        await add(user, follower, {
          ...(direction !== undefined && { supports: direction }),
          ...(!declared && { conflictsWith: other.path }),
        })
      } else if (!declared) await add(user, a, { conflictsWith: b.path })
      await settle(user, catalog.find(a.path) ?? a, catalog.find(b.path) ?? b, 'conflict', '')
    },

    /** For leads: pairs that nobody has settled. */
    waitingFor(user: User, lang: Lang): WaitingItem[] {
      if (!hasRole(user, 'lead')) return []
      return pairs()
        .filter(({ a, b }) => settlementOf(a, b) === undefined)
        .map(({ a, b }) => {
          const [one, other] = [variantFor(a, lang), variantFor(b, lang)]
          return {
            key: 'waiting.contradiction',
            title: `${one.title} ↔ ${other.title}`,
            lang: one.lang,
            href: `/contradictions#${idOf(a, b)}`,
            icon: 'turn',
            at: since(a, b),
          }
        })
    },
  }
}

/** The direction that is followed now: the published one whose path comes last, as years do. */
export function latestDirection({ catalog }: Pick<Content, 'catalog'>): Page | undefined {
  return catalog
    .list('direction')
    .filter((page) => page.status === 'published' && !catalog.successor(page.path))
    .toSorted((a, b) => a.path.localeCompare(b.path))
    .at(-1)
}

function mustLead(user: User): void {
  if (!hasRole(user, 'lead')) throw new ForbiddenError('errors.needs.lead')
}

function pick(path: string, a: Page, b: Page): [Page, Page] {
  if (path === a.path) return [a, b]
  if (path === b.path) return [b, a]
  throw new InvalidError('guidance.keep.unknown', {}, { field: 'keep' })
}

function idOf(a: Page, b: Page): string {
  return createHash('sha1').update(pairKey(a.path, b.path)).digest('base64url').slice(0, 12)
}

/** What two lessons say, in all their languages. */
function saidBy(a: Page, b: Page): string {
  const hash = createHash('sha1')
  for (const page of [a, b].sort((one, other) => one.path.localeCompare(other.path)))
    for (const lang of langs) hash.update(`${JSON.stringify(page.variants.get(lang)?.frontMatter.lesson)}\n`)
  return hash.digest('base64url')
}

/** The reader's language where the two clash in it. */
function langFor(clashes: readonly Clash[], lang: Lang): Lang {
  return clashes.some((clash) => clash.lang === lang) ? lang : (clashes[0]?.lang ?? lang)
}

function sideOf(page: Page, lang: Lang, clashes: readonly Clash[]): Side {
  const { title, lang: shown, frontMatter } = variantFor(page, lang)
  const marked = new Set(
    clashes
      .flatMap(({ does, doesnt }) => [does, doesnt])
      .flatMap(({ path, text }) => (path === page.path ? text : [])),
  )
  const mark = (lines: readonly string[] = []) => lines.map((text) => ({ text, clashes: marked.has(text) }))
  return {
    path: page.path,
    title,
    lang: shown,
    owner: page.owner,
    when: frontMatter.lesson?.when ?? '',
    supports: page.original.frontMatter.supports ?? [],
    do: mark(frontMatter.lesson?.do),
    dont: mark(frontMatter.lesson?.dont),
  }
}
