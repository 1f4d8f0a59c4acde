import { createTermTable, type KnownTerm } from './fts5-term-store.ts'
import { eachPosting, packTerms, rowsOf, termName, unpackTerms, weightIn } from './fts5-terms.ts'
import type { IndexStore } from './index-store.ts'
import { createPostingSums, type SummedDocument } from './posting-sums.ts'
import type { DocumentTerms, KeptTerms, TermIndex, TermMatch, TermMatches } from './term-index.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Postings gone through for one query, those of rare terms first; of any term at least its heaviest. */
const BUDGET = 10_000
const LEAST = 1_000
const TERMS_LIMIT = 64
/** So many are looked at more closely; the rest counts, and is found by filters. */
const BEST = 600
const REST = 2_400
/** Where a list was not read whole, so many of the best are weighed anew, exactly. */
const WEIGHED_ANEW = 100

interface AskedTerm extends KnownTerm {
  readonly weight: number
}

/**
 * An inverted index in SQLite's FTS5, which knows terms by number and is never shown a query's text. A document is a
 * row for each weight that terms have in it, the heaviest first (an impact-ordered index; Lin and Trotman, "Anytime
 * Ranking for Impact-Ordered Indexes", 2015). So one list tells which documents have a term and what it weighs in each,
 * and a list too long to be read whole is read where it matters. FTS5's own bm25() would read the positions and sizes
 * of every document that has any of the terms, and does not say which of them it has.
 */
export function createFts5Index(store: IndexStore): { index: TermIndex; vocabulary: Vocabulary } {
  const { database } = store
  const terms = createTermTable(database)
  store.onCommit(() => terms.flush())
  const sums = createPostingSums()
  const insert = database.prepare('INSERT INTO postings (rowid, terms) VALUES (?, ?)')
  const erase = database.prepare("INSERT INTO postings (postings, rowid, terms) VALUES ('delete', ?, ?)")
  const read = database.prepare(
    'SELECT group_concat(rowid) AS list FROM (SELECT rowid FROM postings WHERE postings MATCH ? LIMIT ?)',
  )
  let size = store.held().length

  function put(documents: readonly DocumentTerms[]): Uint8Array[] {
    const packed = documents.map((document) =>
      packTerms(document, (term) => terms.add(term, document.words.get(term))),
    )
    const rows = documents.flatMap(({ number }, at) => {
      const own = packed[at]
      return own === undefined ? [] : [...rowsOf(number, own)]
    })
    // FTS5 gathers rows in memory only as long as they come in order.
    rows.sort(([one], [other]) => one - other)
    for (const [row, list] of rows) insert.run(row, list)
    size += documents.length
    return packed.map(({ bytes }) => bytes)
  }

  function remove(documents: readonly KeptTerms[]): void {
    for (const { number, kept } of documents) {
      const packed = unpackTerms(kept)
      for (const [row, list] of rowsOf(number, packed)) erase.run(row, list)
      packed.ids.forEach((id) => terms.drop(id))
    }
    size -= documents.length
  }

  function postingsOf({ id }: KnownTerm, limit: number): string {
    return (read.get(`"${termName(id)}"`, limit)?.list as string | null | undefined) ?? ''
  }

  function search(asked: ReadonlyMap<string, number>, prohibited: readonly string[]): TermMatches {
    terms.flush()
    const known = heaviest(asked, (term) => terms.find(term))
    let left = BUDGET
    let isWhole = true
    known.forEach((term, at) => {
      const limit = Math.max(LEAST, left)
      left -= sums.add(at, term.weight, postingsOf(term, limit))
      if (term.frequency > limit) isWhole = false
    })
    if (asked.size === 0) for (const { number } of store.held()) sums.touch(number)
    for (const term of prohibited) {
      const found = terms.find(term)
      if (found !== undefined) sums.exclude(postingsOf(found, -1))
    }
    const { best, rest } = sums.take(BEST, REST)
    const anew = isWhole ? 0 : WEIGHED_ANEW
    const matches = best
      .map((match, at) => toMatch(match, known, at < anew ? store.termsOf(match.number) : undefined))
      .sort((one, other) => other.score - one.score)
    return { best: matches, rest }
  }

  return {
    index: {
      get size() {
        return size
      },
      postingsBudget: Infinity,
      put,
      remove,
      // One segment in place of ten: a rare term is found in half the time.
      settle: () => database.exec("INSERT INTO postings (postings) VALUES ('optimize')"),
      frequencyOf: (term) => terms.find(term)?.frequency ?? 0,
      documentsWith(term, limit) {
        const found = terms.find(term)
        const numbers: number[] = []
        if (found !== undefined) eachPosting(postingsOf(found, limit), (number) => void numbers.push(number))
        return numbers
      },
      search,
    },
    vocabulary: terms.vocabulary,
  }
}

function heaviest(
  asked: ReadonlyMap<string, number>,
  find: (term: string) => KnownTerm | undefined,
): AskedTerm[] {
  return [...asked]
    .flatMap(([term, weight]) => {
      const found = find(term)
      return found === undefined ? [] : [{ ...found, weight }]
    })
    .sort((one, other) => other.weight - one.weight)
    .slice(0, TERMS_LIMIT)
}

/** Of a document whose terms are given the exact sum, also over what was not read of long lists. */
function toMatch(
  { number, score, has }: SummedDocument,
  known: readonly AskedTerm[],
  kept: Uint8Array | undefined,
): TermMatch {
  if (kept === undefined) {
    return { number, score, terms: known.flatMap(({ term }, at) => (has(at) ? [term] : [])) }
  }
  const packed = unpackTerms(kept)
  const terms: string[] = []
  let sum = 0
  for (const { id, term, weight } of known) {
    const own = weightIn(packed, id)
    if (own === 0) continue
    sum += own * weight
    terms.push(term)
  }
  return { number, score: sum, terms }
}
