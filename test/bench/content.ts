/**
 * What a large wiki costs: import, export, start, memory, views, history and saves at 1,000 pages and at 10,000 with
 * 50,000 commits, each beside its target, and how each grows. A report, not a test; some ten minutes.
 *
 *   npm run bench:content                   1,000 and 10,000 pages
 *   npm run bench:content -- --large        and 50,000
 *   npm run bench:content -- --pages 2000   that size alone
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { leo, mina } from '../cast.ts'
import { compare, percentile } from './compare.ts'
import { show, showGrowth, type Figure, type Sized } from './content-figures.ts'
import { load } from './load.ts'
import { addHistory, markOf, writeManyPages } from './many-pages.ts'
import { measureSaving } from './saving.ts'
import { measureRendering } from './rendering.ts'
import { startBare, startWiki, type ServerProcess } from './server-process.ts'
import { cpuRatio, print } from './table.ts'
import { addPerson, importPages, runCommand, signIn } from './wiki-client.ts'

const SAMPLE = 50
const WARM_UP = 150
const ROUNDS = 3
const CONNECTIONS = 8

const { values } = parseArgs({ options: { large: { type: 'boolean' }, pages: { type: 'string' } } })
const sizes = values.pages ? [Number(values.pages)] : [1_000, 10_000, ...(values.large ? [50_000] : [])]

describeMachine()
const measured: Sized[] = []
for (const pages of sizes) measured.push({ pages, figures: await measureSize(pages) })
for (const [at, after] of measured.entries()) {
  const before = measured[at - 1]
  if (!before) continue
  print(`\nFrom ${before.pages} to ${after.pages} pages`)
  showGrowth(before, after)
}

function describeMachine(): void {
  const [one] = cpus()
  print(
    `${availableParallelism()} x ${one?.model ?? 'processor'}, ${process.platform}, Node ${process.version}`,
  )
  print(`Load average ${loadavg()[0]?.toFixed(1) ?? '-'}: best where nothing else runs.`)
}

async function measureSize(pages: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-bench-'))
  const running: ServerProcess[] = []
  try {
    return await measure(pages, folder, running)
  } finally {
    for (const server of running) await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(pages: number, folder: string, running: ServerProcess[]): Promise<Figure[]> {
  const dataDir = join(folder, 'data')
  const commits = Math.min(pages * 5, 50_000)
  const start = async () => {
    const wiki = await startWiki(dataDir, join(folder, 'log'))
    running.push(wiki)
    return wiki
  }
  const origin = await writeManyPages(join(folder, 'pages'), pages)
  print(`\n${pages} pages, ${commits} commits: ${origin}`)
  if (pages > 10_000) print('  The targets are those of 10,000 pages.')
  const figures = measureRendering(join(folder, 'pages/set-0'))

  const empty = await start()
  for (const person of [leo, mina]) await addPerson(dataDir, person)
  const token = await runCommand(dataDir, ['token', 'create', '--email', leo.email, '--name', 'bench'])
  const wanted = [0, pages >> 1, pages - 1].map(markOf)
  let paths: string[] = []
  const imported = await seconds(async () => {
    paths = await importPages(dataDir, join(folder, 'pages'))
    await untilFound(empty.url, token, wanted)
  })
  figures.push(
    show({
      title: 'Import, until all are found',
      value: imported,
      unit: 's',
      most: 60,
      growth: 'linear',
    }),
  )
  await empty.stop()
  const exported = await seconds(() => runCommand(dataDir, ['export', join(folder, 'tree')]))
  figures.push(show({ title: 'Export', value: exported, unit: 's', growth: 'linear' }))
  await addHistory(join(dataDir, 'content.git'), join(folder, 'tree'), commits)

  await rm(join(dataDir, 'cache'), { recursive: true })
  const beforeCold = performance.now()
  const cold = await start()
  figures.push(
    show({ title: 'Cold start to ready', value: cold.secondsToReady, unit: 's', most: 10, growth: 'linear' }),
  )
  figures.push(...cpuToReady('Cold start', cold))
  await untilFound(cold.url, token, wanted)
  const found = (performance.now() - beforeCold) / 1_000
  figures.push(show({ title: 'Cold start until all are found', value: found, unit: 's', growth: 'linear' }))
  // The index is kept whole only when it is made whole.
  await untilIdle(cold)
  await cold.stop()
  const wiki = await start()
  figures.push(
    show({
      title: 'Start from cache to ready',
      value: wiki.secondsToReady,
      unit: 's',
      most: 2,
      growth: 'linear',
    }),
  )
  figures.push(...cpuToReady('Start from cache', wiki))
  await untilFound(wiki.url, token, wanted)
  figures.push(...memory('Resident memory after load', wiki, pages))

  const cookie = await signIn(wiki.url, mina)
  figures.push(...(await measureViews(wiki, cookie, paths, running)))
  figures.push(...(await measureHistory(wiki, cookie, paths)))
  figures.push(...(await measureSaving(wiki, token, paths, folder)))
  figures.push(...memory('Resident memory after all this', wiki, pages))
  return figures
}

/** Which other programs on the machine do not lengthen as they do the seconds. */
function cpuToReady(title: string, { cpuToReady: value }: ServerProcess): Figure[] {
  return value === undefined
    ? []
    : [show({ title: `${title}: CPU until ready`, value, unit: 's', growth: 'linear' })]
}

function memory(title: string, wiki: ServerProcess, pages: number): Figure[] {
  const value = wiki.residentMegabytes()
  const most = pages <= 1_000 ? 150 : pages <= 10_000 ? 400 : undefined
  return value === undefined ? [] : [show({ title, value, unit: 'MB', most, growth: 'linear' })]
}

