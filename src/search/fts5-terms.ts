import type { DocumentTerms } from './term-index.ts'

/** A document's terms by number, in order, with their weights: how FTS5's body keeps them. */
export interface PackedTerms {
  readonly ids: Int32Array
  /** In thousandths. */
  readonly weights: Uint16Array
  readonly bytes: Uint8Array
}

const BYTES_PER_TERM = 6
const LEVELS = 32
const [LIGHTEST, HEAVIEST] = [0.05, 2.2]
const STEPS_PER_E = (LEVELS - 1) / Math.log(HEAVIEST / LIGHTEST)
/** Rows of one weight are together: a row is its level times this, and the document's number. */
const LEVEL_SPAN = 2 ** 26

export function packTerms({ weights }: DocumentTerms, idOf: (term: string) => number): PackedTerms {
  const entries = Array.from(weights, ([term, weight]) => [idOf(term), weight] as const)
  entries.sort(([one], [other]) => one - other)
  const packed = unpackTerms(new Uint8Array(entries.length * BYTES_PER_TERM))
  entries.forEach(([id, weight], at) => {
    packed.ids[at] = id
    packed.weights[at] = Math.round(weight * 1000)
  })
  return packed
}

export function unpackTerms(kept: Uint8Array): PackedTerms {
  const bytes = kept.byteOffset % 4 === 0 ? kept : kept.slice()
  const count = bytes.length / BYTES_PER_TERM
  return {
    ids: new Int32Array(bytes.buffer, bytes.byteOffset, count),
    weights: new Uint16Array(bytes.buffer, bytes.byteOffset + 4 * count, count),
    bytes,
  }
}

/** What a term weighs in a document; 0 where it does not have it. */
export function weightIn({ ids, weights }: PackedTerms, id: number): number {
  let [low, high] = [0, ids.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = ids[middle] ?? 0
    if (found === id) return (weights[middle] ?? 0) / 1000
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return 0
}

/** The rows that stand for a document: for each level of weight, the terms that have it. */
export function rowsOf(number: number, { ids, weights }: PackedTerms): Map<number, string> {
  const rows = new Map<number, string>()
  ids.forEach((id, at) => {
    const row = levelOf((weights[at] ?? 0) / 1000) * LEVEL_SPAN + number
    const before = rows.get(row)
    rows.set(row, before === undefined ? termName(id) : `${before} ${termName(id)}`)
  })
  return rows
}

/** A term as FTS5 knows it: digits and small letters, whatever the term. */
export function termName(id: number): string {
  return id.toString(36)
}

/** Calls back for each row of a list of them, as SQLite writes it: `12,67108877`. @returns how many there are. */
export function eachPosting(list: string, see: (number: number, weight: number) => void): number {
  let count = 0
  for (let at = 0, row = 0; at <= list.length; at++) {
    const digit = list.charCodeAt(at) - ZERO
    if (digit >= 0) {
      row = row * 10 + digit
      continue
    }
    if (row > 0) {
      see(row % LEVEL_SPAN, WEIGHTS[(row / LEVEL_SPAN) | 0] ?? 0)
      count++
    }
    row = 0
  }
  return count
}

const ZERO = '0'.charCodeAt(0)

/** 0 is the heaviest; in between they are the same ratio apart. */
function levelOf(weight: number): number {
  const level = Math.round(Math.log(HEAVIEST / Math.max(weight, LIGHTEST)) * STEPS_PER_E)
  return Math.min(LEVELS - 1, Math.max(0, level))
}

const WEIGHTS = Float64Array.from({ length: LEVELS }, (_, level) => HEAVIEST * Math.exp(-level / STEPS_PER_E))
