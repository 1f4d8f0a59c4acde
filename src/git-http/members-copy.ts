import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, NotFoundError } from '../errors.ts'
import { createRepository } from '../git/create-repository.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import type { Incoming } from '../git/incoming.ts'
import { createRefList } from '../git/ref-list.ts'
import { MAIN_REF, type RefName, type Repository } from '../git/repository.ts'
import { openRewriting } from '../git/rewriting.ts'
import { runGit } from '../git/run.ts'
import { joinPacks } from '../git/tidy.ts'
import type { Log } from '../log.ts'
import type { Content } from '../pages/content.ts'
import { PROPOSALS } from '../proposals/branch-names.ts'
import { createHiding } from './hiding.ts'
import { createShowing, type Aside, type Showing } from './showing.ts'
import { readShownCommits, type ShownCommits } from './shown-commits.ts'
import { takeIn, type TakenIn } from './taking-in.ts'

/** The wiki's repository as members clone it, where something in it is hidden from them. */
export interface MembersCopy {
  readonly dir: string
  /** Where each ref stands; which of the proposals somebody is told of is another question. */
  readonly refs: ReadonlyMap<RefName, Tip>
  /** Whether any of these files is or was in it. */
  hasEver(files: readonly string[]): Promise<boolean>
  /**
   * @param bases what the person who pushes may build on
   * @throws InvalidError `git.partTaken`, `git.incomplete`, `git.tooManyCommits`
   */
  takeIn(incoming: Incoming, tips: readonly CommitId[], bases: Bases): Promise<TakenIn>
}

export type Bases = ReadonlyMap<RefName, CommitId>

/** One moment of a ref. */
export interface Tip {
  readonly shown: CommitId
  readonly real: CommitId
}

export interface MembersCopyDeps {
  readonly repository: Repository
  readonly content: Content
  readonly folder: string
  readonly log: Log
}

interface Opened {
  readonly commits: ShownCommits
  /** By the wiki's own commit. */
  readonly asides: Map<CommitId, Aside>
}

const FILES_A_QUESTION = 500
const COMMITS_UNTIL_TIDY = 300

export type MembersCopies = ReturnType<typeof createMembersCopies>

/**
 * Keeps a repository beside the wiki's that has all of its history but for drafts. It borrows the wiki's objects and has
 * of its own only the folders and commits that differ. A commit is shown as it is until the first that holds a draft;
 * after that with the same author, time and message on another tree. All of it follows from the wiki's own history, so
 * that it may be deleted and comes back the same.
 */
