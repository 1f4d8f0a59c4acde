import type { CommitId, TreeId } from '../git/ids.ts'
import type { RawCommit } from '../git/raw-commit.ts'
import type { Repository } from '../git/repository.ts'
import type { Rewriting } from '../git/rewriting.ts'
import { nameFromText } from '../git/tree.ts'
import { NO_PART, withoutPart, type TreePart } from '../git/tree-part.ts'
import { REDIRECTS_FILE } from '../pages/redirects.ts'
import type { Hiding } from './hiding.ts'
import type { ShownCommits } from './shown-commits.ts'

/** A commit that is not one of `main`. */
export interface Aside {
  readonly shown: CommitId
  /** Where its branch parted from `main`, or took it in last. */
  readonly base: CommitId
}

export interface ShowingDeps {
  readonly commits: ShownCommits
  readonly asides: Map<CommitId, Aside>
  readonly rewriting: Rewriting
  readonly hiding: Hiding
  readonly isAncestor: Repository['isAncestor']
}

/** The id of a folder without files. */
const EMPTY = '4b825dc642cb6eb9a060e54bf8d69288fbee4904' as TreeId
const COMMITS_AT_ONCE = 1_000
const MOST_COMMITS_ASIDE = 2_000

/** Makes the commits that members are shown in place of the wiki's own. */
export function createShowing({ commits, asides, rewriting, hiding, isAncestor }: ShowingDeps) {
  const { store } = rewriting

  const showOne = async (id: CommitId, raw: RawCommit): Promise<CommitId | undefined> => {
    const missing = raw.parents.find((parent) => !commits.has(parent))
    if (missing) throw new Error(`What is shown for ${missing}, before ${id}, is not known`)
    const hidesAlready = raw.parents.some((parent) => commits.isRewritten(parent))
    const { tree, hidden } = await hiding.show(raw.tree)
    if (!hidesAlready && hidden.size === 0) return id
    const shown = tree && (await withoutRedirects(tree))
    const parents = [...new Set(raw.parents.flatMap((parent) => commits.shownFor(parent) ?? []))]
    const [parent, ...others] = parents
    if (!parent && !shown) return undefined
    // What changed drafts alone, or merged such changes, is not even told of.
    if (parent && (await isLike(parent, shown)) && (await areBefore(others, parent))) return parent
    return rewriting.addCommit({ ...raw, tree: shown ?? (await store.add([])), parents })
  }

  /** The one before may be the last that is shown as it is, redirects and all. */
  const isLike = async (commit: CommitId, shown: TreeId | undefined): Promise<boolean> => {
    const before = await withoutRedirects((await rewriting.readCommit(commit)).tree)
    return (before ?? EMPTY) === (shown ?? EMPTY)
  }

  /** Whether what is shown already before a commit has all of these. */
  const areBefore = async (others: readonly CommitId[], commit: CommitId): Promise<boolean> => {
    const until = commits.firstFor(commit)
    for (const other of others) {
      const first = commits.firstFor(other)
      if (!first || !until || !(await isAncestor(first, until))) return false
    }
    return true
  }

  const withoutRedirects = async (tree: TreeId): Promise<TreeId | undefined> =>
    withoutPart(store, tree, await redirectsIn(tree))

  /** Redirects name pages by where they were as drafts. */
  const redirectsIn = async (root: TreeId): Promise<TreePart> => {
    const name = nameFromText(REDIRECTS_FILE)
    const entry = (await store.read(root)).find((candidate) => candidate.name === name)
    return entry ? new Map([[name, entry]]) : NO_PART
  }

  /** What is hidden of a commit of `main`. */
  const hiddenIn = async (real: CommitId): Promise<TreePart> => {
    if (!commits.isRewritten(real)) return NO_PART
    const { tree } = await rewriting.readCommit(real)
    const { hidden } = await hiding.show(tree)
    return new Map([...hidden, ...(await redirectsIn(tree))])
  }

  const baseOf = (real: CommitId): CommitId | undefined => (commits.has(real) ? real : asides.get(real)?.base)

  /** The commits before a tip that are not known yet, parents first; undefined where there are too many. */
  const findUnknown = async (tip: CommitId): Promise<(readonly [CommitId, RawCommit])[] | undefined> => {
    const found = new Map<CommitId, RawCommit>()
    const toRead = [tip]
    for (let id = toRead.pop(); id; id = toRead.pop()) {
      if (baseOf(id) || found.has(id)) continue
      if (found.size >= MOST_COMMITS_ASIDE) return undefined
      const raw = await rewriting.readCommit(id)
      found.set(id, raw)
      toRead.push(...raw.parents)
    }
    return parentsFirst(found)
  }

  return {
    hiddenIn,

    /** The latest of the places where these parted from `main`; undefined where none comes from there. */
    latestBase(parents: readonly CommitId[]): CommitId | undefined {
      const bases = parents.flatMap((parent) => baseOf(parent) ?? [])
      return bases.length === 0 ? undefined : bases.reduce((one, other) => commits.later(one, other))
    },

    /** Commits of `main`, parents first. */
    async showMain(ids: readonly CommitId[]): Promise<void> {
      for (let at = 0; at < ids.length; at += COMMITS_AT_ONCE) {
        const some = ids.slice(at, at + COMMITS_AT_ONCE)
        const raws = await Promise.all(some.map((id) => rewriting.readCommit(id)))
        for (const [index, id] of some.entries()) commits.add(id, await showOne(id, raws[index]!))
        await rewriting.write()
        await commits.keep()
        hiding.forget()
      }
    },

    /** A branch's tip without what is hidden where it parted from `main`; undefined for one that did not. */
    async showAside(tip: CommitId): Promise<CommitId | undefined> {
      for (const [id, raw] of (await findUnknown(tip)) ?? []) {
        const base = this.latestBase(raw.parents)
        const parents = raw.parents.map((parent) => commits.shownFor(parent) ?? asides.get(parent)?.shown)
        if (!base || parents.includes(undefined)) return undefined
        const tree = await withoutPart(store, raw.tree, await hiddenIn(base))
        const shown = { ...raw, tree: tree ?? (await store.add([])), parents: parents as CommitId[] }
        asides.set(id, { shown: await rewriting.addCommit(shown), base })
      }
      return commits.shownFor(tip) ?? asides.get(tip)?.shown
    },
  }
}

export type Showing = ReturnType<typeof createShowing>

function parentsFirst(found: ReadonlyMap<CommitId, RawCommit>): (readonly [CommitId, RawCommit])[] {
  const sorted = new Map<CommitId, RawCommit>()
  const waiting = [...found.keys()]
  for (let id = waiting.at(-1); id; id = waiting.at(-1)) {
    const raw = found.get(id)
    const before = raw?.parents.filter((parent) => found.has(parent) && !sorted.has(parent)) ?? []
    if (before.length > 0) {
      waiting.push(...before)
      continue
    }
    waiting.pop()
    if (raw) sorted.set(id, raw)
  }
  return [...sorted]
}
