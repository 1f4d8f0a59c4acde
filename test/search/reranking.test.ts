import type { Concept } from '../../src/search/concepts.ts'
import { createCoverage } from '../../src/search/coverage.ts'
import { createHeadlineScore } from '../../src/search/headline-score.ts'
import { packHeadlines } from '../../src/search/headlines.ts'
import { rerank } from '../../src/search/reranking.ts'

const concept = (form: string, given: Partial<Concept> = {}): Concept => ({
  rarity: 2,
  terms: new Map([[form, 1]]),
  together: [],
  form,
  isKnown: true,
  ...given,
})
const DEPLOY = concept('배포')
const ORDER = concept('순서')

describe('coverage', () => {
  test('is the share of the query, by rarity', () => {
    const coverage = createCoverage([DEPLOY, concept('순서', { rarity: 6 })])
    expect([coverage([]), coverage(['배포']), coverage(['순서', '배포'])]).toEqual([0, 0.25, 1])
  })

  test('counts a word by the surest of its terms', () => {
    const synonym = concept('배포', { terms: new Map([['배포', 1]]), together: [] })
    const coverage = createCoverage([{ ...synonym, together: [{ terms: ['new', 'hire'], sureness: 0.4 }] }])
    expect(coverage(['new', 'hire'])).toBeCloseTo(0.4)
    expect(coverage(['new'])).toBeCloseTo(0.1)
    expect(coverage(['new', 'hire', '배포'])).toBe(1)
  })
})

describe('a title or heading', () => {
  const score = createHeadlineScore([DEPLOY, ORDER])
  const of = (title: string, ...headings: string[]): number => score(packHeadlines({ title, headings }))

  test('is worth most where it says all that is asked and little else', () => {
    expect(of('배포 순서')).toBeCloseTo(1)
    expect(of('배포를 하는 순서와 그 까닭')).toBeLessThan(of('배포 순서'))
    expect(of('배포')).toBeLessThan(of('배포를 하는 순서와 그 까닭'))
    expect(of('휴가')).toBe(0)
  })

  test('is worth more as a title than as a heading, and a heading with the title over it more than either alone', () => {
    expect(of('기록', '배포 순서')).toBeLessThan(of('배포 순서'))
    expect(of('배포', '순서')).toBeGreaterThan(of('배포', '까닭'))
    expect(of('배포', '순서')).toBeGreaterThan(of('기록', '순서'))
  })

  test('is worth more where the word stands as it was typed', () => {
    const asTyped = createHeadlineScore([concept('사용하여', { terms: new Map([['사용', 1]]) })])
    const worth = (title: string): number => asTyped(packHeadlines({ title, headings: [] }))
    expect(worth('사용하여')).toBeGreaterThan(worth('사용한'))
    expect(worth('사용한')).toBeGreaterThan(0)
  })

  test('that begins with what is asked is worth more than one that ends with it', () => {
    const begins = createHeadlineScore([DEPLOY])
    const worth = (title: string): number => begins(packHeadlines({ title, headings: [] }))
    expect(worth('배포 순서')).toBeGreaterThan(worth('순서 배포'))
  })
})

describe('ranking again', () => {
  const match = (number: number, score: number, terms: readonly string[]) => ({ number, score, terms })
  const numbersOf = (
    matches: readonly ReturnType<typeof match>[],
    concepts: readonly Concept[],
    titles: Readonly<Record<number, string>> = {},
  ): number[] =>
    rerank(matches, concepts, (number) => packHeadlines({ title: titles[number] ?? '', headings: [] })).map(
      ({ number }) => number,
    )

  test('puts what has all the words before what has one of them often', () => {
    expect(numbersOf([match(1, 5, ['배포']), match(2, 4, ['배포', '순서'])], [DEPLOY, ORDER])).toEqual([2, 1])
  })

  test('leaves out what has next to nothing of the query, unless its title has some', () => {
    const rare = concept('쿠버네티스', { rarity: 9 })
    const matches = [match(1, 5, ['쿠버네티스']), match(2, 1, ['배포']), match(3, 1, ['배포'])]
    expect(numbersOf(matches, [rare, DEPLOY], { 3: '배포' })).toEqual([1, 3])
  })

  test('asks no more than pages can have: words that none has do not count', () => {
    const unknown = concept('쀍쀍', { rarity: 20, isKnown: false })
    expect(numbersOf([match(1, 1, ['배포'])], [DEPLOY, unknown])).toEqual([1])
  })

  test('finds nothing by pairs of syllables of an unknown word', () => {
    const unknown = concept('없는말쀍', {
      isKnown: false,
      together: [{ terms: ['+없는', '+는말', '+말쀍'], sureness: 0.4 }],
    })
    expect(numbersOf([match(1, 1, ['+없는'])], [unknown])).toEqual([])
  })

  test('scores low where even the best has little of what is asked', () => {
    const [half] = rerank([match(1, 5, ['배포'])], [DEPLOY, ORDER], () => undefined)
    const [whole] = rerank([match(1, 5, ['배포', '순서'])], [DEPLOY, ORDER], () => undefined)
    expect(half?.score).toBeLessThan((whole?.score ?? 0) / 1.5)
  })
})
