import { shownText, type ShownText } from './document-text.ts'
import type {
  Correction,
  EngineAnswer,
  EngineQuery,
  IndexedDocument,
  Passage,
  SearchEngine,
  TitleAnswer,
} from './engine.ts'
import { weighTerms } from './field-weights.ts'
import { packHeadlines, type Headlines } from './headlines.ts'
import type { IndexStore } from './index-store.ts'
import { learnKeptTitles } from './kept-titles.ts'
import { findPassage } from './passage.ts'
import { holdsPhrase } from './phrase.ts'
import { chooseTerms, type QueryTerms } from './query-terms.ts'
import { rerank } from './reranking.ts'
import { createSynonyms } from './synonyms.ts'
import type { DocumentTerms, TermIndex, TermMatch, TermMatches } from './term-index.ts'
import { createTitleMatcher, type TitleMatcher } from './title-matcher.ts'
import { BIGRAM_MARK, termsOf } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface EngineParts {
  readonly store: IndexStore
  readonly index: TermIndex
  readonly vocabulary: Vocabulary
}

const ANSWER_LIMIT = 3_000
/** What is not looked at closely follows what is, each a little below the one before. */
const REST_BELOW = 0.999
/** Phrases are looked up in the text itself, so in the best candidates only. */
const PHRASE_CANDIDATES = 300
const CORRECTION_DOCUMENTS = 200
const HEADLINES_HELD = 20_000

/** Full-text search over an index of either body, and over titles. Runs inside a worker thread. */
export function createTextEngine(parts: EngineParts): SearchEngine {
  const { store, index, vocabulary } = parts
  const titles = learnKeptTitles(createTitleMatcher(), [...store.named()])
  const headlines = new Map<number, Headlines>()
  let synonyms = createSynonyms([])
  let lastChosen: { text: string; terms: QueryTerms } | undefined

  function put(documents: readonly IndexedDocument[]): void {
    remove(documents.map(({ number }) => number))
    store.write()
    const kept = index.put(documents.map(termsOfDocument))
    documents.forEach((document, at) => {
      const { title, headings } = document.text
      titles.put(document.number, title, headings)
      store.put({
        ...document,
        title,
        headings,
        terms: kept[at] ?? new Uint8Array(),
        headlines: packHeadlines(document.text),
        text: shownText(document.text),
      })
    })
  }

  function remove(numbers: readonly number[]): void {
    lastChosen = undefined
    store.write()
    for (const number of numbers) {
      titles.remove(number)
      headlines.delete(number)
      const kept = store.termsOf(number)
      if (kept === undefined) continue
      index.remove([{ number, kept }])
      store.remove(number)
    }
  }

  /** A search asks for its terms twice: to find, and to show what was found. */
  function choose({ words, phrases }: EngineQuery): QueryTerms {
    const text = [...words, ...phrases].join(' ')
    if (lastChosen?.text !== text)
      lastChosen = { text, terms: chooseTerms(text, { index, vocabulary, synonyms }) }
    return lastChosen.terms
  }

  function answer(query: EngineQuery): EngineAnswer {
    const chosen = choose(query)
    const prohibited = query.excluded.flatMap((text) => termsOf(text).slice(0, 1))
    const asked = query.words.length + query.phrases.length > 0
    const { best, rest } =
      asked && chosen.weights.size === 0 ? NO_MATCHES : index.search(chosen.weights, prohibited)
    const kept = keepPhrases(parts, rerank(best, chosen.concepts, headlinesOf), query.phrases)
    // Where a closer look throws some of the best out, what is below them has no claim.
    const isFull = kept.length >= best.length && query.phrases.length === 0
    const found = isFull ? withRest(kept, rest) : kept
    return {
      numbers: Int32Array.from(found, ({ number }) => number),
      scores: Float32Array.from(found, ({ score }) => score),
      strict: query.phrases.length + query.excluded.length > 0,
      corrections: correct(parts, chosen),
      titles: matchTitles(titles, query.text),
    }
  }

  function headlinesOf(number: number): Headlines | undefined {
    const held = headlines.get(number)
    if (held !== undefined) return held
    const read = store.headlinesOf(number)
    if (headlines.size >= HEADLINES_HELD) headlines.delete(headlines.keys().next().value ?? 0)
    if (read !== undefined) headlines.set(number, read)
    return read
  }

  function passages(numbers: readonly number[], query: EngineQuery): Passage[] {
    const { weights } = choose(query)
    const needles = new Map([...weights].filter(([term]) => !term.startsWith(BIGRAM_MARK)))
    return numbers.map((number) => findPassage(store.textOf(number) ?? EMPTY, needles))
  }

  return {
    held: () => Promise.resolve(store.held()),
    name(documents) {
      for (const { number, title, headings } of documents) titles.put(number, title, headings)
      return Promise.resolve()
    },
    put: (documents) => Promise.resolve(put(documents)),
    remove: (numbers) => Promise.resolve(remove(numbers)),
    settle() {
      store.write()
      return Promise.resolve(index.settle())
    },
    search: (query) => Promise.resolve(answer(query)),
    searchTitles: (text) => Promise.resolve(matchTitles(titles, text)),
    passages: (numbers, query) => Promise.resolve(passages(numbers, query)),
    setSynonyms(groups) {
      lastChosen = undefined
      synonyms = createSynonyms(groups)
      return Promise.resolve()
    },
    close: () => Promise.resolve(store.close()),
  }
}

