import { AppError } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import { openRemote, shownAddress, type Remote } from '../git/remote.ts'
import { MAIN_REF, RefMovedError, type RefName, type Repository } from '../git/repository.ts'
import type { Log } from '../log.ts'
import type { Content } from '../pages/content.ts'
import { PROGRAM_AUTHOR } from '../pages/starter.ts'
import { PROPOSALS } from '../proposals/branch-names.ts'
import { adviceFor } from './advice.ts'
import { mergeHistories, type MergedHistories } from './merge-histories.ts'

export interface MirrorDeps {
  readonly repository: Repository
  readonly content: Content
  readonly settings: { readonly url: string | undefined; readonly everyMs: number }
  /** Brings proposals to where their branches are, so that leads are told of a new one. */
  readonly lookAtProposals: () => Promise<void>
  readonly log: Log
  readonly now: () => Date
}

export interface MirrorState {
  /** Without user and password. */
  readonly address: string
  /** When both were last the same, ISO 8601; undefined: not yet. */
  readonly sameAt: string | undefined
  readonly fault:
    { readonly key: string; readonly params: Readonly<Record<string, string | number>> } | undefined
  /** What to do about the fault, as a message's key. */
  readonly advice: string | undefined
  /** Tries in vain since then. */
  readonly failures: number
  /** When it is tried again by itself, ISO 8601. */
  readonly nextAt: string | undefined
  /** What came up and was got over, newest first: since the program runs. */
  readonly notes: readonly MirrorNote[]
}

/** Something of the remote that an administrator should know. */
export interface MirrorNote {
  readonly key: 'mirror.note.conflict' | 'mirror.note.left' | 'mirror.note.rewritten'
  readonly params: Readonly<Record<string, string | number>>
  /** ISO 8601. */
  readonly at: string
}

export interface Mirror {
  /** Undefined where no remote is set. */
  state(): MirrorState | undefined
  /** Pulls, merges and pushes now, or right after what is under way. Never throws: the state says what went wrong. */
  sync(): Promise<void>
  start(): void
  close(): Promise<void>
}

/** Saves that come together go together. */
const SETTLE_MS = 1_000
const FIRST_RETRY_MS = 5_000
const LAST_RETRY_MS = 10 * 60 * 1000
const MOST_ROUNDS = 8
const MOST_NOTES = 5
const MOST_NAMES = 5

/**
 * Keeps the content and a repository elsewhere the same. Saves never wait for it, and it never stops at a conflict:
 * ours stays on `main`, theirs becomes a proposal.
 */
export function createMirror(deps: MirrorDeps): Mirror {
  const { repository, content, settings, log, now } = deps
  const closing = new AbortController()
  const remote =
    settings.url === undefined ? undefined : openRemote(repository.dir, settings.url, closing.signal)
  let sameAt: string | undefined
  let fault: MirrorState['fault']
  let failures = 0
  let nextAt: string | undefined
  let notes: readonly MirrorNote[] = []
  let timer: NodeJS.Timeout | undefined
  let queue: Promise<void> = Promise.resolve()

  const schedule = (afterMs: number): void => {
    if (!remote || closing.signal.aborted) return
    clearTimeout(timer)
    nextAt = new Date(now().getTime() + afterMs).toISOString()
    timer = setTimeout(() => void sync(), afterMs).unref()
  }

  const note = (key: MirrorNote['key'], files: readonly string[]): void => {
    const shown = files.slice(0, MOST_NAMES).join(', ') + (files.length > MOST_NAMES ? ', …' : '')
    const params = { files: shown, count: files.length }
    notes = [{ key, params, at: now().toISOString() }, ...notes].slice(0, MOST_NOTES)
  }

  const sync = (): Promise<void> => {
    queue = queue.then(once)
    return queue
  }

  const once = async (): Promise<void> => {
    if (!remote || closing.signal.aborted) return
    try {
      await bringTogether(remote, { ...deps, note })
      sameAt = now().toISOString()
      fault = undefined
      failures = 0
      schedule(settings.everyMs)
    } catch (error) {
      if (closing.signal.aborted) return
      failures++
      fault =
        error instanceof AppError
          ? { key: error.key, params: error.params }
          : { key: 'mirror.defect', params: {} }
      log.warn({ err: error, failures }, 'the content could not be mirrored; trying again')
      schedule(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10)))
    }
  }

  content.onChanged(() => {
    // While it fails, its own pace holds.
    if (failures === 0) schedule(SETTLE_MS)
  })

  return {
    state: () =>
      settings.url === undefined
        ? undefined
        : {
            address: shownAddress(settings.url),
            sameAt,
            fault,
            advice: fault?.key === 'git.remote' ? adviceFor(String(fault.params.said)) : undefined,
            failures,
            nextAt,
            notes,
          },
    sync,
    start: () => schedule(0),
    async close() {
      closing.abort()
      clearTimeout(timer)
      await queue
    },
  }
}

