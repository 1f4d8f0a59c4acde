import { rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { ShownText } from './document-text.ts'
import type { HeldDocument, NamedDocument } from './engine.ts'
import type { Headlines } from './headlines.ts'

/** What is kept of a document: enough to search by it and to show it, without its page. */
export interface StoredDocument extends HeldDocument {
  readonly title: string
  readonly headings: readonly string[]
  /** The document's terms, in the form of the body that reads them. */
  readonly terms: Uint8Array
  readonly headlines: Headlines
  readonly text: ShownText
}

/**
 * The documents of an index in a SQLite file, written at once or shortly after, each with the version of the text it was
 * made from: a file that a killed process left tells by itself what it has and what it lacks.
 */
export interface IndexStore {
  readonly database: DatabaseSync
  held(): HeldDocument[]
  named(): Iterable<Omit<NamedDocument, 'isOpen'>>
  put(document: StoredDocument): void
  remove(number: number): void
  textOf(number: number): ShownText | undefined
  termsOf(number: number): Uint8Array | undefined
  headlinesOf(number: number): Headlines | undefined
  allTerms(): Iterable<{ number: number; terms: Uint8Array }>
  /** Begins a transaction, committed a moment later. */
  write(): void
  /** Asked before each commit for what else belongs to it. */
  onCommit(listener: () => void): void
  close(): void
  /** Closes without writing anything more. */
  abandon(): void
}

export interface IndexFile {
  /** Path of the file; empty for one of this process alone, gone when it ends. */
  readonly file: string
  /** What made the index: a file made by anything else is not used. */
  readonly maker: string
}

const COMMIT_AFTER_MS = 200
const COMMIT_AFTER_WRITES = 500
/** A file up to this many bytes is read through when it is opened; of a larger one only the length is looked at. */
const CHECKED_BYTES = 16 * 1024 * 1024

/**
 * Opens the file, or makes it where it is missing, damaged or of another maker. Where another process has it open, it is
 * left alone, and a private one serves.
 */
export function openIndexStore({ file, maker }: IndexFile): IndexStore {
  if (file === '') return createStore(openDatabase('', maker))
  try {
    return createStore(openDatabase(file, maker))
  } catch (error) {
    if (isBusy(error)) return createStore(openDatabase('', maker))
    return createStore(openAnew(file, maker))
  }
}

/** A file that cannot be made serves nobody; searching goes on without one. */
function openAnew(file: string, maker: string): DatabaseSync {
  try {
    removeIndexFile(file)
    return openDatabase(file, maker)
  } catch {
    return openDatabase('', maker)
  }
}

/** Whoever has the file open keeps it until closing it. */
export function removeIndexFile(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true })
}

function openDatabase(file: string, maker: string): DatabaseSync {
  const database = new DatabaseSync(file)
  try {
    // One process has the file; another one is told so at once.
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE')
    if (file !== '') database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    database.exec('PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE; COMMIT')
    if (!isSound(database, file)) throw new Error('The index file is damaged')
    if (makerOf(database) !== maker) {
      if (makerOf(database) !== undefined) throw new Error('The index file was made otherwise')
      create(database, maker)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function isSound(database: DatabaseSync, file: string): boolean {
  if (file === '') return true
  const bytes = statSync(file).size
  const { pages, size } = database
    .prepare('SELECT page_count AS pages, page_size AS size FROM pragma_page_count(), pragma_page_size()')
    .get() as { pages: number; size: number }
  const inLog = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (bytes + inLog < pages * size) return false
  if (bytes > CHECKED_BYTES) return true
  return database.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok'
}

function makerOf(database: DatabaseSync): unknown {
  const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'maker'").get()
  return known && database.prepare('SELECT fingerprint FROM maker').get()?.fingerprint
}

function create(database: DatabaseSync, maker: string): void {
  database.exec(`
    BEGIN;
    CREATE TABLE documents (
      number INTEGER PRIMARY KEY, key TEXT NOT NULL, version TEXT NOT NULL, title TEXT NOT NULL, headings TEXT NOT NULL
    );
    CREATE TABLE weights (number INTEGER PRIMARY KEY, headlines BLOB NOT NULL, terms BLOB NOT NULL);
    CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE maker (fingerprint TEXT NOT NULL);
    CREATE TABLE terms (
      id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, word TEXT, frequency INTEGER NOT NULL
    );
    CREATE TABLE grams (gram TEXT, term INTEGER, PRIMARY KEY (gram, term)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE postings USING fts5(terms, content = '', columnsize = 0, detail = none, tokenize = ascii);
  `)
  database.prepare('INSERT INTO maker VALUES (?)').run(maker)
  database.exec('COMMIT')
}

function createStore(database: DatabaseSync): IndexStore {
  const all = database.prepare('SELECT number, key, version FROM documents')
  const names = database.prepare('SELECT number, title, headings FROM documents')
  const putDocument = database.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)')
  const putWeights = database.prepare('INSERT OR REPLACE INTO weights VALUES (?, ?, ?)')
  const putText = database.prepare('INSERT OR REPLACE INTO texts VALUES (?, ?)')
  const removeDocument = database.prepare('DELETE FROM documents WHERE number = ?')
  const removeWeights = database.prepare('DELETE FROM weights WHERE number = ?')
  const removeText = database.prepare('DELETE FROM texts WHERE number = ?')
  const text = database.prepare('SELECT text FROM texts WHERE number = ?')
  const terms = database.prepare('SELECT terms FROM weights WHERE number = ?')
  const headlines = database.prepare('SELECT headlines FROM weights WHERE number = ?')
  const everyTerms = database.prepare('SELECT number, terms FROM weights')
  let writes = 0
  let timer: NodeJS.Timeout | undefined
  const listeners: (() => void)[] = []

  function write(): void {
    if (database.isTransaction && ++writes < COMMIT_AFTER_WRITES) return
    commit()
    database.exec('BEGIN')
    timer = setTimeout(commit, COMMIT_AFTER_MS)
  }

  function commit(): void {
    clearTimeout(timer)
    writes = 0
    if (!database.isTransaction) return
    for (const listener of listeners) listener()
    database.exec('COMMIT')
  }

  return {
    database,
    held: () => all.all() as unknown as HeldDocument[],
    *named() {
      for (const row of names.iterate()) {
        yield {
          number: row.number as number,
          title: row.title as string,
          headings: JSON.parse(row.headings as string) as string[],
        }
      }
    },
    put({ number, key, version, title, headings, ...content }) {
      putDocument.run(number, key, version, title, JSON.stringify(headings))
      putWeights.run(number, new Uint8Array(content.headlines.buffer), content.terms)
      putText.run(number, JSON.stringify(content.text))
    },
    remove(number) {
      removeDocument.run(number)
      removeWeights.run(number)
      removeText.run(number)
    },
    textOf(number) {
      const row = text.get(number)
      return row && (JSON.parse(row.text as string) as ShownText)
    },
    termsOf: (number) => terms.get(number)?.terms as Uint8Array | undefined,
    headlinesOf(number) {
      const bytes = headlines.get(number)?.headlines as Uint8Array<ArrayBuffer> | undefined
      return bytes && new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
    },
    allTerms: () => everyTerms.iterate() as Iterable<{ number: number; terms: Uint8Array }>,
    write,
    onCommit: (listener) => void listeners.push(listener),
    close() {
      commit()
      database.close()
    },
    abandon() {
      clearTimeout(timer)
      database.close()
    },
  }
}

function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: number }
  return errcode !== undefined && (errcode & 0xff) === SQLITE_BUSY
}

const SQLITE_BUSY = 5
