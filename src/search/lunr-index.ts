import lunr from 'lunr'

export interface LunrMatch {
  readonly number: number
  readonly score: number
  readonly terms: readonly string[]
}

/** A lunr index that documents are put into and removed from while it is queried. */
export interface LunrIndex {
  readonly size: number
  put(number: number, weights: ReadonlyMap<string, number>): void
  remove(number: number): void
  /** How many documents have the term. */
  frequencyOf(term: string): number
  documentsWith(term: string): number[]
  search(terms: ReadonlyMap<string, number>, prohibited: readonly string[]): LunrMatch[]
}

const FIELD = 'text'

/**
 * lunr's builder makes an index once for all: inverse document frequencies are multiplied into the
 * documents' vectors, so that a page more would mean building again, or a second index whose scores
 * do not compare. Here the parts are assembled by hand and handed to lunr's constructor: a document's
 * vector has its weights alone, and the frequencies, always those of now, come with the query as boosts.
 * Their product is the same sum. It also spares the token set, which serves wildcards, and half the memory.
 */
export function createLunrIndex(): LunrIndex {
  const invertedIndex = Object.create(null) as Record<string, Posting>
  const fieldVectors = Object.create(null) as Record<string, lunr.Vector>
  const terms: string[] = []
  const frequencies: number[] = []
  const termsOfDocument = new Map<number, Int32Array>()
  const index = new lunr.Index({
    invertedIndex,
    fieldVectors,
    tokenSet: exactTokenSet(invertedIndex),
    fields: [FIELD],
    pipeline: new lunr.Pipeline(),
  } as unknown as lunr.Index.Attributes)

  function put(number: number, weights: ReadonlyMap<string, number>): void {
    remove(number)
    const elements: [position: number, weight: number][] = []
    for (const [term, weight] of weights) {
      const posting = (invertedIndex[term] ??= newPosting(term))
      posting[FIELD][number] = NO_METADATA
      frequencies[posting._index] = (frequencies[posting._index] ?? 0) + 1
      elements.push([posting._index, weight])
    }
    elements.sort(([one], [other]) => one - other)
    fieldVectors[`${FIELD}/${number}`] = new lunr.Vector(elements.flat())
    termsOfDocument.set(
      number,
      Int32Array.from(elements, ([position]) => position),
    )
  }

  function newPosting(term: string): Posting {
    frequencies.push(0)
    return { _index: terms.push(term) - 1, [FIELD]: Object.create(null) as Posting[typeof FIELD] }
  }

  function remove(number: number): void {
    for (const position of termsOfDocument.get(number) ?? []) {
      // The key is a number of ours; a posting is a dictionary, and lunr asks for no other shape.
      delete invertedIndex[terms[position] ?? '']?.[FIELD][number]
      frequencies[position] = (frequencies[position] ?? 1) - 1
    }
    termsOfDocument.delete(number)
    delete fieldVectors[`${FIELD}/${number}`]
  }

  return {
    get size() {
      return termsOfDocument.size
    },
    put,
    remove,
    frequencyOf: (term) => frequencies[invertedIndex[term]?._index ?? -1] ?? 0,
    documentsWith: (term) => Object.keys(invertedIndex[term]?.[FIELD] ?? {}).map(Number),
    search: (terms, prohibited) => searchLunr(index, terms, prohibited),
  }
}

interface Posting {
  readonly _index: number
  readonly text: Record<number, object>
}

/** lunr copies what a match carries and changes none of it, so one empty object serves all. */
const NO_METADATA = Object.freeze(Object.create(null) as object)

function searchLunr(
  index: lunr.Index,
  terms: ReadonlyMap<string, number>,
  prohibited: readonly string[],
): LunrMatch[] {
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
function exactTokenSet(invertedIndex: Record<string, Posting>): object {
  return {
    intersect: (asked: lunr.TokenSet) => ({
      toArray: () => asked.toArray().filter((term) => term in invertedIndex),
    }),
  }
}