interface Work extends MirrorDeps {
  readonly note: (key: MirrorNote['key'], files: readonly string[]) => void
}

/** @throws AppError `git.remote`, `mirror.unrelated`, `mirror.restless` */
async function bringTogether(remote: Remote, deps: Work): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = remote.lastSeen()
    const theirs = await remote.fetch()
    if (before && theirs !== before && !(theirs && (await deps.repository.isAncestor(before, theirs))))
      deps.note('mirror.note.rewritten', [])
    if (theirs !== undefined) await takeIn(deps, theirs)
    const ours = await deps.repository.head()
    if (ours === undefined || ours === theirs) return
    if (await remote.push(ours)) return
  }
  throw new AppError('unavailable', 'mirror.restless')
}

async function takeIn(deps: Work, theirs: CommitId): Promise<void> {
  const { repository, content } = deps
  for (;;) {
    const ours = await repository.head()
    if (ours === undefined || ours === theirs || (await repository.isAncestor(theirs, ours))) return
    const base = await repository.mergeBase(ours, theirs)
    if (base === undefined) throw new AppError('conflict', 'mirror.unrelated')
    const merged = await mergeHistories(repository, base, ours, theirs)
    try {
      await (base === ours && merged.left.length === 0
        ? repository.moveRefs([{ ref: MAIN_REF, before: ours, after: theirs }])
        : commitMerge(deps, ours, theirs, merged))
      await content.refresh()
      return
    } catch (error) {
      if (!(error instanceof RefMovedError)) throw error
    }
  }
}

async function commitMerge(
  { repository, lookAtProposals, log, now, note }: Work,
  ours: CommitId,
  theirs: CommitId,
  { changes, kept, left }: MergedHistories,
): Promise<void> {
  const details = { author: PROGRAM_AUTHOR, time: now() }
  const message = 'Merge what the remote has'
  const merge = await repository.commitIfUnchanged({
    ...details,
    parent: ours,
    mergedWith: theirs,
    changes,
    message,
  })
  if (left.length > 0) {
    log.warn({ files: left, theirs }, 'files of the remote cannot be in the wiki and stay out')
    note('mirror.note.left', left)
  }
  if (kept.length === 0) return
  const names = kept.map(({ path }) => path)
  const title = `From the remote: ${names[0] ?? ''}${names.length > 1 ? ` and ${names.length - 1} more` : ''}`
  await repository.commitIfUnchanged({
    ...details,
    parent: merge,
    on: { ref: `${PROPOSALS}/remote-${theirs.slice(0, 10)}` as RefName, before: undefined },
    changes: kept,
    message: `${title}\n\nThe wiki and the remote changed the same place. The wiki's text stayed; this is the remote's.\n\n${names.join('\n')}`,
  })
  note('mirror.note.conflict', names)
  await lookAtProposals()
}
