import { chooseEngine } from '../../src/search/engine-choice.ts'
import { ask, closeAll, openSearch, page, pathsFor } from './stage.ts'

afterEach(closeAll)

test.each([
  [100, undefined, 'lunr'],
  [3_000, undefined, 'lunr'],
  [3_001, undefined, 'fts5'],
  [3_001, 'lunr', 'fts5'],
  [2_999, 'fts5', 'fts5'],
  [2_399, 'fts5', 'lunr'],
] as const)('of %d documents, after %s: %s', (documents, present, chosen) => {
  expect(chooseEngine('auto', documents, present)).toBe(chosen)
})

test('what the settings say holds whatever the number', () => {
  expect(chooseEngine('lunr', 50_000, 'fts5')).toBe('lunr')
  expect(chooseEngine('fts5', 1, 'lunr')).toBe('fts5')
})

test('a wiki that grows goes over to the other engine while it serves, and misses nothing', async () => {
  const pages = Array.from({ length: 2_999 }, (_, at) => page({ path: `p/${at}`, body: `글 ${at}` }))
  const search = await openSearch(pages, { engine: 'auto' })
  expect(search.engineKind).toBe('lunr')
  for (const path of ['new/1', 'new/2', 'new/3']) {
    await search.put(page({ path, body: '두루마리' }))
    expect(await pathsFor(search, '두루마리')).toContain(path)
  }
  await search.remove('new/1')
  for (const expected = Date.now() + 60_000; search.engineKind !== 'fts5' && Date.now() < expected;) {
    expect((await pathsFor(search, '두루마리')).sort()).toEqual(['new/2', 'new/3'])
  }
  expect(search.engineKind).toBe('fts5')
  expect((await pathsFor(search, '두루마리')).sort()).toEqual(['new/2', 'new/3'])
  expect(await ask(search, '글 2998')).toMatchObject({ results: [{ path: 'p/2998' }] })
})
