import type { HeldDocument, IndexedDocument, NamedDocument, SearchEngine } from './engine.ts'
import { readsAlike, type Shelf, type ShelvedDocument } from './shelf.ts'
import { isOpen } from './visibility.ts'

const BATCH = 50
/** Bodies are read so many at once. */
const READ_AT_ONCE = 10
const NAMES_AT_ONCE = 500
const MUCH = 500

/**
 * Brings an engine to what is on the shelf: what it holds from before stays where nothing changed, the rest is put, by
 * name first, so that titles are found while texts are read. Documents that change meanwhile are put by whoever changes them.
 */
export async function fillEngine(
  engine: SearchEngine,
  shelf: Shelf,
  held: readonly HeldDocument[],
): Promise<void> {
  const versions = new Map<number, string>()
  const gone: number[] = []
  for (const { number, key, version } of held) {
    if (shelf.read(number)?.key === key) versions.set(number, version)
    else gone.push(number)
  }
  if (gone.length > 0) await engine.remove(gone)
  const wanted = [...shelf.shelved()].filter(
    // What is closed is never kept.
    ({ facts, version }) => version === '' || !isOpen(facts) || versions.get(facts.number) !== version,
  )
  for (const some of inBatches(wanted, NAMES_AT_ONCE)) {
    await engine.name(some.filter((document) => isPresent(shelf, document)).map(nameOf))
  }
  await putPresent(() => [engine], shelf, wanted)
  if (wanted.length >= MUCH) await engine.settle()
}

/** Puts documents with their texts, those that changed while their texts were read left out, for they are put by others. */
export async function putPresent(
  engines: () => readonly SearchEngine[],
  shelf: Shelf,
  documents: readonly ShelvedDocument[],
): Promise<void> {
  for (const some of inBatches(documents, BATCH)) {
    const read: IndexedDocument[] = []
    for (const few of inBatches(some, READ_AT_ONCE)) read.push(...(await Promise.all(few.map(indexed))))
    // Nothing is waited for between this look and the calls, so no older text is put over a newer one.
    const present = read.filter((_, at) => isPresent(shelf, some[at]))
    if (present.length > 0) await Promise.all(engines().map((engine) => engine.put(present)))
  }
}

/** A document with its text, for an engine. */
export async function indexed({ facts, key, version, readText }: ShelvedDocument): Promise<IndexedDocument> {
  return { number: facts.number, key, version, isOpen: isOpen(facts), text: await readText() }
}

function isPresent(shelf: Shelf, document: ShelvedDocument | undefined): boolean {
  return document !== undefined && readsAlike(shelf.read(document.facts.number), document)
}

function nameOf({ facts }: ShelvedDocument): NamedDocument {
  const { number, title, headings } = facts
  return { number, isOpen: isOpen(facts), title, headings: headings.map(({ text }) => text) }
}

function* inBatches<T>(all: readonly T[], length: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += length) yield all.slice(at, at + length)
}
