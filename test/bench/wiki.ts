/**
 * What reading, searching and saving cost in a wiki of 1,000 pages, against a bare Express route that sends
 * the same texts, in the same run. A report, not a test; about two minutes, best on an idle machine.
 *
 *   npm run bench
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { leo, mina } from '../cast.ts'
import { compare, percentile, type Side } from './compare.ts'
import { load, type Ask, type LoadOptions } from './load.ts'
import { measureSaves } from './save-to-findable.ts'
import { startBare, startWiki, type BareProcess, type ServerProcess } from './server-process.ts'
import { cpuRatio, NO_TARGET, print, printComparison, printHeader, printRow, verdict } from './table.ts'
import { addPerson, importPages, runCommand, signIn } from './wiki-client.ts'
import { writeWikiPages } from './wiki-pages.ts'

const PAGES = 1_000
const SAMPLE = 50
const SAVES = 40
const ROUNDS = 3
const CONNECTIONS = 8

await report()

async function report(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-bench-'))
  const running: ServerProcess[] = []
  try {
    await measure(folder, running)
  } finally {
    for (const server of running) await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string, running: ServerProcess[]): Promise<void> {
  const dataDir = join(folder, 'data')
  const start = async () => {
    const wiki = await startWiki(dataDir, join(folder, 'log'))
    running.push(wiki)
    return wiki
  }
  const startTwice = async () => {
    const first = await start()
    await first.stop()
    return [first, await start()] as const
  }
  describeMachine()
  const starter = await startTwice()
  await starter[1].stop()
  const { origin, queries } = await writeWikiPages(join(folder, 'pages'), PAGES)
  const paths = await importPages(dataDir, join(folder, 'pages'))
  print(`${paths.length} pages: ${origin}, beside the starter content.`)
  for (const person of [leo, mina]) await addPerson(dataDir, person)
  const token = await runCommand(dataDir, ['token', 'create', '--email', leo.email, '--name', 'bench'])
  const full = await startTwice()
  const wiki = full[1]
  printStarts(starter, full)
  printMemory('Resident memory when ready', wiki)

  const bare = await startBare()
  running.push(bare)
  printHeader()
  const cookie = await signIn(wiki.url, mina)
  await measureReading({ wiki, bare, cookie }, paths)
  await measureSearching({ wiki, bare, cookie }, queries)
  await printSaves(wiki, token, paths)
  printMemory('Resident memory after all this', wiki, 150)
}

function describeMachine(): void {
  const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? 'processor'}`
  print(
    `${machine}, ${process.platform}, Node ${process.version}, load average ${loadavg()[0]?.toFixed(1) ?? '-'}`,
  )
  if (process.platform !== 'linux') print('Processor time and memory are left out: they are read from /proc.')
}

function printStarts(starter: readonly ServerProcess[], full: readonly ServerProcess[]): void {
  const row = (title: string, server: ServerProcess | undefined, target?: string) => {
    if (!server) return
    const cpu = server.cpuToReady === undefined ? '' : ` (${server.cpuToReady.toFixed(2)} s of CPU)`
    printRow(title, `${server.secondsToReady.toFixed(2)} s${cpu}`, target)
  }
  const [first, second] = starter
  const isMet = (second?.secondsToReady ?? 0) < 3
  print('')
  row('Start to ready, starter content: first', first)
  row('  second', second, `under 3 s: ${verdict(isMet)}`)
  row(`Start to ready, ${PAGES} pages: first`, full[0])
  row('  second', full[1])
}

interface Parts {
  readonly wiki: ServerProcess
  readonly bare: BareProcess
  readonly cookie: string
}

/** Pages never seen before first, while there are any. */
async function measureReading({ wiki, bare, cookie }: Parts, paths: readonly string[]): Promise<void> {
  const views = mix(paths).map((path) => ({ path: `/wiki/${encodeURI(path)}`, headers: { cookie } }))
  const [sample, unseen] = [views.slice(0, SAMPLE), views.slice(SAMPLE)]
  const seen = await readAnswers(wiki.url, sample)
  const texts = await askForTexts(bare, seen)
  const share = Math.floor(unseen.length / (ROUNDS + 1))
  const size = sizeOf(seen)

  const firstTime = await compare(
    {
      server: wiki,
      run: (round) =>
        load(wiki.url, unseen.slice(round * share, (round + 1) * share), { connections: 1, status: 200 }),
    },
    side(bare, texts, { connections: 1, seconds: 1.5 }),
    ROUNDS,
  )
  printComparison(`First view of a page (${size}, one reader)`, firstTime, {
    text: 'later goal, CPU at most 3 ms',
    isMet: (got) => (got.wiki.cpu ?? 0) <= 3_000,
  })

  const options = { connections: CONNECTIONS, seconds: 3 }
  const again = await compare(side(wiki, sample, options), side(bare, texts, options), ROUNDS)
  printComparison(`View of a page rendered before (${size}, signed in)`, again, {
    text: 'CPU at most 2 x bare',
    isMet: (got) => cpuRatio(got) <= 2,
  })

  const known = { connections: CONNECTIONS, seconds: 2, status: 304 }
  const bareTags = await readAnswers(bare.url, texts)
  printComparison(
    'The same, 304 for a browser that has it',
    await compare(
      side(wiki, withTags(sample, seen), known),
      side(bare, withTags(texts, bareTags), known),
      ROUNDS,
    ),
    { text: 'later goal, cheaper than a view', isMet: (got) => (got.wiki.cpu ?? 0) < (again.wiki.cpu ?? 0) },
  )
}

