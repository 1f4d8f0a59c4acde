import type { IndexStore } from './index-store.ts'
import { createLunrIndex, type TermWeight } from './lunr-index.ts'
import type { DocumentTerms, TermIndex } from './term-index.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

/** What lunr's body keeps of a document, as JSON. */
interface Kept {
  readonly weights: readonly TermWeight[]
  readonly words: readonly (readonly [term: string, word: string])[]
}

/** An inverted index by lunr, for a wiki of a team's size: in memory, filled from the store when it is opened. */
export function createLunrBody(store: IndexStore): { index: TermIndex; vocabulary: Vocabulary } {
  const index = createLunrIndex()
  const vocabulary = createVocabulary((term) => index.frequencyOf(term) > 0)

  function take(number: number, { weights, words }: Kept): void {
    index.put(number, weights)
    for (const [term] of weights) vocabulary.add(term)
    for (const [term, word] of words) vocabulary.noteWord(term, word)
  }

  function put({ number, weights, words }: DocumentTerms): Uint8Array {
    const kept = Buffer.from(JSON.stringify({ weights: [...weights], words: [...words] }))
    // Read back: a word cut from a text would keep the whole text in memory.
    take(number, read(kept))
    return kept
  }

  for (const { number, terms } of store.allTerms()) take(number, read(terms))
  return {
    index: {
      ...index,
      get size() {
        return index.size
      },
      put: (documents) => documents.map(put),
      remove(documents) {
        for (const { number, kept } of documents) index.remove(number, read(kept).weights)
      },
    },
    vocabulary,
  }
}

function read(kept: Uint8Array): Kept {
  return JSON.parse(Buffer.from(kept).toString()) as Kept
}
