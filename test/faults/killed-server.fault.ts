import {
  counterPage,
  countIn,
  faultsOf,
  gitsHaveEnded,
  prepareData,
  readFromGit,
  serve,
  temporaryFolder,
} from './wiki-process.ts'

/** Fewer where somebody only wants to see it work. */
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 20)
const WRITERS = 100
const SAVES_EACH = 5

/** What was seen is said: how many were acknowledged is another number every time. */
const say = (line: string) => process.stderr.write(`${line}\n`)

test('kill -9 at random moments of 500 concurrent saves loses nothing that was acknowledged (F1)', async () => {
  const dataDir = await temporaryFolder()
  const token = await prepareData(dataDir)
  /** Path -> the count that was last acknowledged. */
  const acknowledged = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    const wiki = await serve({ dataDir, token })
    // Somewhere between the first save and the last.
    const killAt = 1 + Math.floor(Math.random() * (WRITERS * SAVES_EACH - 1))
    let saved = 0
    const killed = new Promise<void>((resolve, reject) => {
      const write = async (path: string): Promise<void> => {
        let revision: string | undefined
        for (let count = 1; count <= SAVES_EACH; count++) {
          const condition: Record<string, string> =
            revision === undefined ? { 'if-none-match': '*' } : { 'if-match': `"${revision}"` }
          const answer = await wiki.put(path, counterPage(path, count), condition)
          if (!answer.ok)
            throw new Error(`saving ${path} answered ${answer.status}: ${await answer.text()} ${wiki.said()}`)
          revision = ((await answer.json()) as { revision: string }).revision
          acknowledged.set(path, count)
          if (++saved === killAt) void wiki.kill().then(resolve)
        }
      }
      for (let writer = 0; writer < WRITERS; writer++) {
        void write(`notes/r${round}-w${writer}`).catch((error: Error) => {
          // Of a server that was killed no answer comes, says `fetch`; any other failure is one.
          if (error.name !== 'TypeError') reject(error)
        })
      }
    })
    await killed
    await gitsHaveEnded(dataDir)
    expect(faultsOf(dataDir)).toEqual([])
    say(`round ${round + 1} of ${ROUNDS}: killed after ${killAt} of ${WRITERS * SAVES_EACH} saves`)
  }
  const wiki = await serve({ dataDir, token })
  const lost = [...acknowledged].filter(
    ([path, count]) => countIn(readFromGit(dataDir, `${path}.md`)) < count,
  )
  const saves = [...acknowledged.values()].reduce((sum, count) => sum + count, 0)
  say(`${saves} saves of ${acknowledged.size} pages were acknowledged, ${lost.length} pages lost any`)
  expect(lost).toEqual([])
  for (const path of [...acknowledged.keys()].slice(-50))
    expect((await wiki.get(`/wiki/${path}`)).status).toBe(200)
  await wiki.stop()
  expect(acknowledged.size).toBeGreaterThan(ROUNDS)
}, 1_800_000)
