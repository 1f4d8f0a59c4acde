import { createEntryTable, type EntryTable, type TabledEntry } from './entry-table.ts'
import { GramList } from './gram-list.ts'
import { gramsOf, gramsOfEntry, pairsOfInitials, WORD_MARK, type TitleEntry } from './title-entries.ts'

/** An entry, and where it holds what was looked for. */
export interface Holding {
  readonly entry: TabledEntry
  readonly at: number
}

/** Titles and headings by the grams they hold. Removed entries leave holes, cleared when they are many. */
export interface GramIndex {
  /** All entries of a document that has none. */
  add(entries: readonly TitleEntry[]): void
  remove(document: number): void
  /** Entries that hold the initial consonants. */
  withInitials(initials: string): Iterable<Holding>
  /** Entries that hold the keys; of fewer than three, at the start of a word. */
  holding(keys: string): Iterable<Holding>
  /** The entries that share most grams with the keys, of those that are at least `likeness` times as long, or as short. */
  resembling(keys: string, likeness: number, limit: number): TabledEntry[]
}

/** What is gone through for typos: as many rarer grams as hold so many entries, but some in any case. */
const POSTINGS_BUDGET = 15_000
const GRAMS_AT_LEAST = 4
const LEAST_SHARED = 0.2
const HOLES = 1_000

export function createGramIndex(): GramIndex {
  let table = createEntryTable()
  let lists = new Map<string, GramList>()
  let firstOf = new Map<number, number>()
  let holes = 0
  let shared = new Uint16Array(0)

  function add(entries: readonly TitleEntry[]): void {
    entries.forEach((entry, at) => {
      const number = table.add(entry)
      if (at === 0) firstOf.set(entry.document, number)
      for (const gram of gramsOfEntry(entry)) {
        let list = lists.get(gram)
        if (list === undefined) lists.set(gram, (list = new GramList()))
        list.add(number)
      }
    })
  }

  function remove(document: number): void {
    for (const number of numbersOf(table, firstOf, document)) {
      table.remove(number)
      holes++
    }
    firstOf.delete(document)
    if (holes > HOLES && holes > table.size / 2) rebuild()
  }

  function rebuild(): void {
    const before = table
    const documents = [...firstOf.keys()].map((document) =>
      [...numbersOf(before, firstOf, document)].map((number) => before.read(number)),
    )
    table = createEntryTable()
    lists = new Map()
    firstOf = new Map()
    holes = 0
    documents.forEach(add)
  }

  function findIn(list: GramList | undefined, part: 'keys' | 'initials', wanted: string): Holding[] {
    const found: Holding[] = []
    list?.each((number) => {
      if (table.documentOf(number) === undefined) return
      const at = table.find(number, part, wanted)
      if (at >= 0) found.push({ entry: table.get(number), at })
    })
    return found
  }

  function rarest(grams: Iterable<string>): GramList | undefined {
    let shortest: GramList | undefined
    for (const gram of grams) {
      const list = lists.get(gram)
      if (list === undefined) return undefined
      if (shortest === undefined || list.count < shortest.count) shortest = list
    }
    return shortest
  }

  function resembling(keys: string, likeness: number, limit: number): TabledEntry[] {
    if (shared.length < table.size) shared = new Uint16Array(Math.ceil(table.size * 1.4))
    const touched: number[] = []
    const told = telling(keys)
    for (const list of told) {
      list?.each((number) => {
        if (shared[number] === 0) touched.push(number)
        shared[number] = (shared[number] ?? 0) + 1
      })
    }
    const candidates: [likeness: number, number: number][] = []
    for (const number of touched) {
      const common = shared[number] ?? 0
      shared[number] = 0
      if (table.documentOf(number) === undefined) continue
      const length = table.lengthOf(number)
      const ratio = length / keys.length
      if (ratio < likeness || ratio > 1 / likeness) continue
      const alike = (2 * common) / (told.length + Math.min(told.length, length))
      if (alike > LEAST_SHARED) candidates.push([alike, number])
    }
    candidates.sort(([one], [other]) => other - one)
    return candidates.slice(0, limit).map(([, number]) => table.get(number))
  }

  /** The lists under the keys' rarer grams: the common ones cost most and tell least. */
  function telling(keys: string): (GramList | undefined)[] {
    const grams = new Set(gramsOf(keys)).add(WORD_MARK + keys.slice(0, 1)).add(WORD_MARK + keys.slice(0, 2))
    const told = Array.from(grams, (gram) => lists.get(gram)).sort(
      (one, other) => (one?.count ?? 0) - (other?.count ?? 0),
    )
    let sum = 0
    return told.filter((list, at) => {
      sum += list?.count ?? 0
      return at < GRAMS_AT_LEAST || sum <= POSTINGS_BUDGET
    })
  }

  return {
    add,
    remove,
    holding: (keys) =>
      findIn(keys.length < 3 ? lists.get(WORD_MARK + keys) : rarest(gramsOf(keys)), 'keys', keys),
    withInitials: (initials) => findIn(rarest(pairsOfInitials(initials)), 'initials', initials),
    resembling,
  }
}

/** A document's entries were added one after another. */
function* numbersOf(
  table: EntryTable,
  firstOf: ReadonlyMap<number, number>,
  document: number,
): Generator<number> {
  const first = firstOf.get(document)
  if (first === undefined) return
  for (let number = first; number < table.size && table.documentOf(number) === document; number++)
    yield number
}
