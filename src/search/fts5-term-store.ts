import type { DatabaseSync } from 'node:sqlite'
import { editDistance } from './edit-distance.ts'
import { toJamo } from './jamo.ts'
import { BIGRAM_MARK } from './tokens.ts'
import { countBits, lookupGrams, maskOf, typosIn, type Vocabulary } from './vocabulary.ts'

export interface KnownTerm {
  readonly id: number
  readonly term: string
  /** How many documents have it. */
  frequency: number
}

/** The terms of an index in SQLite: by number, with how many documents have them, and as a vocabulary. */
export interface TermTable {
  find(term: string): KnownTerm | undefined
  /** One document more has the term. @returns its number. */
  add(term: string, word: string | undefined): number
  /** One document less has it. */
  drop(id: number): void
  /** Writes down what changed. */
  flush(): void
  readonly vocabulary: Vocabulary
}

const CACHE_LIMIT = 100_000
const MOST_FOUND = 40

export function createTermTable(database: DatabaseSync): TermTable {
  const byTerm = database.prepare('SELECT id, term, frequency FROM terms WHERE term = ?')
  const byId = database.prepare('SELECT id, term, frequency FROM terms WHERE id = ?')
  const insert = database.prepare('INSERT INTO terms (term, word, frequency) VALUES (?, ?, 0)')
  const insertGram = database.prepare('INSERT INTO grams VALUES (?, ?)')
  const update = database.prepare('UPDATE terms SET frequency = ? WHERE id = ?')
  const known = new Map<string, KnownTerm>()
  const changed = new Map<number, KnownTerm>()

  function find(term: string): KnownTerm | undefined {
    const found = known.get(term) ?? remember(byTerm.get(term))
    return found === undefined || found.frequency === 0 ? undefined : found
  }

  function remember(row: object | undefined): KnownTerm | undefined {
    if (row === undefined) return undefined
    const found = { ...row } as KnownTerm
    const own = known.get(found.term)
    if (own !== undefined) return own
    if (known.size >= CACHE_LIMIT) {
      flush()
      known.clear()
    }
    known.set(found.term, found)
    return found
  }

  function count(term: KnownTerm, by: 1 | -1): void {
    term.frequency += by
    changed.set(term.id, term)
  }

  function flush(): void {
    for (const { id, frequency } of changed.values()) update.run(frequency, id)
    changed.clear()
  }

  return {
    find,
    add(term, word) {
      const found = known.get(term) ?? remember(byTerm.get(term)) ?? introduce(term, word)
      count(found, 1)
      return found.id
    },
    drop(id) {
      const found = changed.get(id) ?? remember(byId.get(id))
      if (found !== undefined) count(found, -1)
    },
    flush,
    vocabulary: createStoredVocabulary(database, flush),
  }

  function introduce(term: string, word: string | undefined): KnownTerm {
    const { lastInsertRowid } = insert.run(term, word ?? null)
    const id = Number(lastInsertRowid)
    if (!term.startsWith(BIGRAM_MARK)) for (const gram of lookupGrams(term)) insertGram.run(gram, id)
    const found = { id, term, frequency: 0 }
    known.set(term, found)
    return found
  }
}

/** @param flush is called before frequencies are read. */
function createStoredVocabulary(database: DatabaseSync, flush: () => void): Vocabulary {
  const word = database.prepare('SELECT word FROM terms WHERE term = ?')
  const holding = database.prepare(
    `SELECT terms.term AS term FROM grams JOIN terms ON terms.id = grams.term
     WHERE gram = ? AND frequency > 0 AND terms.term <> ? AND instr(terms.term, ?) > 0
     ORDER BY frequency DESC LIMIT ${MOST_FOUND}`,
  )
  const beginning = database.prepare(
    `SELECT terms.term AS term FROM grams JOIN terms ON terms.id = grams.term
     WHERE gram = ? AND frequency > 0 AND terms.term > ? AND terms.term < ?
     ORDER BY frequency DESC LIMIT ${MOST_FOUND}`,
  )
  const termOf = database.prepare('SELECT term FROM terms WHERE id = ? AND frequency > 0')
  const shapes = createShapes(database)

  return {
    wordFor: (term) => (word.get(term)?.word as string | null | undefined) ?? term,
    holding(piece) {
      flush()
      return termsIn(holding.all(piece.slice(0, 2), piece, piece))
    },
    beginning(prefix) {
      flush()
      return termsIn(beginning.all(`^${prefix.slice(0, 3)}`, prefix, `${prefix}\uffff`))
    },
    resembling(term) {
      const keys = toJamo(term)
      const limit = typosIn(term, keys)
      if (limit === 0) return []
      flush()
      const near: [distance: number, term: string][] = []
      for (const { id, distance } of shapes.near(keys, limit)) {
        const candidate = termOf.get(id)?.term as string | undefined
        if (candidate !== undefined) near.push([distance, candidate])
      }
      return near.sort(([one], [other]) => one - other).map(([, candidate]) => candidate)
    },
  }
}

function termsIn(rows: readonly object[]): string[] {
  return rows.map((row) => (row as { term: string }).term)
}

interface Near {
  readonly id: number
  readonly distance: number
}

/** All terms as the keys that type them, in memory: which resemble another is seen without reading them. */
function createShapes(database: DatabaseSync): { near(keys: string, limit: number): Near[] } {
  const read = database.prepare('SELECT id, term FROM terms WHERE id > ? ORDER BY id')
  read.setReturnArrays(true)
  let starts = new Uint32Array(1_024)
  let masks = new Int32Array(1_024)
  let codes = new Uint16Array(8_192)
  let last = 0

  function catchUp(): void {
    for (const row of read.iterate(last) as unknown as Iterable<[number, string]>) {
      const [id, term] = row
      const keys = term.startsWith(BIGRAM_MARK) ? '' : toJamo(term)
      const start = starts[last + 1] ?? 0
      const end = start + keys.length
      if (id + 1 >= starts.length) {
        starts = enlarged(starts, new Uint32Array(id * 2))
        masks = enlarged(masks, new Int32Array(id * 2))
      }
      if (end > codes.length) codes = enlarged(codes, new Uint16Array(end * 2))
      for (let at = 0; at < keys.length; at++) codes[start + at] = keys.charCodeAt(at)
      starts.fill(start, last + 1, id + 1)
      starts[id + 1] = end
      masks[id] = maskOf(keys)
      last = id
    }
  }

  return {
    near(keys, limit) {
      catchUp()
      const mask = maskOf(keys)
      const found: Near[] = []
      for (let id = 1; id <= last; id++) {
        const [start = 0, end = 0] = [starts[id], starts[id + 1]]
        if (Math.abs(end - start - keys.length) > limit) continue
        if (countBits((masks[id] ?? 0) ^ mask) > 2 * limit) continue
        const distance = editDistance(keys, String.fromCharCode(...codes.subarray(start, end)), limit)
        if (distance > 0 && distance <= limit) found.push({ id, distance })
      }
      return found
    },
  }
}

function enlarged<T extends Uint32Array | Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
