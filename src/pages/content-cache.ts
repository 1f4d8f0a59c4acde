import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import { hashCode } from '../code-hash.ts'
import type { CommitId } from '../git/ids.ts'
import type { CommitRecord } from '../git/repository.ts'
import { heldOnce } from './held-once.ts'
import type { Variant } from './page.ts'

/** What a start would otherwise derive from git anew: pages as they were read, by blob, and the history up to a commit. */
export interface ContentCache {
  /** By blob and file: `BLOB FILE`. */
  readonly variants: ReadonlyMap<string, Variant>
  /** Oldest first; undefined where the file does not have all of it. */
  readonly history: { readonly head: CommitId; readonly records: readonly CommitRecord[] } | undefined
}

/** The file is a row of parts: length, digest, content. The first says what made it, the last that nothing is missing. */
type Part =
  | { readonly maker: string }
  | { readonly variants: readonly Variant[] }
  | { readonly records: readonly CommitRecord[] }
  | { readonly head: CommitId }

const FILE = 'content.cache'
const PAGES_A_PART = 100
const COMMITS_A_PART = 1_000
const DIGEST_BYTES = 20
const MAX_PART_BYTES = 256 * 1024 * 1024

/**
 * Never throws: a file that is missing, damaged, cut short or of another program is as good as what it has that is sound.
 * Read at once, for at a start nobody waits for anything else, and hundreds of small reads in threads take longer than all of them.
 */
export function readContentCache(folder: string): ContentCache {
  const variants = new Map<string, Variant>()
  const compact = createCompactor()
  const records: CommitRecord[] = []
  let head: CommitId | undefined
  try {
    const file = openSync(join(folder, FILE), 'r')
    try {
      let isOurs = false
      for (const part of partsOf(file)) {
        if ('maker' in part) isOurs = part.maker === fingerprint()
        if (!isOurs) break
        if ('variants' in part)
          for (const variant of part.variants)
            variants.set(`${variant.blob} ${variant.file}`, compact(variant))
        else if ('records' in part) records.push(...part.records)
        else if ('head' in part) head = part.head
      }
    } finally {
      closeSync(file)
    }
  } catch {
    // What was read until then is sound.
  }
  return { variants, history: head && { head, records } }
}

/** Copies of pages as they were written that take half the room: what many have in common is held once. */
function createCompactor(): (variant: Variant) => Variant {
  const known = new Map<string, string>()
  const once = <Text extends string>(text: Text): Text => heldOnce(known, text, text) as Text
  return (variant) => ({
    ...variant,
    lang: once(variant.lang),
    headings: variant.headings.map(({ id, text, level }) => ({ id: once(id), text: once(text), level })),
    links: variant.links.map(({ kind, target }) => ({ kind: once(kind), target: once(target) })),
  })
}

/** Replaces the file at once, a part a turn, so that requests are answered meanwhile. */
export async function writeContentCache(
  folder: string,
  content: {
    readonly variants: readonly Variant[]
    readonly head: CommitId
    readonly records: readonly CommitRecord[]
  },
): Promise<void> {
  const temporary = join(folder, `${FILE}.${process.pid}-${randomBytes(4).toString('hex')}.part`)
  try {
    const handle = await open(temporary, 'wx')
    try {
      for (const part of toParts(content)) {
        await handle.write(framed(part))
        await nextTurn()
      }
    } finally {
      await handle.close()
    }
    await rename(temporary, join(folder, FILE))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function* toParts({ variants, head, records }: Parameters<typeof writeContentCache>[1]): Generator<Part> {
  yield { maker: fingerprint() }
  for (let at = 0; at < variants.length; at += PAGES_A_PART)
    yield { variants: variants.slice(at, at + PAGES_A_PART) }
  for (let at = 0; at < records.length; at += COMMITS_A_PART)
    yield { records: records.slice(at, at + COMMITS_A_PART) }
  yield { head }
}

function framed(part: Part): Buffer {
  const content = serialize(part)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([length, digestOf(content), content])
}

/** Ends at the first part that is not as it was written. */
function* partsOf(file: number): Generator<Part> {
  for (;;) {
    const head = readBytes(file, 4 + DIGEST_BYTES)
    const length = head?.readUInt32BE(0) ?? 0
    const content = length === 0 || length > MAX_PART_BYTES ? undefined : readBytes(file, length)
    if (!head || !content || !digestOf(content).equals(head.subarray(4))) return
    yield deserialize(content) as Part
  }
}

function readBytes(file: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length)
  return readSync(file, bytes, 0, length, null) === length ? bytes : undefined
}

function digestOf(content: Buffer): Buffer {
  return createHash('sha1').update(content).digest()
}

let maker: string | undefined

/** All the code that reads pages. */
function fingerprint(): string {
  return (maker ??= hashCode(
    [import.meta.dirname, join(import.meta.dirname, '../markdown')],
    process.version,
  ))
}
