import { createReadStream, createWriteStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { InvalidError } from '../errors.ts'
import { isErrorWithCode, syncPath } from '../git/durable.ts'
import { hashFile } from './hash-file.ts'
import { FORMAT, formatManifestSum, MANIFEST, Manifest, MANIFEST_SUM, type Part } from './manifest.ts'
import { BLOCK, paddingOf, parseTarHeader } from './tar.ts'

/** A backup file whose manifest has been read. */
export interface Archive {
  readonly path: string
  readonly manifest: Manifest
  /** Where each part's bytes start. */
  readonly starts: ReadonlyMap<Part['name'], number>
}

const MOST_ENTRIES = 16
const MOST_MANIFEST_BYTES = 64 * 1024

/**
 * Reads what a backup says it holds. Names in it are only ever compared, never written to.
 * @throws InvalidError `backup.notThere`, `backup.notBackup`, `backup.newer`, `backup.damaged`
 */
export async function openArchive(path: string): Promise<Archive> {
  const handle = await openToRead(path)
  try {
    const entries = await listEntries(handle)
    const manifest = await readManifest(handle, path, entries)
    const starts = new Map<Part['name'], number>()
    for (const { name, bytes } of manifest.parts) {
      const entry = entries.find((candidate) => candidate.name === name)
      if (entry?.bytes !== bytes) throw damaged(name, 'it is missing or cut short')
      starts.set(name, entry.start)
    }
    return { path, manifest, starts }
  } finally {
    await handle.close()
  }
}

/** @throws InvalidError `backup.damaged` where a part is not what was written. */
export async function verifyParts({ path, manifest, starts }: Archive): Promise<void> {
  for (const { name, bytes, sha256 } of manifest.parts) {
    const found = await hashFile(path, { start: starts.get(name) ?? 0, bytes })
    if (found !== sha256) throw damaged(name, 'its checksum differs')
  }
}

/** Copies one part out; on disk when this resolves. */
export async function extractPart(
  { path, manifest, starts }: Archive,
  name: Part['name'],
  to: string,
): Promise<void> {
  const part = manifest.parts.find((candidate) => candidate.name === name)
  const start = starts.get(name)
  if (!part || start === undefined) return
  const range = { start, end: start + part.bytes - 1 }
  await pipeline(createReadStream(path, range), createWriteStream(to, { flags: 'wx', mode: 0o600 }))
  await syncPath(to)
}

export function damaged(part: string, reason: string, cause?: unknown): InvalidError {
  return new InvalidError('backup.damaged', { part, reason }, { cause })
}

async function openToRead(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, 'r')
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
  } catch (error) {
    if (!isErrorWithCode(error, 'ENOENT', 'ENOTDIR')) throw error
  }
  throw new InvalidError('backup.notThere', { path })
}

interface Entry {
  readonly name: string
  readonly bytes: number
  readonly start: number
}

async function listEntries(handle: FileHandle): Promise<Entry[]> {
  const { size } = await handle.stat()
  const entries: Entry[] = []
  for (let at = 0; entries.length < MOST_ENTRIES;) {
    const header = parseTarHeader(await readBytes(handle, at, BLOCK))
    if (!header || at + BLOCK + header.bytes > size) break
    const padding = await readBytes(handle, at + BLOCK + header.bytes, paddingOf(header.bytes))
    if (padding.some((byte) => byte !== 0)) break
    entries.push({ ...header, name: header.name.replace(/^\.\//, ''), start: at + BLOCK })
    at += BLOCK + header.bytes + paddingOf(header.bytes)
  }
  return entries
}

async function readManifest(handle: FileHandle, path: string, entries: readonly Entry[]): Promise<Manifest> {
  const entry = entries.find(({ name }) => name === MANIFEST)
  if (!entry || entry.bytes > MOST_MANIFEST_BYTES) throw new InvalidError('backup.notBackup', { path })
  const bytes = await readBytes(handle, entry.start, entry.bytes)
  const text = bytes.toString('utf8')
  const manifest = Manifest.safeParse(parseJson(text))
  const format = manifest.success ? manifest.data.format : formatOf(parseJson(text))
  if (format !== undefined && format > FORMAT) throw new InvalidError('backup.newer', { format })
  if (!manifest.success) throw new InvalidError('backup.notBackup', { path })
  const sum = entries.find(({ name }) => name === MANIFEST_SUM)
  const written = sum && (await readBytes(handle, sum.start, Math.min(sum.bytes, BLOCK))).toString('utf8')
  if (written !== formatManifestSum(bytes)) throw damaged(MANIFEST, 'its checksum differs')
  return manifest.data
}

/** A later format may look otherwise, but it says its number. */
function formatOf(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null || !('format' in data)) return undefined
  return typeof data.format === 'number' ? data.format : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