function withRest(
  kept: readonly TermMatch[],
  rest: readonly number[],
): readonly Pick<TermMatch, 'number' | 'score'>[] {
  const lowest = kept.at(-1)?.score ?? 0
  const below = rest
    .slice(0, Math.max(0, ANSWER_LIMIT - kept.length))
    .map((number, at) => ({ number, score: lowest * REST_BELOW ** (at + 1) }))
  return [...kept.slice(0, ANSWER_LIMIT), ...below]
}

/** Weights are rounded, so that they are the same when they come back from the store. */
function termsOfDocument({ number, text }: IndexedDocument): DocumentTerms {
  const words = new Map<string, string>()
  const weights = weighTerms(text, (term, word) => {
    const noted = words.get(term)
    if (noted === undefined || word.length < noted.length) words.set(term, word)
  })
  for (const [term, weight] of weights) weights.set(term, Math.round(weight * 1000) / 1000)
  return { number, weights, words }
}

function matchTitles(titles: TitleMatcher, text: string): TitleAnswer {
  const best = [...titles.match(text)]
    .sort(([, one], [, other]) => other.score - one.score)
    .slice(0, ANSWER_LIMIT)
  return {
    numbers: Int32Array.from(best, ([number]) => number),
    scores: Float32Array.from(best, ([, { score }]) => score),
    headings: Int16Array.from(best, ([, { heading }]) => heading),
  }
}

function correct({ vocabulary, index }: EngineParts, { unknown }: QueryTerms): Correction[] {
  return unknown.slice(0, 3).map(({ word, term }) => ({
    word,
    candidates: vocabulary
      .resembling(term)
      .slice(0, 5)
      .map((near) => ({
        word: respell(word, term, near, vocabulary.wordFor(near)),
        numbers: index.documentsWith(near, CORRECTION_DOCUMENTS),
      })),
  }))
}

function keepPhrases(
  { index, store }: EngineParts,
  matches: readonly TermMatch[],
  phrases: readonly string[],
): readonly TermMatch[] {
  if (phrases.length === 0) return matches
  const needed = phrases.flatMap(termsOf).filter((term) => index.frequencyOf(term) > 0)
  return matches
    .filter(({ terms }) => needed.every((term) => terms.includes(term)))
    .slice(0, PHRASE_CANDIDATES)
    .filter(({ number }) => {
      const text = store.textOf(number) ?? EMPTY
      return phrases.every((phrase) => holdsPhrase(text, phrase))
    })
}

/** The correction with the ending that was typed: 배퍼를 -> 배포를; else the word as pages have it. */
function respell(typed: string, term: string, near: string, word: string): string {
  const lower = typed.toLowerCase()
  return lower.startsWith(term) && /[가-힣]$/.test(near) ? near + lower.slice(term.length) : word
}

const NO_MATCHES: TermMatches = { best: [], rest: [] }
const EMPTY: ShownText = { title: '', summary: '', headings: [], sections: [] }
