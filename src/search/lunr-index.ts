import lunr from 'lunr'
import type { TermIndex, TermMatch, TermMatches } from './term-index.ts'

/** A lunr index that documents are put into and removed from while it is queried. */
export type LunrIndex = Omit<TermIndex, 'put' | 'remove'> & {
  put(number: number, weights: readonly TermWeight[]): void
  remove(number: number, weights: readonly TermWeight[]): void
}

export type TermWeight = readonly [term: string, weight: number]

/** The documents that have a term, and what it weighs in each. */
interface Postings {
  readonly numbers: number[]
  readonly weights: number[]
}

const FIELD = 'text'

/**
 * lunr's builder makes an index once for all, with inverse document frequencies multiplied into the documents' vectors:
 * a page more would mean building again, or a second index whose scores do not compare. And an index of lunr's holds half
 * a kilobyte for every posting. Here postings are two lists of numbers; of those that a query asks for, an index is put
 * together by lunr's constructor, as small as the query. Documents' vectors have the weights alone, and how rare a word is,
 * always as of now, comes with the query as its boost: the product is the same sum.
 */
export function createLunrIndex(): LunrIndex {
  const postings = new Map<string, Postings>()
  const present = new Set<number>()

  function put(number: number, weights: readonly TermWeight[]): void {
    present.add(number)
    for (const [term, weight] of weights) {
      const own = postings.get(term)
      if (own === undefined) postings.set(term, { numbers: [number], weights: [weight] })
      else {
        own.numbers.push(number)
        own.weights.push(weight)
      }
    }
  }

  function remove(number: number, weights: readonly TermWeight[]): void {
    present.delete(number)
    for (const [term] of weights) {
      const own = postings.get(term)
      const at = own?.numbers.indexOf(number) ?? -1
      if (own === undefined || at < 0) continue
      own.numbers.splice(at, 1)
      own.weights.splice(at, 1)
      if (own.numbers.length === 0) postings.delete(term)
    }
  }

  function search(asked: ReadonlyMap<string, number>, prohibited: readonly string[]): TermMatches {
    const parts = createParts()
    for (const term of new Set([...asked.keys(), ...prohibited])) parts.add(term, postings.get(term))
    if (asked.size === 0) for (const number of present) parts.vectorOf(number)
    return { best: searchLunr(parts.toIndex(), asked, prohibited), rest: [] }
  }

  return {
    get size() {
      return present.size
    },
    // lunr makes objects of every posting: some two microseconds each.
    postingsBudget: 3_000,
    put,
    remove,
    settle: () => undefined,
    frequencyOf: (term) => postings.get(term)?.numbers.length ?? 0,
    documentsWith: (term, limit) => postings.get(term)?.numbers.slice(0, limit) ?? [],
    search,
  }
}

interface LunrPosting {
  readonly _index: number
  readonly text: Record<number, object>
}

/** lunr copies what a match carries and changes none of it, so one empty object serves all. */
const NO_METADATA = Object.freeze(Object.create(null) as object)

/** What lunr's index is made of, for some of the terms. */
function createParts() {
  const invertedIndex = Object.create(null) as Record<string, LunrPosting>
  const fieldVectors = Object.create(null) as Record<string, lunr.Vector>
  const elements = new Map<number, number[]>()
  let terms = 0

  function vectorOf(number: number): number[] {
    const known = elements.get(number)
    if (known !== undefined) return known
    const own: number[] = []
    elements.set(number, own)
    fieldVectors[`${FIELD}/${number}`] = new lunr.Vector(own)
    return own
  }

  return {
    vectorOf,
    add(term: string, postings: Postings | undefined): void {
      if (postings === undefined) return
      const documents = Object.create(null) as LunrPosting[typeof FIELD]
      const position = terms++
      postings.numbers.forEach((number, at) => {
        documents[number] = NO_METADATA
        // Terms come in the order of their positions, so the vectors are sorted as lunr wants them.
        vectorOf(number).push(position, postings.weights[at] ?? 0)
      })
      invertedIndex[term] = { _index: position, [FIELD]: documents }
    },
    toIndex: (): lunr.Index =>
      new lunr.Index({
        invertedIndex,
        fieldVectors,
        tokenSet: exactTokenSet(invertedIndex),
        fields: [FIELD],
        pipeline: new lunr.Pipeline(),
      } as unknown as lunr.Index.Attributes),
  }
}

function searchLunr(
  index: lunr.Index,
  terms: ReadonlyMap<string, number>,
  prohibited: readonly string[],
): TermMatch[] {
  const results = index.query((query) => {
    for (const [term, boost] of terms) query.term(term, { boost, usePipeline: false })
    for (const term of prohibited) {
      query.term(term, { presence: lunr.Query.presence.PROHIBITED, usePipeline: false })
    }
  })
  return results.map(({ ref, score, matchData }) => ({
    number: Number(ref),
    score,
    terms: Object.keys(matchData.metadata),
  }))
}

/** The part of lunr's TokenSet that an exact query calls. */
function exactTokenSet(invertedIndex: Record<string, LunrPosting>): object {
  return {
    intersect: (asked: lunr.TokenSet) => ({
      toArray: () => asked.toArray().filter((term) => term in invertedIndex),
    }),
  }
}
