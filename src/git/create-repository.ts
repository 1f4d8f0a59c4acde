import { appendFile, mkdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../errors.ts'
import { isErrorWithCode, syncPath } from './durable.ts'
import { runGit } from './run.ts'

const OLDEST_GIT = [2, 36] as const

const SETTINGS: Readonly<Record<string, string>> = {
  // Also for those who push past the wiki; `reference` puts a moved branch on disk.
  'core.fsync': 'committed,reference',
  'core.hooksPath': '/dev/null',
  'core.quotePath': 'false',
  'gc.auto': '0',
  'receive.autogc': 'false',
}

/**
 * Makes the bare repository where it is missing, and gives one that is there our settings.
 * @returns its real path
 * @throws UsageError where git is missing or too old
 */
export async function createRepository(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const dir = await realpath(folder)
  await requireGit(dir)
  await applySettings(dir, (await readSettings(dir)) ?? (await initialise(dir)))
  return dir
}

async function initialise(dir: string): Promise<Map<string, string>> {
  await runGit(dir, ['init', '--quiet', '--bare', '--initial-branch=main', '--template='])
  return (await readSettings(dir)) ?? new Map<string, string>()
}

async function applySettings(dir: string, current: Map<string, string>): Promise<void> {
  const entries = Object.entries(SETTINGS).map(([name, value]) => ({
    name,
    value,
    now: current.get(name.toLowerCase()),
  }))
  const absent = entries.filter(({ now }) => now === undefined)
  const different = entries.filter(({ now, value }) => now !== undefined && now !== value)
  if (absent.length + different.length === 0) return
  // Written at once, for a start of git for each is slow.
  await appendFile(join(dir, 'config'), absent.map(formatSetting).join(''))
  for (const { name, value } of different) await runGit(dir, ['config', '--replace-all', name, value])
  await syncSkeleton(dir)
}

function formatSetting({ name, value }: { name: string; value: string }): string {
  const [section, key] = name.split('.')
  return `\n[${section}]\n\t${key} = ${value}\n`
}

async function requireGit(dir: string): Promise<void> {
  const advice = `Giljabi keeps its pages in git: install git ${OLDEST_GIT.join('.')} or newer and start again.`
  const version = await readVersion(dir, advice)
  const [major = 0, minor = 0] = version
  if (major < OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor < OLDEST_GIT[1])) {
    throw new UsageError(`git ${version.join('.')} is too old. ${advice}`)
  }
}

async function readVersion(dir: string, advice: string): Promise<number[]> {
  try {
    const { stdout } = await runGit(dir, ['version'])
    return /(\d+)\.(\d+)/.exec(stdout.toString())?.slice(1).map(Number) ?? []
  } catch (cause) {
    throw new UsageError(advice, { cause })
  }
}

/** Undefined where there is no repository yet, or the making of one was cut short. */
async function readSettings(dir: string): Promise<Map<string, string> | undefined> {
  const { exitCode, stdout } = await runGit(dir, ['config', '--local', '--list', '-z'], { answers: [128] })
  if (exitCode !== 0) return undefined
  const lines = stdout
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('\n')), line.slice(line.indexOf('\n') + 1)]))
}

/** `git init` syncs nothing, and the first page must not be lost for the sake of a file it made. */
async function syncSkeleton(dir: string): Promise<void> {
  for (const name of ['HEAD', 'config', 'refs/heads', 'refs', 'objects/pack', 'objects', '.']) {
    await syncPath(join(dir, name)).catch((error: unknown) => {
      if (!isErrorWithCode(error, 'ENOENT')) throw error
    })
  }
  await syncPath(dirname(dir))
}
