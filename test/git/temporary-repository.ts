import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommitId } from '../../src/git/ids.ts'
import {
  openRepository,
  type CommitInput,
  type FileChange,
  type Repository,
} from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'

export const log = createLog('silent')
export const mina = { name: '김미나', email: 'mina@example.com' }

export interface Temporary {
  readonly dir: string
  readonly repository: Repository
  /** Opens the same repository once more, as another process would. */
  readonly openAgain: () => Promise<Repository>
  /** A path beside the repository, removed with it. */
  readonly beside: (name: string) => string
  /** Commits on the branch as it stands. */
  readonly commit: (changes: FileChange[], input?: Partial<CommitInput>) => Promise<CommitId>
}

const disposals: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose()
})

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'giljabi-git-')))
  disposals.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function openTemporary(): Promise<Temporary> {
  const folder = await temporaryFolder()
  const dir = join(folder, 'content.git')
  const openAgain = async (): Promise<Repository> => {
    const opened = await openRepository(dir, { log })
    disposals.push(() => opened.close())
    return opened
  }
  const repository = await openAgain()
  const commit = async (changes: FileChange[], input: Partial<CommitInput> = {}): Promise<CommitId> => {
    const details = { message: '고침', author: mina, time: new Date('2026-11-02T09:00:00Z') }
    return repository.commitIfUnchanged({ parent: await repository.head(), changes, ...details, ...input })
  }
  return { dir, repository, openAgain, beside: (name) => join(folder, name), commit }
}

export function put(path: string, text: string): FileChange {
  return { path, content: Buffer.from(text) }
}

export function remove(path: string): FileChange {
  return { path, removed: true }
}

export async function readText(repository: Repository, path: string): Promise<string | undefined> {
  const head = await repository.head()
  const file = head && (await repository.findFile(head, path))
  return file && (await repository.readBlob(file.blob)).toString('utf8')
}

/** Git as somebody outside of the wiki runs it. */
export function git(dir: string, args: string[], input = ''): string {
  const identity = { GIT_AUTHOR_NAME: '밖', GIT_AUTHOR_EMAIL: 'outside@example.com' }
  const committer = { GIT_COMMITTER_NAME: '밖', GIT_COMMITTER_EMAIL: 'outside@example.com' }
  const env = { ...process.env, ...identity, ...committer, LC_ALL: 'C' }
  return execFileSync('git', args, { cwd: dir, input, env, encoding: 'utf8' }).trim()
}

/** A commit of one file on top of the branch, and the branch moved to it, all by git itself. */
export function commitOutside(dir: string, path: string, text: string): CommitId {
  const blob = git(dir, ['hash-object', '-w', '--stdin'], text)
  const rest = git(dir, ['ls-tree', 'main']).split('\n')
  const tree = git(dir, ['mktree'], `${[...rest, `100644 blob ${blob}\t${path}`].join('\n')}\n`)
  const commit = git(dir, ['commit-tree', tree, '-p', 'main', '-m', '밖에서'])
  git(dir, ['update-ref', 'refs/heads/main', commit])
  return commit as CommitId
}

/** The ids of the git processes that work for this repository; only where there is a /proc. */
export function processesOf(dir: string, command: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        return readlinkSync(`/proc/${pid}/cwd`) === dir && words.includes(command)
      } catch {
        return false
      }
    })
    .map(Number)
}
