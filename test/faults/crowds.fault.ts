import {
  counterPage,
  countIn,
  faultsOf,
  prepareData,
  readFromGit,
  serve,
  temporaryFolder,
} from './wiki-process.ts'
import type { WikiProcess } from './wiki-process.ts'

const WRITERS = 100

/** Adds one to a page's counter, again where somebody was faster. @returns how often it was refused */
async function raise(wiki: WikiProcess, path: string): Promise<number> {
  for (let refused = 0; ; refused++) {
    const page = (await (await wiki.get(`/api/v1/pages/${path}`)).json()) as {
      markdown: string
      revision: string
    }
    const next = counterPage('Counter', countIn(page.markdown) + 1)
    const answer = await wiki.put(path, next, { 'if-match': `"${page.revision}"` })
    await answer.text()
    if (answer.ok) return refused
    if (answer.status !== 412) throw new Error(`raising ${path} answered ${answer.status}`)
  }
}

const everyWriter = <T>(work: (writer: number) => Promise<T>) =>
  Promise.all(Array.from({ length: WRITERS }, (_, writer) => work(writer)))

test('a hundred writers of one counter lose no count (F2)', async () => {
  const dataDir = await temporaryFolder()
  const token = await prepareData(dataDir)
  const wiki = await serve({ dataDir, token })
  await wiki.put('notes/counter', counterPage('Counter', 0))
  await everyWriter(() => raise(wiki, 'notes/counter'))
  expect(countIn(readFromGit(dataDir, 'notes/counter.md'))).toBe(WRITERS)
  await wiki.stop()
}, 600_000)

test('a hundred writers, each of their own page, are never told of a conflict (F2)', async () => {
  const dataDir = await temporaryFolder()
  const token = await prepareData(dataDir)
  const wiki = await serve({ dataDir, token })
  await everyWriter((writer) => wiki.put(`notes/of-${writer}`, counterPage('Own', 0)))
  const refused = await everyWriter(async (writer) => {
    let sum = 0
    for (let time = 0; time < 3; time++) sum += await raise(wiki, `notes/of-${writer}`)
    return sum
  })
  expect(refused.reduce((sum, each) => sum + each)).toBe(0)
  const counts = await everyWriter((writer) =>
    Promise.resolve(countIn(readFromGit(dataDir, `notes/of-${writer}.md`))),
  )
  expect(counts).toEqual(counts.map(() => 3))
  await wiki.stop()
}, 600_000)

test('two processes on one data folder both serve and both write, and nothing is lost (F5)', async () => {
  const dataDir = await temporaryFolder()
  const token = await prepareData(dataDir)
  const [one, two] = [await serve({ dataDir, token }), await serve({ dataDir, token })]
  await one.put('notes/counter', counterPage('Counter', 0))
  while ((await two.get('/wiki/notes/counter')).status === 404);
  const of = (writer: number) => (writer % 2 === 0 ? one : two)
  await everyWriter(async (writer) => {
    const made = await of(writer).put(`notes/by-${writer}`, counterPage('Own', writer), {
      'if-none-match': '*',
    })
    expect([writer, made.status]).toEqual([writer, 201])
    if (writer < 40) await raise(of(writer), 'notes/counter')
  })
  expect(countIn(readFromGit(dataDir, 'notes/counter.md'))).toBe(40)
  for (let writer = 0; writer < WRITERS; writer++) {
    expect(countIn(readFromGit(dataDir, `notes/by-${writer}.md`))).toBe(writer)
    // What one wrote the other shows, as soon as it has looked.
    while ((await of(writer + 1).get(`/wiki/notes/by-${writer}`)).status === 404);
  }
  await one.stop()
  await two.stop()
  expect(faultsOf(dataDir)).toEqual([])
}, 600_000)
