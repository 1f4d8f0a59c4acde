import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { cast, leo } from '../cast.ts'

const disposals: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose()
})

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'giljabi-faults-')))
  disposals.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A data folder with the starter content and the cast. @returns a lead's API token */
export async function prepareData(dataDir: string): Promise<string> {
  const context = await openContext({ ...readConfig({}), dataDir }, createLog('silent'))
  try {
    const { people, tokens } = context.accounts
    for (const { email, name, role, password } of cast)
      await people.addUser('command', { email, name, role, password })
    const lead = await people.findByLogin(leo.email)
    return (await tokens.createToken(lead!, 'faults')).token
  } finally {
    await context.close()
  }
}

export interface WikiProcess {
  readonly url: string
  readonly pid: number
  /** What it has said on standard error. */
  said(): string
  put(path: string, source: string, headers?: Record<string, string>, query?: string): Promise<Response>
  get(path: string): Promise<Response>
  kill(): Promise<void>
  stop(): Promise<void>
}

export interface ServeOptions {
  readonly dataDir: string
  readonly token: string
  /** A program that starts the server in its own way: it is given the command as its last arguments. */
  readonly through?: readonly string[]
}

/** The server in a process of its own, as `npm start` runs it. @throws Error with what it said where it does not start */
export async function serve({ dataDir, token, through = [] }: ServeOptions): Promise<WikiProcess> {
  const command = [
    ...through,
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    resolve('src/main.mjs'),
  ]
  const child = spawn(command[0]!, [...command.slice(1), 'serve'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  disposals.push(() => end('SIGKILL'))
  const url = await new Promise<string>((found, failed) => {
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const address = /listening on (\S+)/.exec(printed)?.[1]
      if (address !== undefined) found(address)
    })
    child.once('close', () => failed(new Error(said)))
  })
  // A connection each: on a busy machine one that is kept is closed as the next request is sent.
  const headers = { authorization: `Bearer ${token}`, connection: 'close' }
  return {
    url,
    pid: child.pid!,
    said: () => said,
    put: (path, source, more = {}, query = '') =>
      fetch(`${url}/api/v1/pages/${path}${query}`, {
        method: 'PUT',
        body: source,
        headers: { ...headers, ...more },
      }),
    get: (path) => fetch(`${url}${path}`, { headers, redirect: 'manual' }),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

/**
 * Waits for the gits that a killed server has left at work: those that pack take the single objects away which they have
 * packed, and `fsck` says of one that goes while it looks that it is missing. Elsewhere than on Linux they are not known.
 */
export async function gitsHaveEnded(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'content.git')
  const isAtWork = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder
    } catch {
      return false
    }
  }
  const processes = () =>
    (existsSync('/proc') ? readdirSync('/proc') : []).filter((name) => /^\d+$/.test(name))
  while (processes().some(isAtWork)) await delay(50)
}

/** What git and SQLite find wrong: nothing. */
export function faultsOf(dataDir: string): string[] {
  const checked = execFileSync('git', ['fsck', '--strict', '--full', '--no-dangling', '--no-progress'], {
    cwd: join(dataDir, 'content.git'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const database = new DatabaseSync(join(dataDir, 'giljabi.sqlite'))
  const [found] = database.prepare('PRAGMA integrity_check').all()
  database.close()
  const faults = Object.values(found ?? {}).filter((line) => line !== 'ok')
  return [...checked.split('\n').filter((line) => line !== ''), ...faults.map(String)]
}

/** A file of the branch as git has it; undefined where there is none. */
export function readFromGit(dataDir: string, file: string): string | undefined {
  try {
    const options = { cwd: join(dataDir, 'content.git'), encoding: 'utf8', stdio: 'pipe' } as const
    return execFileSync('git', ['show', `main:${file}`], options)
  } catch {
    return undefined
  }
}

export function counterPage(title: string, count: number): string {
  return `---\ntitle: ${title}\nkind: note\n---\n\ncount ${count}\n`
}

export function countIn(source: string | undefined): number {
  return Number(/^count (\d+)$/m.exec(source ?? '')?.[1] ?? 0)
}

/** Where a fault can be made only on some systems, the others say so. */
export function testWhere(possible: boolean, why: string): typeof test {
  // eslint-disable-next-line no-console
  if (!possible) console.warn(`Skipped: ${why}`)
  return possible ? test : test.skip
}
