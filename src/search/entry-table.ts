import type { TitleEntry } from './title-entries.ts'

/** A title or heading in the table, read where it lies. */
export interface TabledEntry {
  readonly document: number
  readonly heading: number
  /** How many keys type it, and how many of its letters are initial consonants. */
  readonly length: number
  readonly initialsLength: number
  startsWord(at: number): boolean
  readKeys(): string
}

/**
 * Titles and headings in flat memory: a wiki of 50,000 pages has half a million, which as objects would take a quarter of a
 * gigabyte. Entries are known by the order in which they were added.
 */
export interface EntryTable {
  readonly size: number
  /** @returns the new entry's number. */
  add(entry: TitleEntry): number
  remove(number: number): void
  /** The document of an entry that is still there. */
  documentOf(number: number): number | undefined
  lengthOf(number: number): number
  get(number: number): TabledEntry
  /** Where an entry has the keys or the initial consonants; below 0 where it does not. */
  find(number: number, part: 'keys' | 'initials', wanted: string): number
  /** The entry as it was added. */
  read(number: number): TitleEntry
}

const GONE = -1
const GROWTH = 1.25

export function createEntryTable(): EntryTable {
  let codes = new Uint16Array(4_096)
  let wordStarts = new Uint16Array(1_024)
  // Of each entry, and one beyond the last: where its parts begin.
  let starts = new Uint32Array(257)
  let words = new Uint32Array(257)
  let keyLengths = new Uint16Array(256)
  let documents = new Int32Array(256)
  let headings = new Int16Array(256)
  let size = 0

  function reserve(entries: number, letters: number, starting: number): void {
    if (entries >= documents.length) {
      const length = Math.ceil(entries * GROWTH)
      starts = enlarged(starts, new Uint32Array(length + 1))
      words = enlarged(words, new Uint32Array(length + 1))
      keyLengths = enlarged(keyLengths, new Uint16Array(length))
      documents = enlarged(documents, new Int32Array(length))
      headings = enlarged(headings, new Int16Array(length))
    }
    if (letters > codes.length) codes = enlarged(codes, new Uint16Array(Math.ceil(letters * GROWTH)))
    if (starting > wordStarts.length)
      wordStarts = enlarged(wordStarts, new Uint16Array(Math.ceil(starting * GROWTH)))
  }

  function add(entry: TitleEntry): number {
    const number = size
    const start = starts[number] ?? 0
    const word = words[number] ?? 0
    const letters = entry.keys + entry.initials
    reserve(number + 1, start + letters.length, word + entry.wordStarts.length)
    for (let at = 0; at < letters.length; at++) codes[start + at] = letters.charCodeAt(at)
    wordStarts.set(entry.wordStarts, word)
    starts[number + 1] = start + letters.length
    words[number + 1] = word + entry.wordStarts.length
    keyLengths[number] = entry.keys.length
    documents[number] = entry.document
    headings[number] = entry.heading
    size++
    return number
  }

  function find(number: number, part: 'keys' | 'initials', wanted: string): number {
    const start = (starts[number] ?? 0) + (part === 'keys' ? 0 : (keyLengths[number] ?? 0))
    const end = part === 'keys' ? start + (keyLengths[number] ?? 0) : (starts[number + 1] ?? 0)
    const first = wanted.charCodeAt(0)
    for (let at = start; at + wanted.length <= end; at++) {
      if (codes[at] !== first) continue
      let same = 1
      while (same < wanted.length && codes[at + same] === wanted.charCodeAt(same)) same++
      if (same === wanted.length) return at - start
    }
    return -1
  }

  function text(from: number, to: number): string {
    return String.fromCharCode(...codes.subarray(from, to))
  }

  function get(number: number): TabledEntry {
    const start = starts[number] ?? 0
    const length = keyLengths[number] ?? 0
    return {
      document: documents[number] ?? GONE,
      heading: headings[number] ?? 0,
      length,
      initialsLength: (starts[number + 1] ?? 0) - start - length,
      startsWord: (at) => wordStarts.subarray(words[number], words[number + 1]).includes(at),
      readKeys: () => text(start, start + length),
    }
  }

  return {
    get size() {
      return size
    },
    add,
    remove: (number) => void (documents[number] = GONE),
    documentOf(number) {
      const document = documents[number] ?? GONE
      return document === GONE ? undefined : document
    },
    lengthOf: (number) => keyLengths[number] ?? 0,
    get,
    find,
    read(number) {
      const { document, heading, length } = get(number)
      const start = starts[number] ?? 0
      return {
        document,
        heading,
        keys: text(start, start + length),
        initials: text(start + length, starts[number + 1] ?? 0),
        wordStarts: [...wordStarts.subarray(words[number], words[number + 1])],
      }
    },
  }
}

function enlarged<T extends Uint32Array | Int32Array | Uint16Array | Int16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
