import type { HeldDocument, IndexedDocument, SearchEngine } from './engine.ts'
import type { Shelf, ShelvedDocument } from './shelf.ts'

const BATCH = 50
/** Bodies are read so many at once. */
const READ_AT_ONCE = 10
const NAMES_AT_ONCE = 500

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
    ({ facts, version }) => version === '' || versions.get(facts.number) !== version,
  )
  for (const some of inBatches(wanted, NAMES_AT_ONCE)) {
    await engine.name(some.filter((document) => isPresent(shelf, document)).map(nameOf))
  }
  for (const some of inBatches(wanted, BATCH)) await putPresent(engine, shelf, some)
}

async function putPresent(
  engine: SearchEngine,
  shelf: Shelf,
  documents: readonly ShelvedDocument[],
): Promise<void> {
  const read: [ShelvedDocument, IndexedDocument][] = []
  for (const some of inBatches(documents, READ_AT_ONCE)) {
    read.push(
      ...(await Promise.all(some.map(async (document) => [document, await indexed(document)] as const))).map(
        ([document, text]) => [document, text] as [ShelvedDocument, IndexedDocument],
      ),
    )
  }
  // Nothing is waited for between this look and the call, so no older text is put over a newer one.
  const present = read.filter(([document]) => isPresent(shelf, document)).map(([, entry]) => entry)
  if (present.length > 0) await engine.put(present)
}

/** A document with its text, for an engine. */
export async function indexed({ facts, key, version, readText }: ShelvedDocument): Promise<IndexedDocument> {
  return { number: facts.number, key, version, text: await readText() }
}

function isPresent(shelf: Shelf, document: ShelvedDocument): boolean {
  return shelf.read(document.facts.number) === document
}

function nameOf({ facts }: ShelvedDocument): { number: number; title: string; headings: string[] } {
  return { number: facts.number, title: facts.title, headings: facts.headings.map(({ text }) => text) }
}

function* inBatches<T>(all: readonly T[], length: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += length) yield all.slice(at, at + length)
}
