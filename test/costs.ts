/** About 10 ms of CPU on a machine of 2026. */
const ORDINARY = Array.from({ length: 24_000 }, (_, at) => ({
  at,
  text: `a line of text ${at}`,
  odd: at % 2 === 1,
}))
const ROUNDS = 3
const TRIES = 5

type Clock = 'process' | 'thread'

/**
 * What a piece of work costs, as a ratio to work that is the same in every run: to write and read 1 MB of
 * JSON, which 100 times took a second of CPU when the limits were set. A machine that is slower is slower
 * at both, and one that stood still for a moment is asked again, so that only code that became slow fails
 * a test.
 * @param limit what is enough; work below it is not tried again.
 * @param clock 'thread' for what the event loop alone is held by.
 * @returns the least of up to five tries.
 */
export async function costOf(work: () => unknown, limit: number, clock: Clock = 'process'): Promise<number> {
  let least = Infinity
  for (let attempt = 0; attempt < TRIES && least >= limit; attempt++) {
    const unit = (await cpuOf(writeAndReadJson, clock)) / ROUNDS
    least = Math.min(least, (await cpuOf(work, clock)) / unit)
  }
  return least
}

function writeAndReadJson(): void {
  for (let round = 0; round < ROUNDS; round++) JSON.parse(JSON.stringify(ORDINARY))
}

async function cpuOf(work: () => unknown, clock: Clock): Promise<number> {
  const read = clock === 'thread' ? () => process.threadCpuUsage() : () => process.cpuUsage()
  const before = read()
  await work()
  const after = read()
  return after.user + after.system - before.user - before.system
}