/** Signed in, rendered before, against a bare Express route that sends the same bytes in the same run. */
async function measureViews(
  wiki: ServerProcess,
  cookie: string,
  paths: readonly string[],
  running: ServerProcess[],
): Promise<Figure[]> {
  const address = (path: string) => `${wiki.url}/wiki/${encodeURI(path)}`
  const asks = spread(paths).map((path) => ({ path: `/wiki/${encodeURI(path)}`, headers: { cookie } }))
  // Other pages before, for a server that has run a while has its code compiled.
  for (const path of spread(paths, WARM_UP, 0.5))
    await (await fetch(address(path), { headers: { cookie } })).text()
  const texts: string[] = []
  const etags: string[] = []
  const first: number[] = []
  const cpuBefore = wiki.cpuSeconds() ?? NaN
  for (const { path, headers } of asks) {
    const start = performance.now()
    const answer = await fetch(wiki.url + path, { headers: { ...headers, 'accept-encoding': 'identity' } })
    texts.push(await answer.text())
    etags.push(answer.headers.get('etag') ?? '')
    first.push(performance.now() - start)
  }
  const firstCpu = (((wiki.cpuSeconds() ?? NaN) - cpuBefore) * 1_000) / asks.length
  const bare = await startBare()
  running.push(bare)
  const same = (await bare.serveTexts(texts)).map((path) => ({ path }))
  const options = { connections: CONNECTIONS, seconds: 3 }
  const views = await compare(
    { server: wiki, run: () => load(wiki.url, asks, options) },
    { server: bare, run: () => load(bare.url, same, options) },
    ROUNDS,
  )
  const withHeaders = (more: (at: number) => Readonly<Record<string, string>>) =>
    asks.map(({ path, headers }, at) => ({ path, headers: { ...headers, ...more(at) } }))
  const besidePlain = (others: typeof asks, status = 200) =>
    compare(
      { server: wiki, run: () => load(wiki.url, others, { ...options, status }) },
      { server: wiki, run: () => load(wiki.url, asks, options) },
      ROUNDS,
    )
  const compressed = await besidePlain(withHeaders(() => ({ 'accept-encoding': 'gzip' })))
  const unchanged = await besidePlain(
    withHeaders((at) => ({ 'if-none-match': etags[at] ?? '' })),
    304,
  )
  if (views.wiki.bad + compressed.wiki.bad + unchanged.wiki.bad > 0)
    throw new Error('Views were answered with another status than wanted')
  return [
    show({ title: 'First view of a page, p50', value: percentile(first, 0.5), unit: 'ms', growth: 'flat' }),
    show({ title: 'First view of a page: CPU', value: firstCpu, unit: 'ms', growth: 'flat' }),
    show({
      title: 'View rendered before: CPU by that of bare Express',
      value: cpuRatio(views),
      unit: 'x',
      most: 1.5,
    }),
    show({
      title: 'View rendered before: CPU',
      value: (views.wiki.cpu ?? NaN) / 1_000,
      unit: 'ms',
      growth: 'flat',
    }),
    show({ title: 'The same compressed: CPU by that', value: cpuRatio(compressed), unit: 'x', most: 2 }),
    show({ title: 'The same unchanged (304): CPU by that', value: cpuRatio(unchanged), unit: 'x', most: 1 }),
  ]
}

/** The history of pages as people see it, also of the page that every tenth commit touched. */
async function measureHistory(
  wiki: ServerProcess,
  cookie: string,
  paths: readonly string[],
): Promise<Figure[]> {
  const ask = async (path: string): Promise<number> => {
    const start = performance.now()
    const answer = await fetch(`${wiki.url}/history/${encodeURI(path)}`, { headers: { cookie } })
    const text = await answer.text()
    if (answer.status !== 200 || !text.includes('/diff/'))
      throw new Error(`The history of ${path} answered ${answer.status}`)
    return performance.now() - start
  }
  const sample = spread(paths)
  for (const path of sample.slice(0, 10)) await ask(path)
  const times: number[] = []
  for (const path of sample) times.push(await ask(path))
  const longest: number[] = []
  for (let time = 0; time < 10; time++) longest.push(await ask(paths[0] ?? ''))
  return [
    show({
      title: 'History of a page, p50',
      value: percentile(times, 0.5),
      unit: 'ms',
      most: 5,
      growth: 'flat',
    }),
    show({
      title: 'History of the page edited most, p50',
      value: percentile(longest, 0.5),
      unit: 'ms',
      most: 5,
    }),
  ]
}

async function untilFound(url: string, token: string, words: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  for (const word of words) {
    for (;;) {
      const answer = await fetch(`${url}/api/v1/search?limit=5&q=${word}`, { headers })
      if (answer.status === 429) await pauseFor(answer)
      else if (((await answer.json()) as { results: unknown[] }).results.length > 0) break
      else await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Until it has used next to no processor time for a second. */
async function untilIdle(server: ServerProcess): Promise<void> {
  for (let before = NaN; ;) {
    const now = server.cpuSeconds() ?? before
    if (now - before < 0.05) return
    before = now
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function pauseFor(answer: Response): Promise<void> {
  const wait = Number(answer.headers.get('retry-after') ?? 1) * 1_000
  await new Promise((resolve) => setTimeout(resolve, wait))
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

/** Some of the pages from all over, for neighbours are alike. */
function spread(paths: readonly string[], count = SAMPLE, offset = 0): string[] {
  const step = paths.length / count
  return Array.from({ length: count }, (_, at) => paths[Math.floor((at + offset) * step)] ?? '')
}
