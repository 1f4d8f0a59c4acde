import type { Heading, Language } from './document.ts'
import type { EngineAnswer, Segment } from './engine.ts'
import { chooseVariant, groupByPage } from './grouping.ts'
import { rank, type Ranked, type UseOf } from './ranking.ts'
import type { DocumentFacts, Shelf } from './shelf.ts'
import type { TitleMatch } from './title-matcher.ts'
import type { IsVisible } from './visibility.ts'

export interface Suggestion {
  readonly path: string
  readonly lang: Language
  readonly title: string
  readonly kind: string
  readonly titleMarked: readonly Segment[]
  /** The heading that matched, where the title did not. */
  readonly heading: Heading | undefined
}

interface Asked {
  readonly text: string
  readonly readerLang: Language
  readonly visible: IsVisible
  readonly limit: number
  readonly useOf?: UseOf
}

const MOST_SUGGESTIONS = 20
const NO_TEXT: Omit<EngineAnswer, 'titles'> = {
  numbers: new Int32Array(),
  scores: new Float32Array(),
  strict: false,
  corrections: [],
}

/** Pages whose title or a heading resembles what is typed so far, best first. */
export function suggestTitles(
  shelf: Shelf,
  titles: ReadonlyMap<number, TitleMatch>,
  asked: Asked,
): Suggestion[] {
  const findVisible = (number: number): DocumentFacts | undefined => {
    const document = shelf.find(number)
    return document !== undefined && asked.visible(document) ? document : undefined
  }
  const ranked = rank(NO_TEXT, titles, findVisible, asked.useOf)
  return toSuggestions(shelf, ranked, asked)
}

/** As above, however little a title resembles: for who would be shown nothing else. */
export function suggestNearest(
  shelf: Shelf,
  near: ReadonlyMap<number, TitleMatch>,
  asked: Asked,
): Suggestion[] {
  const ranked = [...near].flatMap(([number, { score, heading }]) => {
    const document = shelf.find(number)
    return document !== undefined && asked.visible(document) ? [{ document, score, heading }] : []
  })
  return toSuggestions(shelf, ranked, asked)
}

function toSuggestions(shelf: Shelf, ranked: readonly Ranked[], asked: Asked): Suggestion[] {
  return groupByPage(ranked)
    .slice(0, Math.min(Math.max(0, asked.limit), MOST_SUGGESTIONS))
    .map(({ document, heading }) => {
      const shown = chooseVariant(document, asked.readerLang, shelf.findVariant, asked.visible)
      return toSuggestion(shown, shown === document ? heading : -1, asked.text)
    })
}

function toSuggestion(document: DocumentFacts, heading: number, text: string): Suggestion {
  return {
    path: document.path,
    lang: document.lang,
    title: document.title,
    kind: document.kind,
    titleMarked: markTyped(document.title, text.trim()),
    heading: document.headings[heading],
  }
}

/** Marks what was typed where the title has it letter for letter. */
function markTyped(title: string, typed: string): Segment[] {
  const at = typed === '' ? -1 : title.toLowerCase().indexOf(typed.toLowerCase())
  if (at < 0) return [{ text: title, marked: false }]
  const end = at + typed.length
  return [
    { text: title.slice(0, at), marked: false },
    { text: title.slice(at, end), marked: true },
    { text: title.slice(end), marked: false },
  ].filter((segment) => segment.text !== '')
}
