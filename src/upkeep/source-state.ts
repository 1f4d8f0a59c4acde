import type { SourceAnswer } from './ask-source.ts'

/** `refused`: it may not be asked, so nothing is known of it. */
export const sourceFaults = ['gone', 'moved', 'unreachable', 'refused'] as const
export type SourceFault = (typeof sourceFaults)[number]

/** What is known of one source. Moments are ISO 8601, UTC. */
export interface SourceState {
  /** Without its fragment. */
  readonly url: string
  readonly triedAt: string | undefined
  /** When it last answered as a page that is there. */
  readonly reachedAt: string | undefined
  /** Of HTTP. */
  readonly status: number | undefined
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  readonly movedTo: string | undefined
  readonly fault: SourceFault | undefined
  /** Why: a status or a reason of `SourceAnswer`. */
  readonly detail: string | undefined
  readonly faultSince: string | undefined
  /** On how many days it was found so. */
  readonly faultDays: number
  readonly faultDay: string | undefined
  /** Since when readers are told; undefined: they are not. */
  readonly markedAt: string | undefined
  /** Who looked at it themselves and found it good. */
  readonly heldBy: string | undefined
  readonly heldAt: string | undefined
}

const DAY_MS = 24 * 60 * 60 * 1000
/** One failure is an accident; readers are told after failures on this many days. */
const DAYS_UNTIL_MARKED = 2
/** For so long a person's word counts for more than ours: some sites do not answer programs. */
const HOLD_MS = 180 * DAY_MS
/** A site that answers so is there; what it thinks of programs says nothing about the page. */
const GUARDED = new Set([401, 402, 403, 405, 406, 407, 408, 421, 425, 429, 451, 999])

export function newSourceState(url: string): SourceState {
  return {
    url,
    triedAt: undefined,
    reachedAt: undefined,
    status: undefined,
    etag: undefined,
    lastModified: undefined,
    movedTo: undefined,
    ...NO_FAULT,
    heldBy: undefined,
    heldAt: undefined,
  }
}

const NO_FAULT = {
  fault: undefined,
  detail: undefined,
  faultSince: undefined,
  faultDays: 0,
  faultDay: undefined,
  markedAt: undefined,
} as const

/** The address under which a source is known: what is behind `#` is the page's own affair. */
export function sourceKey(url: string): string {
  if (!URL.canParse(url)) return url
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href
}

/** What an answer makes of what was known. */
export function judgeAnswer(known: SourceState, answer: SourceAnswer, now: Date): SourceState {
  const at = now.toISOString()
  const { status, etag, lastModified, movedTo } = answer
  const fault = faultOf(answer)
  const tried = { ...known, triedAt: at, status }
  if (fault === 'refused') return { ...tried, ...NO_FAULT, fault, detail: answer.reason }
  if (fault === undefined || fault === 'moved') {
    const isReached = status !== undefined && status < 400
    const reached = isReached
      ? { ...tried, reachedAt: at, etag, lastModified, movedTo: undefined }
      : { ...tried, movedTo: undefined }
    if (fault === undefined) return { ...reached, ...NO_FAULT, ...(isReached && NOT_HELD) }
    return mark(known, { ...reached, movedTo }, fault, answer, now)
  }
  return mark(known, tried, fault, answer, now)
}

const NOT_HELD = { heldBy: undefined, heldAt: undefined } as const

/** A person has looked: nothing is said about it until it has been reached again, or for half a year. */
export function holdSource(known: SourceState, by: string, now: Date): SourceState {
  return { ...known, ...NO_FAULT, movedTo: undefined, heldBy: by, heldAt: now.toISOString() }
}

/** Whether it is time to ask again: each `everyMs`, and the next day where something was wrong and is not settled. */
export function isDue(state: SourceState | undefined, everyMs: number, now: Date): boolean {
  if (state?.triedAt === undefined) return true
  const isOpen = state.fault !== undefined && state.fault !== 'refused' && state.markedAt === undefined
  const passed = now.getTime() - Date.parse(state.triedAt)
  return passed < 0 || passed >= (isOpen && !isHeld(state, now) ? Math.min(DAY_MS, everyMs) : everyMs)
}

function mark(
  known: SourceState,
  next: SourceState,
  fault: SourceFault,
  { status, reason }: SourceAnswer,
  now: Date,
): SourceState {
  // Gone today and unreachable tomorrow is one trouble; having moved is another.
  const goesOn = known.fault !== undefined && (known.fault === 'moved') === (fault === 'moved')
  const at = now.toISOString()
  const day = at.slice(0, 10)
  const before = goesOn && known.fault !== 'refused' ? known : { ...known, ...NO_FAULT }
  const faultDays = before.faultDay === day ? before.faultDays : before.faultDays + 1
  const isMarked = faultDays >= DAYS_UNTIL_MARKED && !isHeld(known, now)
  return {
    ...next,
    fault,
    detail: reason ?? String(status ?? ''),
    faultSince: before.faultSince ?? at,
    faultDays,
    faultDay: day,
    markedAt: isMarked ? (before.markedAt ?? at) : undefined,
  }
}

function isHeld({ heldAt }: SourceState, now: Date): boolean {
  return heldAt !== undefined && now.getTime() - Date.parse(heldAt) < HOLD_MS
}

function faultOf({ outcome, status, movedTo }: SourceAnswer): SourceFault | undefined {
  if (outcome === 'refused') return 'refused'
  if (outcome === 'failed' || status === undefined) return 'unreachable'
  if (status === 404 || status === 410) return 'gone'
  if (GUARDED.has(status)) return undefined
  if (status >= 400) return 'unreachable'
  return movedTo === undefined ? undefined : 'moved'
}
