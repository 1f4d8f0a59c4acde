import { openDatabase } from '../../src/db/open.ts'
import { startApp } from '../app.ts'
import { leo } from '../cast.ts'
import { crowdPath, gatherCrowd, PATHS, PEOPLE } from '../team/crowd.ts'
import { print, printRow, verdict } from './table.ts'

const TARGET_MS = 100
const ROUNDS = 20

/**
 * How long the team view takes with 200 people on 30 paths, in processor time of this process: whole answers over
 * HTTP, and the first one after another process has written, when all of it is read anew.
 */
const app = await startApp({ people: [leo], now: () => new Date('2026-11-24T09:00+09:00') })
await gatherCrowd(app.context, await app.user(leo))
const ask = await app.signIn(leo)

print(`${PEOPLE} people, ${PATHS} paths, ${PEOPLE * PATHS} assignments`)
for (const [title, address, target] of [
  ['GET /team, one path', `/team?path=${crowdPath(4)}`, TARGET_MS],
  ['GET /api/v1/team?path=, one path', `/api/v1/team?path=${crowdPath(4)}`, TARGET_MS],
  ['GET /team/friction, one path', `/team/friction?path=${crowdPath(4)}`, undefined],
] as const) {
  const first = await measure(address)
  const [warm, cold] = [[], []] as [number[], number[]]
  for (let round = 0; round < ROUNDS; round++) {
    warm.push(await measure(address))
    await forgetAll(round)
    cold.push(await measure(address))
  }
  const [usual, anew] = [middle(warm), middle(cold)]
  const judged = target === undefined ? '-' : `< ${target} ms: ${verdict(usual < target && anew < target)}`
  printRow(title, `${ms(usual)}, all read anew ${ms(anew)}, the very first ${ms(first)} ms CPU`, judged)
}
await app.stop()

/** Milliseconds of processor time for one answer, the asking of this process included. */
async function measure(address: string): Promise<number> {
  const before = process.cpuUsage()
  const answer = await ask(address)
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** The median. */
function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN
}

function ms(value: number): string {
  return value.toFixed(0)
}

/** What another process writes makes this one read everything anew. */
async function forgetAll(round: number): Promise<void> {
  const theme = round % 2 === 0 ? 'dark' : 'light'
  const other = openDatabase(`${app.dataDir}/giljabi.sqlite`)
  await other.kysely.updateTable('users').set({ theme }).where('handle', '=', 'crowd-000').execute()
  await other.close()
}
