import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, InvalidError } from '../errors.ts'
import { syncPath } from './durable.ts'
import type { CommitId } from './ids.ts'
import { GitError, runGit } from './run.ts'

/** Objects that were sent and that nothing refers to yet, in a repository of their own that reads from the wiki's. */
export interface Incoming {
  /** The folder of that repository. */
  readonly dir: string
  /** Commits that lead to `tips` and to none of `known`, oldest first. @throws InvalidError `git.tooManyCommits` */
  newCommits(tips: readonly CommitId[], known: readonly CommitId[]): Promise<NewCommit[]>
  /** @throws InvalidError `git.incomplete` where something is missing that `tips` lead to, or one is no commit */
  requireComplete(tips: readonly CommitId[], known: readonly CommitId[]): Promise<void>
  /** Puts all objects into a repository, on disk when this resolves; refs are the caller's to move. */
  admit(dir: string): Promise<void>
  /** The same with only what `tips` lead to and `known` do not. */
  admitOnly(dir: string, tips: readonly CommitId[], known: readonly CommitId[]): Promise<void>
  drop(): Promise<void>
}

export interface NewCommit {
  readonly id: CommitId
  readonly parents: readonly CommitId[]
  readonly authorEmail: string
  readonly committerEmail: string
}

const FOLDER = 'incoming'
const MOST_COMMITS = 2_000
const HOUR_MS = 3_600_000

/** An empty place for what is about to be sent, which borrows the objects of the wiki, and of `also`. */
export async function openIncoming(dir: string, also: readonly string[] = []): Promise<Incoming> {
  const folder = join(dir, FOLDER)
  await mkdir(folder, { recursive: true })
  await removeAbandoned(folder)
  const own = await mkdtemp(join(folder, 'push-'))
  await runGit(own, ['init', '--quiet', '--bare', '--initial-branch=main', '--template='])
  await mkdir(join(own, 'objects', 'info'), { recursive: true })
  const lenders = [dir, ...also].map((lender) => `${join(lender, 'objects')}\n`)
  await writeFile(join(own, 'objects', 'info', 'alternates'), lenders.join(''))
  return {
    dir: own,
    newCommits: (tips, known) => newCommits(own, tips, known),
    requireComplete: (tips, known) => requireComplete(own, tips, known),
    admit: (target) => admit(own, target),
    admitOnly: (target, tips, known) => admitOnly(own, target, tips, known),
    drop: () => rm(own, { recursive: true, force: true }),
  }
}

/**
 * Reads a pack as it is sent, checks every object of it and keeps it in the incoming folder.
 * @throws InvalidError `git.pack` with git's words, AppError `git.packTooLarge` above `maxBytes`
 */
export async function receivePack(
  { dir }: Incoming,
  pack: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<void> {
  const limit = `--max-input-size=${maxBytes}`
  const settings = ['-c', 'core.fsync=committed,reference', '-c', 'pack.writeReverseIndex=true']
  try {
    await runGit(dir, [...settings, 'index-pack', '--stdin', '--fix-thin', '--strict', limit], {
      input: pack,
    })
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    if (error.stderr.includes('exceeds maximum allowed size')) {
      const megabytes = Math.round(maxBytes / 1024 / 1024)
      throw new AppError('too-large', 'git.packTooLarge', { megabytes }, { cause: error })
    }
    throw new InvalidError('git.pack', { said: lastWords(error.stderr) }, { cause: error })
  }
}

function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /^(error|fatal|warning):/.test(line))
  return lines.join(' · ').slice(0, 500) || 'fatal: index-pack'
}

async function newCommits(
  dir: string,
  tips: readonly CommitId[],
  known: readonly CommitId[],
): Promise<NewCommit[]> {
  const format = '--format=%H%x00%P%x00%ae%x00%ce'
  const limit = `--max-count=${MOST_COMMITS + 1}`
  const args = ['log', '--no-patch', '--topo-order', '--no-mailmap', format, limit, '--stdin']
  const { stdout } = await runGit(dir, args, { input: revisions(tips, known) })
  const lines = stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
  if (lines.length > MOST_COMMITS) throw new InvalidError('git.tooManyCommits', { most: MOST_COMMITS })
  return lines.reverse().map((line) => {
    const [id = '', parents = '', authorEmail = '', committerEmail = ''] = line.split('\0')
    return {
      id: id as CommitId,
      parents: parents.split(' ').filter((parent) => parent !== '') as CommitId[],
      authorEmail,
      committerEmail,
    }
  })
}

async function requireComplete(
  dir: string,
  tips: readonly CommitId[],
  known: readonly CommitId[],
): Promise<void> {
  const args = ['rev-list', '--objects', '--quiet', '--stdin']
  const commits = tips.map((tip) => `${tip}^{commit}`)
  const { exitCode } = await runGit(dir, args, { input: revisions(commits, known), answers: [1, 128] })
  if (exitCode !== 0) throw new InvalidError('git.incomplete')
}

function revisions(tips: readonly string[], known: readonly CommitId[]): Buffer[] {
  return [Buffer.from([...tips, ...known.map((id) => `^${id}`), ''].join('\n'))]
}

/** The index last: with it git begins to look into a pack. */
async function admit(from: string, dir: string): Promise<void> {
  const [source, target] = [join(from, 'objects', 'pack'), join(dir, 'objects', 'pack')]
  await mkdir(target, { recursive: true })
  const names = await readdir(source).catch(() => [] as string[])
  const kept = names.filter((name) => /^pack-[0-9a-f]+\.(pack|rev|idx)$/.test(name))
  const order = ['.pack', '.rev', '.idx']
  const rank = (name: string) => order.findIndex((ending) => name.endsWith(ending))
  for (const name of kept.sort((a, b) => rank(a) - rank(b)))
    await rename(join(source, name), join(target, name))
  await syncPath(target)
}

async function admitOnly(
  from: string,
  dir: string,
  tips: readonly CommitId[],
  known: readonly CommitId[],
): Promise<void> {
  const folder = join(dir, 'objects', 'pack')
  await mkdir(folder, { recursive: true })
  const settings = ['-c', 'core.fsync=committed', '-c', 'pack.writeReverseIndex=true']
  const how = ['--quiet', '--revs', '--delta-base-offset', '--non-empty']
  await runGit(from, [...settings, 'pack-objects', ...how, join(folder, 'pack')], {
    input: revisions(tips, known),
  })
  await syncPath(folder)
}

/** What a process that was killed in the middle left. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > HOUR_MS)
      await rm(join(folder, name), { recursive: true, force: true })
  }
}
