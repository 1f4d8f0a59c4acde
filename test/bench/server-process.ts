import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ServerProcess {
  readonly url: string
  /** From the start of the process until it says that it listens. */
  readonly secondsToReady: number
  /** Processor time until then, which other programs on the machine do not lengthen as they do the seconds. */
  readonly cpuToReady: number | undefined
  /** Of the process and those that it started; undefined on systems without /proc. */
  cpuSeconds(): number | undefined
  /** Of the thread that answers, without those that index, compile, collect and sync. */
  servingSeconds(): number | undefined
  residentMegabytes(): number | undefined
  stop(): Promise<void>
}

export interface BareProcess extends ServerProcess {
  /** @returns the paths under which the texts are answered from now on. */
  serveTexts(texts: readonly string[]): Promise<string[]>
}

const PROGRAM = join(import.meta.dirname, '../..')

/** The wiki as `npm start` runs it, on a free port, without npm's own time. Its log goes to `logFile`. */
export async function startWiki(dataDir: string, logFile: string): Promise<ServerProcess> {
  const args = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=2', 'src/main.mjs', 'serve']
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: PROGRAM,
    env: wikiEnvironment(dataDir),
    stdio: ['ignore', 'pipe', openSync(logFile, 'a')],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /listening on (\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`The wiki ended with ${code}: ${readFileSync(logFile, 'utf8').slice(-1_000)}`)),
    )
  })
  return describe(child, url, start)
}

/** What the wiki runs with: this process's environment, but for the settings that would change what is measured. */
export function wikiEnvironment(dataDir: string): NodeJS.ProcessEnv {
  const unset = { BASE_URL: '', LOG_LEVEL: '', TRUSTED_PROXIES: '' }
  return { ...process.env, ...unset, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir }
}

export async function startBare(): Promise<BareProcess> {
  const start = performance.now()
  const child = fork(join(import.meta.dirname, 'bare-route.ts'), {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    ...describe(child, url, start),
    async serveTexts(texts) {
      child.send(texts)
      const [paths] = (await once(child, 'message')) as [string[]]
      return paths
    },
  }
}

function describe(child: ChildProcess, url: string, start: number): ServerProcess {
  const { pid } = child
  if (pid === undefined) throw new Error('The process has no id')
  return {
    url,
    secondsToReady: (performance.now() - start) / 1_000,
    cpuToReady: cpuSeconds(pid),
    cpuSeconds: () => cpuSeconds(pid),
    servingSeconds: () => servingSeconds(pid),
    residentMegabytes: () => residentMegabytes(pid),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Linux counts in hundredths of a second for every program, whatever its own clock is (USER_HZ). */
const TICKS_PER_SECOND = 100

/** User and system time, with that of children, living or waited for (`man 5 proc_pid_stat`: fields 4 and 14 to 17). */
function cpuSeconds(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const stats = processes.flatMap((name) => {
    const fields = readProc(`/proc/${name}/stat`)?.split(') ').at(-1)?.split(' ')
    if (!fields) return []
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [{ id: Number(name), parent: Number(fields[1]), ticks }]
  })
  const family = new Set([pid])
  for (const member of family) {
    for (const { id, parent } of stats) if (parent === member) family.add(id)
  }
  const ticks = stats.filter(({ id }) => family.has(id)).reduce((sum, stat) => sum + stat.ticks, 0)
  return ticks / TICKS_PER_SECOND
}

/** A process's first thread has its number. */
function servingSeconds(pid: number): number | undefined {
  const fields = readProc(`/proc/${pid}/task/${pid}/stat`)?.split(') ').at(-1)?.split(' ')
  return fields && (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

function residentMegabytes(pid: number): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readProc(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024
}

/** Undefined for a process that has ended meanwhile, and on systems without /proc. */
function readProc(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
