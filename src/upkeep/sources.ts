import { AppError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import type { FileChange } from '../git/repository.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { dayOf } from '../pages/review.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { authorOf, editFilesOf, messageOf } from './page-files.ts'
import type { SourceChecker } from './source-checker.ts'
import { removeSource, replaceSourceUrl, setSourceChecked } from './source-edits.ts'
import { holdSource, newSourceState, sourceKey, type SourceState } from './source-state.ts'
import type { SourceStates } from './source-states.ts'
import type { SourceUse } from './source-uses.ts'
import { mayTend } from './verification.ts'

/** A source as lists show it. */
export interface ShownSource {
  readonly url: string
  readonly title: string
  readonly tier: SourceUse['source']['tier']
  readonly version: string | undefined
  readonly state: SourceState
  readonly pages: readonly {
    readonly path: string
    readonly title: string
    readonly lang: Lang
    readonly owner: string | undefined
    /** Whether who asks may change it there. */
    readonly mayTend: boolean
  }[]
}

export interface SourceDeps {
  readonly pages: Pages
  readonly states: SourceStates
  readonly uses: () => ReadonlyMap<string, SourceUse>
  /** Undefined where checking is off. */
  readonly checker: SourceChecker | undefined
  readonly now: () => Date
}

export type SourceOperations = ReturnType<typeof createSources>

const LONGEST_URL = 2_000

/** What pages rest on, whether it is still there, and what to do where it is not. */
export function createSources({ pages, states, uses, checker, now }: SourceDeps) {
  const show = (user: User, lang: Lang, use: SourceUse, state: SourceState | undefined): ShownSource => ({
    url: use.url,
    title: use.source.title,
    tier: use.source.tier,
    version: use.source.version,
    state: state ?? newSourceState(use.url),
    pages: use.pages.flatMap(({ path }) => {
      const page = pages.find(user, path)
      if (!page) return []
      const { title, lang: shown } = variantFor(page, lang)
      return [{ path, title, lang: shown, owner: page.owner, mayTend: mayTend(user, page) }]
    }),
  })

  /** The pages that `user` may change because of a source. @throws NotFoundError, ForbiddenError */
  const pagesToChange = (user: User, key: string): Page[] => {
    const seen = (uses().get(key)?.pages ?? []).flatMap(({ path }) => pages.find(user, path) ?? [])
    if (seen.length === 0) throw new NotFoundError('upkeep.source.missing')
    const own = seen.filter((page) => mayTend(user, page))
    if (own.length === 0) throw new ForbiddenError('upkeep.notYours')
    return own
  }

  /** One commit on all of them; members change the pages that they own. */
  const change = async (
    user: User,
    key: string,
    message: string,
    edit: (source: string) => string,
  ): Promise<number> => {
    let count = 0
    await pages.content.commit(authorOf(user), async () => {
      const files: FileChange[] = []
      const own = pagesToChange(user, key)
      for (const page of own) files.push(...(await editFilesOf(pages, page, edit)))
      count = own.length
      return { files, message: messageOf(message, { Source: key }) }
    })
    return count
  }

  return {
    isOn: checker !== undefined,
    isRunning: (): boolean => checker?.isRunning() ?? false,

    /** What the pages rest on that `user` tends: leads all, owners their own. What is wrong comes before what is not. */
    async list(user: User, lang: Lang): Promise<ShownSource[]> {
      const known = await states.all()
      return [...uses().values()]
        .map((use) => show(user, lang, use, known.get(use.url)))
        .map((shown) => ({ ...shown, pages: shown.pages.filter((page) => page.mayTend) }))
        .filter((shown) => shown.pages.length > 0)
        .sort(
          (a, b) =>
            Number(b.state.markedAt !== undefined) - Number(a.state.markedAt !== undefined) ||
            Number(b.state.fault !== undefined) - Number(a.state.fault !== undefined) ||
            a.url.localeCompare(b.url),
        )
    },

    /** For everybody who sees a page that rests on it. @throws NotFoundError */
    async get(user: User, lang: Lang, url: string): Promise<ShownSource> {
      const key = sourceKey(url)
      const use = uses().get(key)
      const shown = use && show(user, lang, use, (await states.all()).get(key))
      if (!shown || shown.pages.length === 0) throw new NotFoundError('upkeep.source.missing')
      return shown
    },

    /**
     * A new address, by owners on their pages and by leads on all, in one commit.
     * @returns on how many pages. @throws NotFoundError, ForbiddenError, InvalidError
     */
    replace(user: User, url: string, to: string): Promise<number> {
      const key = sourceKey(url)
      const target = acceptUrl(to)
      if (sourceKey(target) === key) throw new InvalidError('upkeep.source.same', {}, { field: 'to' })
      const message = `Replace the address of a source`
      return change(user, key, message, (source) => replaceSourceUrl(source, key, target))
    },

    /** That somebody has looked at it and it is good, as `replace`. */
    async hold(user: User, url: string): Promise<number> {
      const key = sourceKey(url)
      const day = dayOf(now(), user.timeZone)
      const count = await change(user, key, 'A source was looked at and is good', (source) =>
        setSourceChecked(source, key, day),
      )
      const known = (await states.all()).get(key) ?? newSourceState(key)
      await states.put(holdSource(known, user.handle, now()))
      return count
    },

    /** Takes it off the pages, as `replace`. */
    remove(user: User, url: string): Promise<number> {
      const key = sourceKey(url)
      return change(user, key, 'Remove a source', (source) => removeSource(source, key))
    },

    /** By leads: asks for all of them now, in the background. @throws AppError where checking is off. */
    checkNow(user: User) {
      mustLead(user)
      if (!checker) throw new AppError('conflict', 'upkeep.sources.off')
      return checker.run({ all: true })
    },
  }
}

/** @throws InvalidError */
function acceptUrl(text: string): string {
  const url = text.trim()
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isWeb || url.length > LONGEST_URL || /\s/.test(url))
    throw new InvalidError('upkeep.source.url', {}, { field: 'to' })
  return url
}

function mustLead(user: User): void {
  if (!hasRole(user, 'lead')) throw new ForbiddenError('upkeep.leads')
}
