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
  await forgetAll()
  const cold = await measure(address)
  const warm = []
  for (let round = 0; round < ROUNDS; round++) warm.push(await measure(address))
  const [median = NaN, worst = NaN] = [warm.sort((a, b) => a - b)[ROUNDS >> 1], warm.at(-1)]
  const judged = target === undefined ? '-' : `< ${target} ms: ${verdict(median < target)}`
  printRow(
    title,
    `median ${median.toFixed(0)}, worst ${worst.toFixed(0)}, first ${cold.toFixed(0)} ms CPU`,
    judged,
  )
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

/** What another process writes makes this one read everything anew. */
async function forgetAll(): Promise<void> {
  const other = openDatabase(`${app.dataDir}/giljabi.sqlite`)
  await other.kysely.updateTable('users').set({ theme: 'system' }).where('handle', '=', 'crowd-000').execute()
  await other.close()
}