export function createMembersCopies({ repository, content, folder, log }: MembersCopyDeps) {
  const dir = join(folder, 'members.git')
  let opened: Opened | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let untilTidy = COMMITS_UNTIL_TIDY

  const open = async (): Promise<Opened> => {
    if (opened && existsSync(join(dir, 'HEAD'))) return opened
    await createRepository(dir)
    await mkdir(join(dir, 'objects', 'info'), { recursive: true })
    await writeFile(join(dir, 'objects', 'info', 'alternates'), `${join(repository.dir, 'objects')}\n`)
    opened = { commits: await readShownCommits(dir), asides: new Map() }
    return opened
  }

  const bringUpToDate = async (): Promise<MembersCopy | undefined> => {
    // Before main, so that whatever of main these build on is known to be main's.
    const proposals = await repository.listRefs(PROPOSALS)
    const head = await repository.head()
    if (!head) return undefined
    const { commits, asides } = await open()
    return showing(dir, { commits, asides }, async ({ showing, rewriting }) => {
      const ids = await newCommits(commits, head)
      await showing.showMain(ids)
      // What stands on these now parts from main later than it did.
      if (ids.some((id) => asides.has(id))) asides.clear()
      if (!commits.isRewritten(head)) return undefined
      const refs = new Map<RefName, Tip>()
      const main = commits.shownFor(head)
      if (main) refs.set(MAIN_REF, { shown: main, real: head })
      for (const [ref, real] of proposals) {
        const shown = await showing.showAside(real)
        if (shown) refs.set(ref, { shown, real })
      }
      await rewriting.write()
      await moveRefs(refs)
      await tidy(ids.length)
      return {
        dir,
        refs,
        hasEver: (files) => hasEver(refs, files),
        takeIn: (...pushed) => takeInPushed(refs, ...pushed),
      }
    })
  }

  const newCommits = async (commits: ShownCommits, head: CommitId): Promise<CommitId[]> => {
    if (commits.has(head)) return []
    const ids: CommitId[] = []
    const range = { from: commits.last(), to: head, withFiles: false }
    for await (const { id } of repository.history(range)) ids.push(id)
    return ids.reverse()
  }

  const moveRefs = async (refs: MembersCopy['refs']): Promise<void> => {
    const present = await createRefList(dir).below('refs/heads')
    const gone = [...present.keys()].filter((ref) => !refs.has(ref)).map((ref) => `delete ${ref}\n`)
    const moved = [...refs].filter(([ref, { shown }]) => present.get(ref) !== shown)
    // First what goes, for it may be in the way of what comes.
    for (const lines of [gone, moved.map(([ref, { shown }]) => `update ${ref} ${shown}\n`)]) {
      if (lines.length > 0)
        await runGit(dir, ['update-ref', '--stdin'], { input: lines.map((line) => Buffer.from(line)) })
    }
  }

  const tidy = async (commits: number): Promise<void> => {
    untilTidy -= commits
    if (untilTidy > 0) return
    untilTidy = COMMITS_UNTIL_TIDY
    await joinPacks(dir)
  }

  const hasEver = async (refs: MembersCopy['refs'], files: readonly string[]): Promise<boolean> => {
    if (!refs.has(MAIN_REF)) return false
    for (let at = 0; at < files.length; at += FILES_A_QUESTION) {
      const args = [
        '--literal-pathspecs',
        'log',
        '--full-history',
        '--max-count=1',
        '--format=%H',
        MAIN_REF,
        '--',
      ]
      const { stdout } = await runGit(dir, [...args, ...files.slice(at, at + FILES_A_QUESTION)])
      if (stdout.length > 0) return true
    }
    return false
  }

  const takeInPushed = async (
    refs: MembersCopy['refs'],
    incoming: Incoming,
    tips: readonly CommitId[],
    bases: Bases,
  ): Promise<TakenIn> => {
    const shown = [...refs].flatMap(([ref, tip]) => (bases.has(ref) ? [tip.shown] : []))
    const known = [...shown, ...bases.values()]
    await incoming.requireComplete(tips, known)
    const pushed = await incoming.newCommits(tips, known)
    const { commits, asides } = await open()
    // What comes of a push that is then refused is not remembered.
    return showing(incoming.dir, { commits, asides: new Map(asides) }, (parts) => takeIn(parts, pushed))
  }

  const showing = async <T>(
    at: string,
    { commits, asides }: Opened,
    work: (parts: Parts) => Promise<T>,
  ): Promise<T> => {
    const rewriting = openRewriting(at, log)
    try {
      const { store, readBlob } = rewriting
      const hiding = createHiding({ store, readBlob, isKnownDraft: draftsNow() })
      return await work({
        commits,
        asides,
        rewriting,
        showing: createShowing({ ...repository, commits, asides, rewriting, hiding }),
      })
    } finally {
      await rewriting.close()
    }
  }

  /** Of the present pages it is known without reading them; gathered when it is first asked, for mostly nothing is new. */
  const draftsNow = (): ((blob: BlobId) => boolean | undefined) => {
    let known: ReadonlyMap<BlobId, boolean> | undefined
    return (blob) => (known ??= gatherDrafts()).get(blob)
  }

  const gatherDrafts = (): ReadonlyMap<BlobId, boolean> => {
    const known = new Map<BlobId, boolean>()
    for (const { variants, drafts } of content.catalog.all()) {
      for (const { blob, frontMatter } of [...variants.values(), ...drafts.values()])
        known.set(blob, frontMatter.status === 'draft')
    }
    return known
  }

  return {
    /** As the wiki is now; undefined where nothing in it, or in its past, is hidden from members. */
    async current(): Promise<MembersCopy | undefined> {
      const turn = queue.then(() =>
        bringUpToDate().catch(async (error: unknown) => {
          // A full disk, or the wiki's closing, says nothing against what there is.
          if (error instanceof AppError && !(error instanceof NotFoundError)) throw error
          log.warn({ err: error }, 'the copy for members could not be brought up to date; it is made anew')
          opened = undefined
          await rm(dir, { recursive: true, force: true })
          return bringUpToDate()
        }),
      )
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}

interface Parts extends Opened {
  readonly rewriting: ReturnType<typeof openRewriting>
  readonly showing: Showing
}
