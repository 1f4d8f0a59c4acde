import type {
  ClosedPart,
  Correction,
  EngineAnswer,
  EngineQuery,
  IndexedDocument,
  Passage,
  SearchEngine,
  TitleAnswer,
} from './engine.ts'

/** Indexes of closed documents kept ready at once. */
const MOST_READERS = 12
/** The index of those who may read all there is. */
const ALL = ''

interface PrivateIndex {
  readonly engine: SearchEngine
  readonly numbers: Set<number>
}

/**
 * Documents that everybody may read are in one index, and each reader of others has an index of just those. What an index
 * answers depends on all that is in it: how rare a word is, which words a compound is cut into, whether a typo is
 * supposed, which score is the best. Leaving out of an answer what a reader may not see would still tell of its words.
 *
 * @param openPrivate opens an empty index in memory
 */
export function createDividedEngine(open: SearchEngine, openPrivate: () => SearchEngine): SearchEngine {
  const closed = new Map<number, IndexedDocument>()
  const indexes = new Map<string, PrivateIndex>()
  let synonyms: readonly (readonly string[])[] = []

  async function put(documents: readonly IndexedDocument[]): Promise<void> {
    const opened = documents.filter(({ isOpen }) => isOpen)
    const others = documents.filter(({ isOpen }) => !isOpen)
    await removeClosed(opened)
    if (opened.length > 0) await open.put(opened)
    if (others.length > 0) await open.remove(others.map(({ number }) => number))
    for (const document of others) closed.set(document.number, document)
    for (const { engine, numbers } of indexes.values()) {
      const known = others.filter(({ number }) => numbers.has(number))
      if (known.length > 0) await engine.put(known)
    }
  }

  async function removeClosed(documents: readonly { readonly number: number }[]): Promise<void> {
    const gone = documents.map(({ number }) => number).filter((number) => closed.delete(number))
    for (const index of indexes.values()) await takeOut(index, gone)
  }

  /** The index of what this reader may read beside what everybody may. */
  async function indexFor({ reader, numbers: wanted }: ClosedPart): Promise<SearchEngine | undefined> {
    const present = new Set(wanted.filter((number) => closed.has(number)))
    if (present.size === 0) return undefined
    const name = present.size === closed.size ? ALL : `by ${reader}`
    const index = indexes.get(name) ?? (await openIndex())
    indexes.delete(name)
    indexes.set(name, index)
    await closeOldest()
    await takeOut(
      index,
      [...index.numbers].filter((number) => !present.has(number)),
    )
    const missing = [...present].filter((number) => !index.numbers.has(number))
    for (const number of missing) index.numbers.add(number)
    if (missing.length > 0) await index.engine.put(missing.flatMap((number) => closed.get(number) ?? []))
    return index.engine
  }

  async function openIndex(): Promise<PrivateIndex> {
    const engine = openPrivate()
    await engine.setSynonyms(synonyms)
    return { engine, numbers: new Set() }
  }

  async function closeOldest(): Promise<void> {
    const [oldest] = indexes
    if (indexes.size <= MOST_READERS || oldest === undefined) return
    const [name, { engine }] = oldest
    indexes.delete(name)
    await engine.close()
  }

  return {
    held: () => open.held(),
    name: (documents) => open.name(documents.filter(({ isOpen }) => isOpen)),
    put,
    async remove(numbers) {
      await removeClosed(numbers.map((number) => ({ number })))
      await open.remove(numbers)
    },
    settle: () => open.settle(),
    async search(query) {
      const answer = await open.search(query)
      const own = await (query.closed && indexFor(query.closed))
      return own === undefined ? answer : join(answer, await own.search(query))
    },
    async searchTitles(text, part) {
      const answer = await open.searchTitles(text)
      const own = await (part && indexFor(part))
      return own === undefined ? answer : joinTitles(answer, await own.searchTitles(text))
    },
    async passages(numbers, query) {
      const own = await (query.closed && indexFor(query.closed))
      const inOpen = await passagesBy(
        open,
        numbers.filter((number) => !closed.has(number)),
        query,
      )
      const inClosed = await passagesBy(
        own,
        numbers.filter((number) => closed.has(number)),
        query,
      )
      return numbers.map((number) => inOpen.get(number) ?? inClosed.get(number) ?? NO_PASSAGE)
    },
    async setSynonyms(groups) {
      synonyms = groups
      await open.setSynonyms(groups)
      for (const { engine } of indexes.values()) await engine.setSynonyms(groups)
    },
    async close() {
      for (const { engine } of indexes.values()) await engine.close()
      await open.close()
    },
  }
}

async function takeOut({ engine, numbers }: PrivateIndex, gone: readonly number[]): Promise<void> {
  const known = gone.filter((number) => numbers.delete(number))
  if (known.length > 0) await engine.remove(known)
}

async function passagesBy(
  engine: SearchEngine | undefined,
  numbers: readonly number[],
  query: EngineQuery,
): Promise<Map<number, Passage>> {
  const passages = numbers.length === 0 ? [] : ((await engine?.passages(numbers, query)) ?? [])
  return new Map(passages.map((passage, at) => [numbers[at] ?? 0, passage]))
}

function join(one: EngineAnswer, other: EngineAnswer): EngineAnswer {
  return {
    numbers: Int32Array.of(...one.numbers, ...other.numbers),
    scores: Float32Array.of(...one.scores, ...other.scores),
    strict: one.strict,
    corrections: joinCorrections(one.corrections, other.corrections),
    titles: joinTitles(one.titles, other.titles),
  }
}

/** A word is unknown where neither part has it. */
function joinCorrections(some: readonly Correction[], others: readonly Correction[]): Correction[] {
  return some.flatMap(({ word, candidates }) => {
    const other = others.find((correction) => correction.word === word)
    return other === undefined ? [] : [{ word, candidates: [...candidates, ...other.candidates] }]
  })
}

function joinTitles(one: TitleAnswer, other: TitleAnswer): TitleAnswer {
  return {
    numbers: Int32Array.of(...one.numbers, ...other.numbers),
    scores: Float32Array.of(...one.scores, ...other.scores),
    headings: Int16Array.of(...one.headings, ...other.headings),
  }
}

const NO_PASSAGE: Passage = { segments: [], titleSegments: [], heading: -1 }
