import { compareRanked, rank } from '../../src/search/ranking.ts'
import { createShelf } from '../../src/search/shelf.ts'
import { closeAll, openSearch, page, pathsFor } from './stage.ts'

afterEach(closeAll)

const shelf = createShelf()
const numberOf = (path: string, given: Partial<ReturnType<typeof page>> = {}): number =>
  shelf.put(page({ path, ...given })).facts.number
const [plain, used, lesson, stale] = [
  numberOf('plain'),
  numberOf('used'),
  numberOf('lesson', { kind: 'lesson' }),
  numberOf('stale', { stale: true }),
] as const

function order(scores: readonly (readonly [number, number])[], titles = new Map<number, number>()): string[] {
  const answer = {
    numbers: Int32Array.from(scores, ([number]) => number),
    scores: Float32Array.from(scores, ([, score]) => score),
    strict: false,
    corrections: [],
  }
  const matches = new Map(Array.from(titles, ([number, score]) => [number, { score, heading: -1 }]))
  const useOf = ({ path }: { path: string }): number => (path === 'used' ? 1 : 0)
  return rank(answer, matches, (number) => shelf.find(number), useOf)
    .sort(compareRanked)
    .map(({ document }) => document.path)
}

test('among equals the lesson comes first, what is overdue for review last', () => {
  const scores = [stale, plain, lesson].map((number) => [number, 0.5] as const)
  expect(order(scores)).toEqual(['lesson', 'plain', 'stale'])
})

test('use decides between what matches alike, not against a better match', () => {
  const alike = new Map([
    [plain, 0.75],
    [used, 0.74],
  ])
  expect(order([], alike)).toEqual(['used', 'plain'])
  expect(order([], new Map([...alike, [used, 0.5]]))).toEqual(['plain', 'used'])
})

test('a faint resemblance of the title alone makes no result', () => {
  expect(order([[plain, 0.2]], new Map([[used, 0.25]]))).toEqual(['plain'])
})

test('of pages that begin as is typed, the one that people read comes first, and then another', async () => {
  const titles = ['배포 순서', '배포 규칙', '배포 일지']
  let reads = new Map([['p2', 40]])
  let time = Date.UTC(2026, 0, 1)
  const search = await openSearch(
    titles.map((title, at) => page({ path: `p${at + 1}`, title })),
    { recentReads: () => Promise.resolve(reads), now: () => new Date(time) },
  )
  expect((await pathsFor(search, '배포'))[0]).toBe('p2')
  const suggest = { q: '배ㅍ', readerLang: 'ko', visible: () => true, limit: 3 } as const
  expect((await search.suggest(suggest))[0]?.path).toBe('p2')
  reads = new Map([...reads, ['p3', 90]])
  expect((await pathsFor(search, '배포'))[0]).toBe('p2')
  time += 11 * 60_000
  await pathsFor(search, '배포')
  expect((await pathsFor(search, '배포'))[0]).toBe('p3')
})
