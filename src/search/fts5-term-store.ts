import type { DatabaseSync } from 'node:sqlite'
import { toJamo } from './jamo.ts'
import { BIGRAM_MARK } from './tokens.ts'
import { lookupGrams, typosIn, type Vocabulary } from './vocabulary.ts'
import { createWordShapes } from './word-shapes.ts'

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
    vocabulary: createStoredVocabulary(database, { flush, remember }),
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

interface KnownTerms {
  /** To be called before frequencies are read. */
  flush: () => void
  /** Whoever asks for a word asks next how frequent it is. */
  remember: (row: object | undefined) => KnownTerm | undefined
}

function createStoredVocabulary(database: DatabaseSync, terms: KnownTerms): Vocabulary {
  const { flush, remember } = terms
  const word = database.prepare('SELECT word FROM terms WHERE term = ?')
  const holding = database.prepare(
    `SELECT id, terms.term AS term, frequency FROM grams JOIN terms ON terms.id = grams.term
     WHERE gram = ? AND frequency > 0 AND terms.term <> ? AND instr(terms.term, ?) > 0
     ORDER BY frequency DESC LIMIT ${MOST_FOUND}`,
  )
  const beginning = database.prepare(
    `SELECT id, terms.term AS term, frequency FROM grams JOIN terms ON terms.id = grams.term
     WHERE gram = ? AND frequency > 0 AND terms.term > ? AND terms.term < ?
     ORDER BY frequency DESC LIMIT ${MOST_FOUND}`,
  )
  const termOf = database.prepare('SELECT id, term, frequency FROM terms WHERE id = ? AND frequency > 0')
  const added = database.prepare('SELECT id, term FROM terms WHERE id > ? ORDER BY id')
  const shapes = createWordShapes()
  const read = (rows: readonly object[]): string[] => rows.flatMap((row) => remember(row)?.term ?? [])
  let lastNoted = 0

  function noteNew(): void {
    for (const { id, term } of added.iterate(lastNoted) as Iterable<{ id: number; term: string }>) {
      if (!term.startsWith(BIGRAM_MARK)) shapes.add(id, toJamo(term))
      lastNoted = id
    }
  }

  return {
    wordFor: (term) => (word.get(term)?.word as string | null | undefined) ?? term,
    holding(piece) {
      flush()
      return read(holding.all(piece.slice(0, 2), piece, piece))
    },
    beginning(prefix) {
      flush()
      return read(beginning.all(`^${prefix.slice(0, 3)}`, prefix, `${prefix}\uffff`))
    },
    resembling(term) {
      const keys = toJamo(term)
      const limit = typosIn(term, keys)
      if (limit === 0) return []
      flush()
      noteNew()
      return shapes
        .near(keys, limit)
        .slice(0, MOST_FOUND)
        .flatMap(({ id }) => remember(termOf.get(id))?.term ?? [])
    },
  }
}
