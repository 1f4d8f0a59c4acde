import { editDistance } from './edit-distance.ts'
import { isInitialsOnly, toJamo } from './jamo.ts'
import { onOtherLayout } from './keyboard-layout.ts'
import { squash } from './normalise.ts'
import {
  gramsOf,
  gramsOfEntry,
  pairsOfInitials,
  titleEntry,
  WORD_MARK,
  type TitleEntry,
} from './title-entries.ts'

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
const TYPO_CANDIDATES = 60
/** What is gone through for typos: as many rarer grams as hold so many entries, but some in any case. */
const POSTINGS_BUDGET = 15_000
const GRAMS_AT_LEAST = 4
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
      index.add(titleEntry(document, -1, title))
      headings.slice(0, HEADINGS_LIMIT).forEach((text, at) => {
        index.add(titleEntry(document, at, text))
      })
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
  for (const entry of index.holding(keys)) {
    const at = entry.keys.indexOf(keys)
    if (at >= 0)
      keepBest(found, entry.document, weigh(entry, scorePart(entry, at, keys.length)), entry.heading)
  }
  const best = bestOf(found)
  // What is there as typed is hardly a slip of the fingers.
  if (keys.length >= 4 && best < 0.95) addTypos(index, keys, found, best >= WORD_INSIDE ? DOUBTFUL : 1)
  return found
}

function matchInitials(index: GramIndex, initials: string): Map<number, TitleMatch> {
  const found = new Map<number, TitleMatch>()
  for (const entry of index.withInitials(initials)) {
    const at = entry.initials.indexOf(initials)
    if (at < 0) continue
    const share = initials.length / entry.initials.length
    keepBest(found, entry.document, weigh(entry, (at === 0 ? 0.6 : 0.4) + 0.4 * share), entry.heading)
  }
  return found
}

function addTypos(index: GramIndex, keys: string, found: Map<number, TitleMatch>, belief: number): void {
  for (const entry of index.resembling(keys, TYPO_CANDIDATES)) {
    const longer = Math.max(keys.length, entry.keys.length)
    const limit = Math.floor(longer * (1 - MIN_LIKENESS))
    const distance = editDistance(keys, entry.keys, limit)
    if (distance > limit) continue
    keepBest(found, entry.document, weigh(entry, belief * 0.95 * (1 - distance / longer)), entry.heading)
  }
}

/** A beginning counts more than a word inside, and that more than a piece; all by the share of the whole. */
function scorePart(entry: TitleEntry, at: number, length: number): number {
  const share = length / entry.keys.length
  if (share === 1) return 1
  if (at === 0) return 0.55 + 0.4 * share
  return (entry.wordStarts.includes(at) ? WORD_INSIDE : 0.25) + 0.4 * share
}

function weigh(entry: TitleEntry, score: number): number {
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

interface GramIndex {
  add(entry: TitleEntry): void
  remove(document: number): void
  /** Entries that may hold the initial consonants: those under the rarest pair. */
  withInitials(initials: string): Iterable<TitleEntry>
  /** Entries that may hold the keys: those under the rarest gram. */
  holding(keys: string): Iterable<TitleEntry>
  /** The entries that share most grams with the keys. */
  resembling(keys: string, limit: number): TitleEntry[]
}

/** From grams to entries. Removed entries leave holes, cleared when they are many. */
function createGramIndex(): GramIndex {
  let entries: (TitleEntry | undefined)[] = []
  let postings = new Map<string, number[]>()
  const ofDocument = new Map<number, number[]>()
  let holes = 0

  function add(entry: TitleEntry): void {
    const number = entries.push(entry) - 1
    for (const gram of gramsOfEntry(entry)) {
      const list = postings.get(gram)
      if (list === undefined) postings.set(gram, [number])
      else list.push(number)
    }
    const own = ofDocument.get(entry.document)
    if (own === undefined) ofDocument.set(entry.document, [number])
    else own.push(number)
  }

  function remove(document: number): void {
    for (const number of ofDocument.get(document) ?? []) {
      entries[number] = undefined
      holes++
    }
    ofDocument.delete(document)
    if (holes > 1_000 && holes > entries.length / 2) rebuild()
  }

  function rebuild(): void {
    const kept = entries.filter((entry) => entry !== undefined)
    entries = []
    postings = new Map()
    ofDocument.clear()
    holes = 0
    kept.forEach(add)
  }

  function* holding(keys: string): Generator<TitleEntry> {
    yield* entriesIn(keys.length < 3 ? (postings.get(WORD_MARK + keys) ?? []) : rarest(gramsOf(keys)))
  }

  function* withInitials(initials: string): Generator<TitleEntry> {
    yield* entriesIn(rarest(pairsOfInitials(initials)))
  }

  function* entriesIn(list: readonly number[]): Generator<TitleEntry> {
    for (const number of list) {
      const entry = entries[number]
      if (entry !== undefined) yield entry
    }
  }

  function rarest(grams: Iterable<string>): readonly number[] {
    let shortest: readonly number[] | undefined
    for (const gram of grams) {
      const list = postings.get(gram) ?? []
      if (shortest === undefined || list.length < shortest.length) shortest = list
    }
    return shortest ?? []
  }

  function resembling(keys: string, limit: number): TitleEntry[] {
    const shared = new Uint16Array(entries.length)
    const touched: number[] = []
    const lists = telling(keys)
    for (const list of lists) {
      for (const number of list) {
        if (shared[number] === 0) touched.push(number)
        shared[number] = (shared[number] ?? 0) + 1
      }
    }
    const candidates: [likeness: number, entry: TitleEntry][] = []
    for (const number of touched) {
      const entry = entries[number]
      if (entry === undefined) continue
      const ratio = entry.keys.length / keys.length
      if (ratio < MIN_LIKENESS || ratio > 1 / MIN_LIKENESS) continue
      const likeness =
        (2 * (shared[number] ?? 0)) / (lists.length + Math.min(lists.length, entry.keys.length))
      if (likeness > 0.2) candidates.push([likeness, entry])
    }
    candidates.sort(([one], [other]) => other - one)
    return candidates.slice(0, limit).map(([, entry]) => entry)
  }

  /** The lists under the keys' rarer grams: the common ones cost most and tell least. */
  function telling(keys: string): (readonly number[])[] {
    const grams = new Set(gramsOf(keys)).add(WORD_MARK + keys.slice(0, 1)).add(WORD_MARK + keys.slice(0, 2))
    const lists = Array.from(grams, (gram) => postings.get(gram) ?? []).sort(
      (one, other) => one.length - other.length,
    )
    let sum = 0
    return lists.filter((list, at) => {
      sum += list.length
      return at < GRAMS_AT_LEAST || sum <= POSTINGS_BUDGET
    })
  }

  return { add, remove, withInitials, holding, resembling }
}
