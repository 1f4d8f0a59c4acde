import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../log.ts'
import type { AskSource, SourceAnswer } from './ask-source.ts'
import { isDue, judgeAnswer, newSourceState, type SourceState } from './source-state.ts'
import type { SourceStates } from './source-states.ts'
import type { SourceUse } from './source-uses.ts'

export interface CheckerDeps {
  readonly states: SourceStates
  readonly uses: () => ReadonlyMap<string, SourceUse>
  readonly ask: AskSource
  /** Told once when readers begin to be told. */
  readonly onMarked: (state: SourceState) => Promise<void>
  readonly everyMs: number
  /** Between two requests to one host. */
  readonly pauseMs?: number
  readonly now: () => Date
  readonly log: Log
}

export interface CheckSummary {
  readonly asked: number
  readonly marked: number
  /** Nothing at all was reached, so it was taken for our own trouble and written down nowhere. */
  readonly offline: boolean
}

export type SourceChecker = ReturnType<typeof createSourceChecker>

const PAUSE_MS = 2_000
const HOSTS_AT_ONCE = 4
const TICK_MS = 15 * 60_000
const FIRST_TICK_MS = 60_000
/** With fewer hosts than this, all of them failing may be true of them. */
const HOSTS_TO_JUDGE_BY = 3

/** Asks for sources in the background: one request at a time per host, with a pause after it. */
export function createSourceChecker(deps: CheckerDeps) {
  const { states, uses, ask, onMarked, everyMs, pauseMs = PAUSE_MS, now, log } = deps
  const closing = new AbortController()
  const notBefore = new Map<string, number>()
  let running: Promise<CheckSummary> | undefined
  let timers: NodeJS.Timeout[] = []

  const check = async (isForced: boolean): Promise<CheckSummary> => {
    const known = await states.all()
    const due = [...uses().keys()].filter((url) => isForced || isDue(known.get(url), everyMs, now()))
    const hosts = groupByHost(due).filter(({ host }) => (notBefore.get(host) ?? 0) <= now().getTime())
    const answers: (readonly [url: string, answer: SourceAnswer])[] = []
    const askHost = async ({ host, urls }: { host: string; urls: readonly string[] }) => {
      for (const [index, url] of urls.entries()) {
        if (closing.signal.aborted) return
        if (index > 0) await wait(pauseMs, undefined, { signal: closing.signal, ref: false })
        const answer = await ask(url, known.get(url) ?? {}, closing.signal)
        if (closing.signal.aborted) return
        answers.push([url, answer])
        if (answer.retryAfterMs === undefined) continue
        notBefore.set(host, now().getTime() + answer.retryAfterMs)
        return
      }
    }
    await eachOf(hosts, HOSTS_AT_ONCE, askHost)
    const asked = answers.filter(([, { outcome }]) => outcome !== 'refused')
    const offline =
      new Set(asked.map(([url]) => hostOf(url))).size >= HOSTS_TO_JUDGE_BY &&
      asked.every(([, { outcome }]) => outcome === 'failed')
    if (offline)
      log.warn({ sources: asked.length }, 'no source at all could be reached; nothing is concluded')
    const marked = offline ? 0 : await remember(answers)
    return { asked: answers.length, marked, offline }
  }

  const remember = async (answers: readonly (readonly [url: string, answer: SourceAnswer])[]) => {
    let marked = 0
    for (const [url, answer] of answers) {
      const known = (await states.all()).get(url) ?? newSourceState(url)
      const state = judgeAnswer(known, answer, now())
      await states.put(state)
      if (state.markedAt === undefined || known.markedAt !== undefined) continue
      marked += 1
      await onMarked(state)
    }
    const unused = [...(await states.all()).keys()].filter((url) => !uses().has(url))
    await states.remove(unused)
    return marked
  }

  const run = (isForced: boolean): Promise<CheckSummary> => {
    running ??= check(isForced).finally(() => (running = undefined))
    return running
  }
  const tick = (): void => {
    run(false).catch((error: unknown) => {
      if (!closing.signal.aborted) log.error({ err: error }, 'the sources could not be checked')
    })
  }

  return {
    /** Asks what is due, or everything; joins a check that is under way. */
    run: (options: { readonly all?: boolean } = {}): Promise<CheckSummary> => run(options.all ?? false),
    isRunning: (): boolean => running !== undefined,
    start(): void {
      timers = [setTimeout(tick, FIRST_TICK_MS).unref(), setInterval(tick, TICK_MS).unref()]
    },
    /** Ends what is under way; what was not answered yet is asked again next time. */
    async close(): Promise<void> {
      for (const timer of timers) clearTimeout(timer)
      closing.abort()
      await running?.catch(() => undefined)
    },
  }
}

function groupByHost(urls: readonly string[]): { host: string; urls: string[] }[] {
  const hosts = new Map<string, string[]>()
  for (const url of urls) hosts.set(hostOf(url), [...(hosts.get(hostOf(url)) ?? []), url])
  return [...hosts].map(([host, own]) => ({ host, urls: own }))
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (const item of rest) await work(item)
  })
  await Promise.all(workers)
}
