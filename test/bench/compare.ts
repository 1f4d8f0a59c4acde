import type { Load } from './load.ts'
import type { ServerProcess } from './server-process.ts'

export interface Side {
  readonly server: Pick<ServerProcess, 'cpuSeconds'>
  readonly run: (round: number) => Promise<Load>
}

export interface Figures {
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  /** Microseconds of processor time a request; undefined where the system does not tell. */
  readonly cpu: number | undefined
  readonly bad: number
}

export interface Comparison {
  readonly wiki: Figures
  readonly bare: Figures
}

interface Round extends Load {
  readonly cpu: number | undefined
}

/**
 * Runs the sides in turn, so that what else the machine does falls on both. Round 0 warms up and is not counted;
 * then the best round counts for rate and processor time (what disturbs only adds), all rounds for the percentiles.
 */
export async function compare(wiki: Side, bare: Side, rounds: number): Promise<Comparison> {
  const all: { wiki: Round; bare: Round }[] = []
  for (let round = 0; round <= rounds; round++) {
    all.push({ wiki: await runOnce(wiki, round), bare: await runOnce(bare, round) })
  }
  const counted = all.slice(1)
  return { wiki: sumUp(counted.map((each) => each.wiki)), bare: sumUp(counted.map((each) => each.bare)) }
}

/** What `share` of the numbers are at most. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

async function runOnce({ server, run }: Side, round: number): Promise<Round> {
  const before = server.cpuSeconds()
  const load = await run(round)
  const after = server.cpuSeconds()
  const known = before !== undefined && after !== undefined
  return { ...load, cpu: known ? ((after - before) * 1e6) / load.times.length : undefined }
}

function sumUp(rounds: readonly Round[]): Figures {
  const times = rounds.flatMap((round) => round.times)
  const cpu = rounds.flatMap((round) => round.cpu ?? [])
  return {
    requestsPerSecond: Math.max(...rounds.map((round) => round.times.length / round.seconds)),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cpu: cpu.length > 0 ? Math.min(...cpu) : undefined,
    bad: rounds.reduce((sum, round) => sum + round.bad, 0),
  }
}
