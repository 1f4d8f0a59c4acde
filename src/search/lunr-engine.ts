import { unpackText, type DocumentText, type TextFields } from './document-text.ts'
import type { Correction, EngineAnswer, EngineQuery, Passage, SearchEngine } from './engine.ts'
import { weighTerms } from './field-weights.ts'
import { createLunrIndex, type LunrIndex, type LunrMatch } from './lunr-index.ts'
import { findPassage } from './passage.ts'
import { holdsPhrase } from './phrase.ts'
import { chooseTerms, type QueryTerms } from './query-terms.ts'
import { rerank } from './reranking.ts'
import { createSynonyms } from './synonyms.ts'
import { BIGRAM_MARK, termsOf } from './tokens.ts'
import { createVocabulary } from './vocabulary.ts'

const ANSWER_LIMIT = 3_000
/** Phrases are looked up in the text itself, so in the best candidates only. */
const PHRASE_CANDIDATES = 300
const CORRECTION_DOCUMENTS = 200

/** Full-text search by lunr, for a wiki of a team's size. Runs inside a worker thread. */
export function createLunrEngine(): SearchEngine {
  const index = createLunrIndex()
  const vocabulary = createVocabulary((term) => index.frequencyOf(term) > 0)
  const texts = new Map<number, DocumentText>()
  const titleTerms = new Map<number, ReadonlySet<string>>()
  let synonyms = createSynonyms([])

  function put(number: number, text: DocumentText): void {
    const fields = unpackText(text)
    const weights = weighTerms(fields, (term, word) => {
      vocabulary.noteWord(term, word)
    })
    index.put(number, weights)
    for (const term of weights.keys()) vocabulary.add(term)
    texts.set(number, text)
    titleTerms.set(number, new Set(termsOf(fields.title)))
  }

  function choose(query: EngineQuery): QueryTerms {
    return chooseTerms([...query.words, ...query.phrases].join(' '), { index, vocabulary, synonyms })
  }

  function answer(query: EngineQuery): EngineAnswer {
    const chosen = choose(query)
    const prohibited = query.excluded.flatMap((text) => termsOf(text).slice(0, 1))
    const asked = query.words.length + query.phrases.length > 0
    const matches = asked && chosen.weights.size === 0 ? [] : index.search(chosen.weights, prohibited)
    const ranked = rerank(matches, chosen.concepts, (number) => titleTerms.get(number))
    const kept = keepPhrases(index, texts, ranked, query.phrases)
    return toAnswer(kept.slice(0, ANSWER_LIMIT), {
      strict: query.phrases.length + query.excluded.length > 0,
      corrections: correct(chosen),
    })
  }

  function correct({ unknown }: QueryTerms): Correction[] {
    return unknown.slice(0, 3).map(({ word, term }) => ({
      word,
      candidates: vocabulary
        .resembling(term)
        .slice(0, 5)
        .map((near) => ({
          word: respell(word, term, near, vocabulary.wordFor(near)),
          numbers: index.documentsWith(near).slice(0, CORRECTION_DOCUMENTS),
        })),
    }))
  }

  function passages(numbers: readonly number[], query: EngineQuery): Passage[] {
    const { weights } = choose(query)
    const needles = new Map([...weights].filter(([term]) => !term.startsWith(BIGRAM_MARK)))
    return numbers.map((number) => findPassage(textOf(texts, number), needles))
  }

  return {
    put(documents) {
      for (const { number, text } of documents) put(number, text)
      return Promise.resolve()
    },
    remove(numbers) {
      for (const number of numbers) {
        index.remove(number)
        texts.delete(number)
        titleTerms.delete(number)
      }
      return Promise.resolve()
    },
    search: (query) => Promise.resolve(answer(query)),
    passages: (numbers, query) => Promise.resolve(passages(numbers, query)),
    setSynonyms(groups) {
      synonyms = createSynonyms(groups)
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  }
}

function keepPhrases(
  index: LunrIndex,
  texts: ReadonlyMap<number, DocumentText>,
  matches: readonly LunrMatch[],
  phrases: readonly string[],
): readonly LunrMatch[] {
  if (phrases.length === 0) return matches
  const needed = phrases.flatMap(termsOf).filter((term) => index.frequencyOf(term) > 0)
  return matches
    .filter(({ terms }) => needed.every((term) => terms.includes(term)))
    .slice(0, PHRASE_CANDIDATES)
    .filter(({ number }) => {
      const fields = textOf(texts, number)
      return phrases.every((phrase) => holdsPhrase(fields, phrase))
    })
}

function toAnswer(
  matches: readonly LunrMatch[],
  rest: Pick<EngineAnswer, 'strict' | 'corrections'>,
): EngineAnswer {
  return {
    numbers: Int32Array.from(matches, ({ number }) => number),
    scores: Float32Array.from(matches, ({ score }) => score),
    ...rest,
  }
}

/** The correction with the ending that was typed: 배퍼를 -> 배포를; else the word as pages have it. */
function respell(typed: string, term: string, near: string, word: string): string {
  const lower = typed.toLowerCase()
  return lower.startsWith(term) && /[가-힣]$/.test(near) ? near + lower.slice(term.length) : word
}

function textOf(texts: ReadonlyMap<number, DocumentText>, number: number): TextFields {
  const text = texts.get(number)
  return text === undefined ? EMPTY : unpackText(text)
}

const EMPTY: TextFields = { title: '', summary: '', tags: [], headings: [], body: '' }
