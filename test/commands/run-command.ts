import { spawn } from 'node:child_process'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly dataDir?: string
  readonly stdin?: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Another Node than the pinned one. */
  readonly node?: string
}

const MAIN = resolve('src/main.mjs')
const disposals: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose()
})

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'giljabi-commands-')))
  disposals.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Runs a command as the npm script does, in a process of its own. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { child, ended } = start(args, options)
  child.stdin.end(options.stdin ?? '')
  return ended
}

export function start(
  args: readonly string[],
  { dataDir = '', cwd, env, node = process.execPath }: RunOptions = {},
) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, ...env },
    stdio: 'pipe',
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, stdout, stderr })))
  return { child, ended }
}
