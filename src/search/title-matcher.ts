import { editDistance } from './edit-distance.ts'
import type { TabledEntry } from './entry-table.ts'
import { createGramIndex, type GramIndex } from './gram-index.ts'
import { isInitialsOnly, toJamo } from './jamo.ts'
import { onOtherLayout } from './keyboard-layout.ts'
import { squash } from './normalise.ts'
import { titleEntry } from './title-entries.ts'

export interface TitleMatch {
  /** 0 to 1; 1 is the whole title. */
  readonly score: number
  /** Position among the document's headings; -1 is the title. */
  readonly heading: number
}

export interface TitleMatcher {
  put(document: number, title: string, headings: readonly string[]): void
  remove(document: number): void
  /** The best match of each document whose title or a heading resembles the text. */
  match(text: string): Map<number, TitleMatch>
}

const HEADINGS_LIMIT = 60
const HEADING_WEIGHT = 0.8
const LAYOUT_WEIGHT = 0.95
const TYPO_WEIGHT = 0.7
const TYPO_CANDIDATES = 60
const WORD_INSIDE = 0.4
const DOUBTFUL = 0.6
/** Below this no typo is supposed: two words merely look alike. */
const MIN_LIKENESS = 0.7

/**
 * Titles and headings in memory, found by what is typed of them: a beginning (also with the last syllable
 * half composed), without or with wrong spaces, by initial consonants, on the wrong keyboard layout, or
 * with a typo. Putting and removing take microseconds.
 */
export function createTitleMatcher(): TitleMatcher {
  const index = createGramIndex()
  return {
    put(document, title, headings) {
      index.remove(document)
      const known = headings.slice(0, HEADINGS_LIMIT)
      index.add([
        titleEntry(document, -1, title),
        ...known.map((text, heading) => titleEntry(document, heading, text)),
      ])
    },
    remove: (document) => {
      index.remove(document)
    },
    match: (text) => matchTitles(index, text),
  }
}

function matchTitles(index: GramIndex, text: string): Map<number, TitleMatch> {
  const typed = squash(text)
  if (typed === '') return new Map()
  if (isInitialsOnly(typed)) return matchInitials(index, toJamo(typed))
  const found = matchKeys(index, toJamo(typed))
  if (bestOf(found) >= 0.5) return found
  const swapped = onOtherLayout(text.trim())
  if (swapped === undefined) return found
  const keys = squash(swapped)
  for (const [document, match] of matchKeys(index, toJamo(keys))) {
    keepBest(found, document, match.score * LAYOUT_WEIGHT, match.heading)
  }
  return found
}

function matchKeys(index: GramIndex, keys: string): Map<number, TitleMatch> {
  const found = new Map<number, TitleMatch>()
  for (const { entry, at } of index.holding(keys)) {
    keepBest(found, entry.document, weigh(entry, scorePart(entry, at, keys.length)), entry.heading)
  }
  const best = bestOf(found)
  // What is there as typed is hardly a slip of the fingers.
  if (keys.length >= 4 && best < 0.95) addTypos(index, keys, found, best >= WORD_INSIDE ? DOUBTFUL : 1)
  return found
}

function matchInitials(index: GramIndex, initials: string): Map<number, TitleMatch> {
  const found = new Map<number, TitleMatch>()
  for (const { entry, at } of index.withInitials(initials)) {
    const share = initials.length / entry.initialsLength
    keepBest(found, entry.document, weigh(entry, (at === 0 ? 0.6 : 0.4) + 0.4 * share), entry.heading)
  }
  return found
}

function addTypos(index: GramIndex, keys: string, found: Map<number, TitleMatch>, belief: number): void {
  for (const entry of index.resembling(keys, MIN_LIKENESS, TYPO_CANDIDATES)) {
    const longer = Math.max(keys.length, entry.length)
    const limit = Math.floor(longer * (1 - MIN_LIKENESS))
    const distance = editDistance(keys, entry.readKeys(), limit)
    if (distance > limit) continue
    keepBest(
      found,
      entry.document,
      weigh(entry, belief * TYPO_WEIGHT * (1 - distance / longer)),
      entry.heading,
    )
  }
}

/** A beginning counts more than a word inside, and that more than a piece; all by the share of the whole. */
function scorePart(entry: TabledEntry, at: number, length: number): number {
  const share = length / entry.length
  if (share === 1) return 1
  if (at === 0) return 0.65 + 0.35 * share
  return (entry.startsWord(at) ? WORD_INSIDE : 0.25) + 0.4 * share
}

function weigh(entry: TabledEntry, score: number): number {
  return entry.heading < 0 ? score : score * HEADING_WEIGHT
}

function keepBest(found: Map<number, TitleMatch>, document: number, score: number, heading: number): void {
  const known = found.get(document)
  if (known === undefined || known.score < score) found.set(document, { score, heading })
}

function bestOf(found: Map<number, TitleMatch>): number {
  let best = 0
  for (const { score } of found.values()) if (score > best) best = score
  return best
}