async function measureSearching({ wiki, bare, cookie }: Parts, queries: readonly string[]): Promise<void> {
  const options = { connections: CONNECTIONS, seconds: 3 }
  for (const [name, address] of [
    ['Search page', '/search'],
    ['Search for programs', '/api/v1/search'],
  ] as const) {
    const asks = mix(queries).map((q) => ({
      path: `${address}?q=${encodeURIComponent(q)}`,
      headers: { cookie },
    }))
    const answers = await readAnswers(wiki.url, asks.slice(0, SAMPLE))
    const texts = await askForTexts(bare, answers)
    const title = `${name} (${sizeOf(answers)}, ${queries.length} queries)`
    const got = await compare(side(wiki, asks, options), side(bare, texts, options), ROUNDS)
    printComparison(title, got, NO_TARGET)
  }
}

async function printSaves(wiki: ServerProcess, token: string, paths: readonly string[]): Promise<void> {
  const { saved, findable, mostSearches } = await measureSaves(wiki.url, token, mix(paths).slice(0, SAVES))
  const both = (times: readonly number[]) =>
    [0.5, 0.95].map((share) => percentile(times, share).toFixed(1)).join(' / ')
  print('')
  printRow(`Save acknowledged, p50 / p95 of ${SAVES}`, `${both(saved)} ms`)
  printRow(
    'Save to findable, p50 / p95',
    `${both(findable)} ms`,
    `later goal, p95 at most 50 ms: ${verdict(percentile(findable, 0.95) <= 50)}`,
  )
  printRow(
    'Searches until it is found, at most',
    `${mostSearches}`,
    `the next request: ${verdict(mostSearches === 1)}`,
  )
}

interface Answer {
  readonly text: string
  readonly tag: string
}

async function readAnswers(url: string, asks: readonly Ask[]): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const { path, headers = {} } of asks) {
    const answer = await fetch(url + path, { headers, redirect: 'manual' })
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    answers.push({ text: await answer.text(), tag: answer.headers.get('etag') ?? '' })
  }
  return answers
}

async function askForTexts(bare: BareProcess, answers: readonly Answer[]): Promise<Ask[]> {
  const paths = await bare.serveTexts(answers.map(({ text }) => text))
  return paths.map((path) => ({ path }))
}

function withTags(asks: readonly Ask[], answers: readonly Answer[]): Ask[] {
  return asks.map(({ path, headers }, at) => ({
    path,
    headers: { ...headers, 'if-none-match': answers[at]?.tag ?? '' },
  }))
}

function side(server: ServerProcess, asks: readonly Ask[], options: LoadOptions): Side {
  return { server, run: () => load(server.url, asks, options) }
}

/** Neighbours are alike, so that a share of them would not stand for all; the same mixture in every run. */
function mix<T>(items: readonly T[]): T[] {
  const STEP = 7_919 // A prime above any number of items here, so that none is met twice.
  return items.map((_, at) => items[(at * STEP) % items.length] as T)
}

function sizeOf(answers: readonly Answer[]): string {
  const bytes = answers.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / answers.length
  return `${(bytes / 1_000).toFixed(0)} kB`
}

function printMemory(title: string, server: ServerProcess, goal?: number): void {
  const megabytes = server.residentMegabytes()
  if (megabytes === undefined) return
  const target = goal && `later goal, at most ${goal} MB: ${verdict(megabytes <= goal)}`
  printRow(title, `${megabytes.toFixed(0)} MB`, target || '-')
}
