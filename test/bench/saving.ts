import { mkdtemp, open } from 'node:fs/promises'
import { join } from 'node:path'
import { encodePath } from '../../src/web/view.ts'
import { percentile } from './compare.ts'
import { show, type Figure } from './content-figures.ts'
import type { ServerProcess } from './server-process.ts'

const SAVES = 100
const WRITERS = 8
/** A server that has run for a minute has its code compiled. */
const WARM_UP = 50
/** The objects, their folder, the branch (beside the objects) and its folder. */
const SYNCS_A_SAVE = 4

/** Edits of pages one after another and by several writers at once, beside what the disk itself takes to sync. */
export async function measureSaving(
  wiki: ServerProcess,
  token: string,
  paths: readonly string[],
  folder: string,
): Promise<Figure[]> {
  const headers = { authorization: `Bearer ${token}` }
  const save = async (path: string, number: number): Promise<number> => {
    const read = await fetch(`${wiki.url}/wiki/${encodePath(path)}.md`, { headers })
    const body = `${await read.text()}\nSaved ${number}.\n`
    const start = performance.now()
    const answer = await fetch(`${wiki.url}/api/v1/pages/${encodePath(path)}`, {
      method: 'PUT',
      body,
      headers: { ...headers, 'if-match': read.headers.get('etag') ?? '' },
    })
    if (!answer.ok) throw new Error(`Saving ${path} answered ${answer.status}: ${await answer.text()}`)
    await answer.text()
    return performance.now() - start
  }
  const edited = Array.from({ length: SAVES }, (_, at) => paths[(at * 7_919) % paths.length] ?? '')
  for (const [at, path] of edited.slice(0, WARM_UP).entries()) await save(path, at + 2 * SAVES)
  const alone: number[] = []
  const before = { all: wiki.cpuSeconds() ?? NaN, serving: wiki.servingSeconds() ?? NaN }
  for (const [at, path] of edited.entries()) alone.push(await save(path, at))
  const cpu = ((wiki.cpuSeconds() ?? NaN) - before.all) * 1_000
  const serving = ((wiki.servingSeconds() ?? NaN) - before.serving) * 1_000

  const waiting = [...edited.entries()]
  const together: number[] = []
  const writer = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      together.push(await save(next[1], next[0] + SAVES))
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: WRITERS }, writer))
  const rate = SAVES / ((performance.now() - start) / 1_000)

  const syncs = (await syncTimes(folder)) * SYNCS_A_SAVE
  return [
    show({
      title: 'Save acknowledged, p50',
      value: percentile(alone, 0.5),
      unit: 'ms',
      most: 3 * syncs,
      growth: 'flat',
    }),
    show({ title: 'Save acknowledged, p95', value: percentile(alone, 0.95), unit: 'ms', growth: 'flat' }),
    show({
      title: 'Save: CPU, with indexing it and reading the source before',
      value: cpu / SAVES,
      unit: 'ms',
      most: 5,
      growth: 'flat',
    }),
    show({
      title: 'Save: of that the thread that serves',
      value: serving / SAVES,
      unit: 'ms',
      growth: 'flat',
    }),
    show({
      title: `Save with ${WRITERS} writers, p50 (${rate.toFixed(0)} a second)`,
      value: percentile(together, 0.5),
      unit: 'ms',
    }),
    show({ title: `${SYNCS_A_SAVE} syncs in a row, as a save needs them, p50`, value: syncs, unit: 'ms' }),
  ]
}

/** Milliseconds to write and sync a small file, p50. */
async function syncTimes(folder: string): Promise<number> {
  const dir = await mkdtemp(join(folder, 'sync-'))
  const times: number[] = []
  for (let at = 0; at < 100; at++) {
    const start = performance.now()
    const file = await open(join(dir, `${at}`), 'wx')
    await file.writeFile('x'.repeat(4_000))
    await file.sync()
    await file.close()
    times.push(performance.now() - start)
  }
  return percentile(times, 0.5)
}
