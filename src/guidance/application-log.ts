import { z } from 'zod'
import { APPLICATIONS_ENDING, type PagePath } from '../pages/page-path.ts'

/** What came of applying a lesson. */
export const outcomes = ['held', 'partly', 'not'] as const
export type Outcome = (typeof outcomes)[number]

/** One time that somebody applied a lesson. */
export interface Application {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** A handle. */
  readonly by: string
  /** A link to a change, a ticket or a document, or words. */
  readonly where: string
  readonly outcome: Outcome
  readonly note: string
  /** The blob id of the lesson as it was applied; unknown for lines that were written by hand. */
  readonly revision: string | undefined
}

/** That an entry is taken back. The log only grows, so that two copies of it can always be joined. */
export interface Removal {
  readonly id: string
  readonly at: string
  readonly by: string
  /** The id of the entry. */
  readonly removes: string
}

/** That somebody looked again at a lesson, which its log doubts, and found it true as it stands. */
export interface Reassurance {
  readonly id: string
  readonly at: string
  readonly by: string
  /** The blob id of the lesson that was found true. */
  readonly verified: string
}

export interface ReadLog {
  /** In the order of the file. */
  readonly entries: readonly Application[]
  /** Ids of entries that were taken back, perhaps from an older log of the same lesson. */
  readonly removed: ReadonlySet<string>
  readonly reassurances: readonly Reassurance[]
  /** Numbers (from 1) of lines that cannot be read; they stay in the file. */
  readonly brokenLines: readonly number[]
}

const MAX_LINE = 8_000

const text = (max: number) => z.string().max(max)
const common = { id: text(100).min(1), at: z.iso.datetime({ offset: true }), by: text(100).min(1) }
const Entry = z.looseObject({
  ...common,
  where: text(2_000),
  outcome: z.enum(outcomes),
  note: text(4_000).default(''),
  revision: text(64).optional(),
})
const Taken = z.looseObject({ ...common, removes: text(100).min(1) })
const Verified = z.looseObject({ ...common, verified: text(64).min(1) })

/** The log beside a lesson: `<path>.applications.jsonl`, one JSON object a line. */
export function logFileOf(path: string): string {
  return `${path}${APPLICATIONS_ENDING}`
}

/** The path of the page whose log a file is; undefined for other files. */
export function pathOfLogFile(file: string): PagePath | undefined {
  return file.endsWith(APPLICATIONS_ENDING)
    ? (file.slice(0, -APPLICATIONS_ENDING.length) as PagePath)
    : undefined
}

/** Reads a log. Never throws: it is a file that anybody may have pushed. An entry that is there twice counts once. */
export function readLog(source: string): ReadLog {
  const entries = new Map<string, Application>()
  const removed = new Set<string>()
  const reassurances: Reassurance[] = []
  const brokenLines: number[] = []
  source
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((line, index) => {
      if (line.trim() === '') return
      const read = readLine(line)
      if (read === undefined) brokenLines.push(index + 1)
      else if ('removes' in read) removed.add(read.removes)
      else if ('verified' in read) reassurances.push(read)
      else entries.set(read.id, read)
    })
  return { entries: [...entries.values()], removed, reassurances, brokenLines }
}

/** What several logs of one lesson say together, the newest first. */
export function joinLogs(logs: readonly ReadLog[]): Application[] {
  const removed = new Set(logs.flatMap((log) => [...log.removed]))
  const entries = new Map(logs.flatMap((log) => log.entries.map((entry) => [entry.id, entry] as const)))
  return [...entries.values()].filter(({ id }) => !removed.has(id)).sort((a, b) => byMoment(b, a))
}

/** That this text of a lesson was found true, the last time; undefined where nobody said so. */
export function latestReassurance(logs: readonly ReadLog[], revision: string): Reassurance | undefined {
  const found = logs.flatMap(({ reassurances }) =>
    reassurances.filter(({ verified }) => verified === revision),
  )
  return found.sort(byMoment).at(-1)
}

/** Oldest first. */
export function byMoment(a: Pick<Application, 'at' | 'id'>, b: Pick<Application, 'at' | 'id'>): number {
  return a.at.localeCompare(b.at) || a.id.localeCompare(b.id)
}

/** The log with one more line; what is there stays byte for byte. */
export function appendLine(log: Buffer, line: Application | Removal | Reassurance): Buffer {
  const gap = log.length > 0 && log.at(-1) !== 0x0a ? '\n' : ''
  return Buffer.concat([log, Buffer.from(`${gap}${JSON.stringify(line)}\n`)])
}

function readLine(line: string): Application | Removal | Reassurance | undefined {
  if (line.length > MAX_LINE) return undefined
  const data = parseJson(line)
  const taken = Taken.safeParse(data)
  if (taken.success) {
    const { id, at, by, removes } = taken.data
    return { id, at: utc(at), by, removes }
  }
  const found = Verified.safeParse(data)
  if (found.success) {
    const { id, at, by, verified } = found.data
    return { id, at: utc(at), by, verified }
  }
  const entry = Entry.safeParse(data)
  if (!entry.success) return undefined
  const { id, at, by, where, outcome, note, revision } = entry.data
  return { id, at: utc(at), by, where, outcome, note, revision }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function utc(at: string): string {
  return new Date(at).toISOString()
}
