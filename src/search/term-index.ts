/** A document that has terms of a query. */
export interface TermMatch {
  readonly number: number
  readonly score: number
  /** Those of the query's terms that it has. */
  readonly terms: readonly string[]
}

export interface TermMatches {
  /** Best first. */
  readonly best: readonly TermMatch[]
  /** The numbers of those that come after the best, best first. */
  readonly rest: readonly number[]
}

/** A document as an index keeps it: what each of its terms weighs in it. */
export interface DocumentTerms {
  readonly number: number
  readonly weights: ReadonlyMap<string, number>
  /** Terms that are stems, with a word that the document has them by. */
  readonly words: ReadonlyMap<string, string>
}

/** A document's terms in the form that the body keeps them in. */
export interface KeptTerms {
  readonly number: number
  readonly kept: Uint8Array
}

/** An inverted index: from terms to the documents that have them. Two bodies: lunr and FTS5. */
export interface TermIndex {
  /** How many documents there are. */
  readonly size: number
  /** How many postings a query may have gone through in time. */
  readonly postingsBudget: number
  /** Documents that are not there. @returns of each what `remove` is to be given. */
  put(documents: readonly DocumentTerms[]): Uint8Array[]
  remove(documents: readonly KeptTerms[]): void
  /** After much was put. */
  settle(): void
  /** How many documents have the term. */
  frequencyOf(term: string): number
  documentsWith(term: string, limit: number): number[]
  /** Scores are the sum, over the terms asked for, of what the term weighs in the query and in the document. */
  search(terms: ReadonlyMap<string, number>, prohibited: readonly string[]): TermMatches
}
