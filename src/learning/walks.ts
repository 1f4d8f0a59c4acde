import type { Content } from '../pages/content.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import type { Lang, User } from '../user.ts'
import { pathAddress } from './addresses.ts'
import type { Assignments } from './assignment.ts'
import type { FinishRecord } from './finish-store.ts'
import type { LookAgain } from './look-again.ts'
import { matchRecords } from './match-records.ts'
import { leadsTo, pathEdges } from './path-graph.ts'
import { findTarget, walkOf, type Before, type Shelf, type Subpath, type Walk } from './paths.ts'
import type { OwnProgress, ProgressCache } from './progress-cache.ts'
import type { StepRecord } from './progress-store.ts'

export interface WalkDeps {
  readonly pages: Pages
  readonly cache: ProgressCache
  readonly asksAgain: LookAgain
  readonly assignments: () => Assignments
}

export type Walks = ReturnType<typeof createWalks>

export function shelfOf(content: Content): Shelf {
  return { catalog: content.catalog, moved: (path) => presentPath(content, path) }
}

/** How a person stands on a path: their records, what changed, what comes first, the paths within it. */
export function createWalks({ pages, cache, asksAgain, assignments }: WalkDeps) {
  const { content } = pages
  const shelf = shelfOf(content)
  const edges = pathEdges(content.catalog, shelf.moved)

  /** What one question about a person has found out: it may come upon a path several times. */
  interface Memo {
    readonly own: OwnProgress
    readonly walks: Map<string, Promise<Walk>>
  }

  const walk = (user: User, page: Page, lang: Lang, memo: Memo): Promise<Walk> => {
    const kept = memo.walks.get(page.path)
    if (kept) return kept
    const walking = makeWalk(user, page, lang, memo)
    memo.walks.set(page.path, walking)
    return walking
  }

  const makeWalk = async (user: User, page: Page, lang: Lang, memo: Memo): Promise<Walk> => {
    const { own } = memo
    const records = matchRecords(page, own.steps, content)
    const [again, subpaths, lockedBy, assignment] = await Promise.all([
      changedSteps(user, page, records),
      subpathsOf(user, page, lang, memo),
      pathsBefore(user, page, lang, memo),
      assignments().assignmentOf(user.id, page.path),
    ])
    const finish = finishOf(own, page)
    return walkOf(user, page, lang, shelf, { records, again, subpaths, lockedBy, assignment, finish })
  }

  const changedSteps = async (
    user: User,
    { original }: Page,
    records: ReadonlyMap<string, StepRecord>,
  ): Promise<Set<string>> => {
    const again = new Set<string>()
    if (records.size === 0) return again
    for (const step of original.frontMatter.steps ?? []) {
      const record = records.get(step.id)
      const target = record && findTarget(user, step, shelf)
      if (!record || target?.kind === 'path') continue
      const asks = asksAgain(target, record, original.frontMatter.lookAgainAbove)
      if (typeof asks === 'boolean' ? asks : await asks) again.add(step.id)
    }
    return again
  }

  const subpathsOf = async (user: User, page: Page, lang: Lang, memo: Memo) => {
    const subpaths = new Map<string, Subpath | 'loop'>()
    for (const step of page.original.frontMatter.steps ?? []) {
      const target = findTarget(user, step, shelf)
      if (target?.kind !== 'path') continue
      if (leadsTo(target.path, page.path, edges)) {
        subpaths.set(step.id, 'loop')
        continue
      }
      const inner = await walk(user, target, lang, memo)
      subpaths.set(step.id, {
        path: target.path,
        walked: inner.walked,
        total: inner.steps.length,
        finished: inner.finished || inner.finish !== undefined,
        lastAt: inner.finish?.finishedAt ?? inner.lastAt,
      })
    }
    return subpaths
  }

  /** A path that is missing, not published, or waits for this one itself holds nobody up. */
  const pathsBefore = async (user: User, page: Page, lang: Lang, memo: Memo) => {
    const before: Before[] = []
    for (const named of page.original.frontMatter.after ?? []) {
      const first = pages.find(user, shelf.moved(named.normalize('NFC')))
      if (first?.kind !== 'path' || first.status !== 'published') continue
      if (leadsTo(first.path, page.path, edges) || finishOf(memo.own, first)) continue
      if ((await walk(user, first, lang, memo)).finished) continue
      const { title, lang: shown } = variantFor(first, lang)
      before.push({ title, lang: shown, href: pathAddress(first.path) })
    }
    return before
  }

  const finishOf = ({ finished }: OwnProgress, page: Page): FinishRecord | undefined => {
    if (finished.size === 0) return undefined
    return pathsOf(content, page.path)
      .map((path) => finished.get(path))
      .find((record) => record !== undefined)
  }

  return {
    /** How `user` stands on one path. */
    walk: async (user: User, page: Page, lang: Lang): Promise<Walk> =>
      walk(user, page, lang, { own: await cache.of(user.id), walks: new Map() }),

    /** On several; `known` where their progress has been read already. */
    walkAll: async (user: User, some: readonly Page[], lang: Lang, known?: OwnProgress): Promise<Walk[]> => {
      const memo: Memo = { own: known ?? (await cache.of(user.id)), walks: new Map() }
      return Promise.all(some.map((page) => walk(user, page, lang, memo)))
    },
  }
}
