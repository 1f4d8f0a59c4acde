import { AppError } from '../errors.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import type { CommitRecord, Repository } from '../git/repository.ts'
import { readVariant } from '../pages/page.ts'
import { pageOfFile } from '../pages/page-path.ts'
import { MAX_PAGE_BYTES } from '../pages/pages.ts'
import { readTrailers } from '../pages/trailers.ts'
import type { Fault, ProposedFile } from './proposal.ts'
import { attachedTo } from './proposed-files.ts'

/** What a branch proposes, read from git alone. */
export interface Branch {
  readonly tip: CommitId
  readonly base: CommitId | undefined
  readonly title: string
  readonly why: string
  readonly author: Signature
  /** Who wrote its newest commit. */
  readonly latest: Signature
  /** Who else wrote commits of it. */
  readonly others: readonly Signature[]
  /** What its commits say they answer: `Closes: gap/ID`. */
  readonly closes: readonly string[]
  readonly files: readonly ProposedFile[]
  readonly fault: Fault | undefined
}

interface Signature {
  readonly name: string
  readonly email: string
}

const MOST_FILES = 200
/** Differing files and folders that are looked at. */
const MOST_SEEN = 2_000
const MOST_COMMITS = 200
const MOST_TITLE = 200
const MOST_WHY = 4_000

export type BranchReader = (main: CommitId | undefined, tip: CommitId) => Promise<Branch | undefined>

const MOST_KEPT = 200

/** Reads branches, the last ones from memory: what a commit says never changes. */
export function createBranchReader(repository: Repository): BranchReader {
  const kept = new Map<string, Promise<Branch | undefined>>()
  return (main, tip) => {
    const key = `${main ?? ''} ${tip}`
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= MOST_KEPT) kept.clear()
    const reading = readBranch(repository, main, tip)
    kept.set(key, reading)
    reading.catch(() => kept.delete(key))
    return reading
  }
}

/**
 * A branch against the wiki's own: where they part, who wrote it and why (its first commit says so), which files
 * differ. It may come from anybody, so what cannot be read is a fault of the proposal and nothing else.
 */
async function readBranch(
  repository: Repository,
  main: CommitId | undefined,
  tip: CommitId,
): Promise<Branch | undefined> {
  const commits = await ownCommits(repository, main, tip)
  const first = commits.at(-1)
  if (!first) return undefined
  const base = main && (await repository.mergeBase(main, tip))
  const { files, fault } = await readFiles(repository, base, tip)
  return {
    tip,
    base,
    title: firstLine(first) || tip.slice(0, 7),
    why: withoutTrailers(first.body).slice(0, MOST_WHY),
    author: first.author,
    latest: (commits[0] ?? first).author,
    others: otherAuthors(commits, first.author),
    closes: [...new Set(commits.flatMap((commit) => readTrailers(commit, 'Closes')))].slice(0, 20),
    files,
    fault,
  }
}

/** Newest first. */
async function ownCommits(
  repository: Repository,
  main: CommitId | undefined,
  tip: CommitId,
): Promise<CommitRecord[]> {
  const commits: CommitRecord[] = []
  for await (const commit of repository.history({ from: main, to: tip, withFiles: false })) {
    commits.push(commit)
    if (commits.length === MOST_COMMITS) break
  }
  return commits
}

async function readFiles(
  repository: Repository,
  base: CommitId | undefined,
  tip: CommitId,
): Promise<Pick<Branch, 'files' | 'fault'>> {
  if (!base) return { files: [], fault: { key: 'proposals.fault.unrelated', params: {} } }
  try {
    const changed = await repository.changedFiles(base, tip, MOST_SEEN)
    if (changed.length > MOST_FILES) {
      return { files: [], fault: { key: 'git.tooManyChanges', params: { most: MOST_FILES } } }
    }
    const files: ProposedFile[] = []
    for (const { path: file, mode, blob: after } of changed) {
      const before = await repository.findFile(base, file)
      const hidden = !before && after && (await isHidden(repository, file, mode, after))
      files.push({ file, mode, before: before?.blob, after, ...(hidden && { hidden: true as const }) })
    }
    // What a proposal is about are its pages; files beside them come after.
    return { files: files.sort((a, b) => rankOf(a) - rankOf(b)), fault: undefined }
  } catch (error) {
    const fault = error instanceof AppError ? { key: error.key, params: error.params } : UNREADABLE
    return { files: [], fault }
  }
}

function rankOf(proposed: ProposedFile): number {
  return attachedTo(proposed) === undefined ? 0 : 1
}

const UNREADABLE: Fault = { key: 'proposals.fault.unreadable', params: {} }

/** A new page that says it is a draft, or a file that does not say what it is. */
async function isHidden(
  repository: Repository,
  file: string,
  mode: string | undefined,
  blob: BlobId,
): Promise<boolean> {
  // Who sees the page sees what is attached to it.
  if (attachedTo({ file }) !== undefined && mode?.startsWith('100')) return false
  const place = pageOfFile(file)
  if (!place || mode?.startsWith('100') !== true || (await repository.sizeOf(blob)) > MAX_PAGE_BYTES)
    return true
  const { frontMatter, fault } = readVariant({ ...place, file }, blob, await repository.readBlob(blob))
  return fault !== undefined || frontMatter.status === 'draft'
}

function firstLine({ subject }: CommitRecord): string {
  return subject.trim().slice(0, MOST_TITLE)
}

/** The lines `Key: value` at the end are for programs. */
function withoutTrailers(body: string): string {
  const blocks = body.trim().split(/\n{2,}/)
  const last = blocks.at(-1) ?? ''
  const isTrailers = last.split('\n').every((line) => /^[A-Za-z][\w-]*: /.test(line))
  return (isTrailers ? blocks.slice(0, -1) : blocks).join('\n\n')
}

function otherAuthors(commits: readonly CommitRecord[], first: Signature): Signature[] {
  const others = new Map(commits.map(({ author }) => [author.email.toLowerCase(), author]))
  others.delete(first.email.toLowerCase())
  return [...others.values()]
}
