import { eachPosting } from './fts5-terms.ts'

export interface SummedDocument {
  readonly number: number
  readonly score: number
  /** Whether it has the term that was added so-and-so-many-th. */
  readonly has: (at: number) => boolean
}

/** Adds up lists of postings to scores of documents. Used for one query after another, its memory kept between them. */
export interface PostingSums {
  /** @returns how many postings there were. */
  add(at: number, weight: number, postings: string): number
  /** Makes a document a match whatever its score. */
  touch(number: number): void
  exclude(postings: string): void
  /** About so many of the best, and about so many of those after them, best first; begins anew. */
  take(most: number, mostRest: number): { best: SummedDocument[]; rest: number[] }
}

const FIRST_LENGTH = 4_096
const BINS = 2_048

export function createPostingSums(): PostingSums {
  let scores = new Float64Array(FIRST_LENGTH)
  let terms = [new Uint32Array(FIRST_LENGTH), new Uint32Array(FIRST_LENGTH)] as const
  let isTouched = new Uint8Array(FIRST_LENGTH)
  let touched: number[] = []

  function touch(number: number): void {
    if (number >= scores.length) grow(number)
    if (isTouched[number] === 1) return
    isTouched[number] = 1
    touched.push(number)
  }

  function grow(number: number): void {
    const length = Math.ceil(number * 1.5)
    scores = resized(scores, new Float64Array(length))
    terms = [resized(terms[0], new Uint32Array(length)), resized(terms[1], new Uint32Array(length))]
    isTouched = resized(isTouched, new Uint8Array(length))
  }

  function forget(number: number): void {
    scores[number] = terms[0][number] = terms[1][number] = isTouched[number] = 0
  }

  function take(most: number, mostRest: number): { best: SummedDocument[]; rest: number[] } {
    const matches = touched.filter((number) => isTouched[number] === 1)
    const least = scoreOfRank(matches, scores, most)
    const leastRest = scoreOfRank(matches, scores, most + mostRest)
    const byScore = (one: number, other: number): number => (scores[other] ?? 0) - (scores[one] ?? 0)
    const best: number[] = []
    const rest: number[] = []
    for (const number of matches) {
      const score = scores[number] ?? 0
      if (score >= least) best.push(number)
      else if (score >= leastRest) rest.push(number)
    }
    const summed = best.sort(byScore).map(read)
    rest.sort(byScore)
    touched.forEach(forget)
    touched = []
    return { best: summed, rest }
  }

  function read(number: number): SummedDocument {
    const [low, high] = [terms[0][number] ?? 0, terms[1][number] ?? 0]
    const has = (at: number): boolean => (((at < 32 ? low : high) >>> (at % 32)) & 1) === 1
    return { number, score: scores[number] ?? 0, has }
  }

  return {
    add(at, weight, postings) {
      const mask = 1 << (at % 32)
      return eachPosting(postings, (number, own) => {
        touch(number)
        const bits = terms[at < 32 ? 0 : 1]
        scores[number] = (scores[number] ?? 0) + weight * own
        bits[number] = (bits[number] ?? 0) | mask
      })
    },
    touch,
    exclude: (postings) => void eachPosting(postings, (number) => void (isTouched[number] = 0)),
    take,
  }
}

/** The score that about so many are above, by counting them in bins. */
function scoreOfRank(numbers: readonly number[], scores: Float64Array, rank: number): number {
  if (rank >= numbers.length) return 0
  let top = 0
  for (const number of numbers) top = Math.max(top, scores[number] ?? 0)
  const bins = new Uint32Array(BINS + 1)
  const binOf = (number: number): number => Math.floor(((scores[number] ?? 0) / top) * BINS)
  for (const number of numbers) bins[binOf(number)]! += 1
  let bin = BINS
  for (let above = 0; bin > 0; bin--) {
    above += bins[bin] ?? 0
    if (above >= rank) break
  }
  return (bin / BINS) * top
}

function resized<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
