import { mkdtemp, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { createReadStream, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { openDatabase } from '../db/open.ts'
import { InvalidError } from '../errors.ts'
import { isErrorWithCode, storageFailure, syncPath } from '../git/durable.ts'
import type { CommitId } from '../git/ids.ts'
import type { Log } from '../log.ts'
import { openArchive, verifyParts } from './archive.ts'
import { contentFolder, isThere, stateFile } from './data-folder.ts'
import { hashFile } from './hash-file.ts'
import {
  CONTENT,
  FORMAT,
  formatManifestSum,
  MANIFEST,
  MANIFEST_SUM,
  STATE,
  type Manifest,
  type Part,
} from './manifest.ts'
import { snapshotRefs } from './snapshot.ts'
import { formatTarHeader, paddingOf, TAR_END } from './tar.ts'

/**
 * Writes all that cannot be rebuilt into one file, also while a server runs; for admins and commands. The file
 * appears under its name only when it is whole, on disk, and has been read back.
 *
 * The state is copied before the content. State points into content (a step was done at this revision), and content
 * only grows, so whatever a copy of the state points to is in the content that is taken after it. What is saved in
 * between is in the backup as content that no state speaks of yet, which is what it is for a moment in a live wiki.
 * @throws InvalidError `backup.nothing`, `backup.isFolder`, `backup.noFolder`, AppError `git.storageFull`
 */
export async function backUp(
  dataDir: string,
  file: string,
  { log, now }: { log: Log; now: Date },
): Promise<Manifest> {
  const target = resolve(file)
  await requirePlace(target)
  await requireWiki(dataDir)
  const staging = await mkdtemp(join(dirname(target), `.${basename(target)}.`))
  const unfinished = `${target}.part`
  try {
    const parts: Part[] = []
    if (await copyState(dataDir, join(staging, STATE))) parts.push(await describe(staging, STATE))
    const commit = await copyContent(dataDir, join(staging, CONTENT), log)
    if (commit !== undefined) parts.push(await describe(staging, CONTENT))
    const created = now.toISOString()
    const manifest = {
      product: 'giljabi',
      format: FORMAT,
      version: version(),
      created,
      commit: commit ?? null,
      parts,
    } as const
    await writeArchive(unfinished, staging, manifest, now)
    await verifyParts(await openArchive(unfinished))
    await rename(unfinished, target)
    await syncPath(dirname(target))
    return manifest
  } catch (error) {
    await rm(unfinished, { force: true })
    throw storageFailure(error)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function requirePlace(target: string): Promise<void> {
  const found = await stat(target).catch((error: unknown) => {
    if (isErrorWithCode(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw error
  })
  if (found?.isDirectory()) throw new InvalidError('backup.isFolder', { path: target })
  if (!(await isThere(dirname(target)))) throw new InvalidError('backup.noFolder', { path: dirname(target) })
}

async function requireWiki(dataDir: string): Promise<void> {
  if ((await isThere(stateFile(dataDir))) || (await isThere(contentFolder(dataDir)))) return
  throw new InvalidError('backup.nothing', { path: dataDir })
}

async function copyState(dataDir: string, copy: string): Promise<boolean> {
  if (!(await isThere(stateFile(dataDir)))) return false
  const database = openDatabase(stateFile(dataDir))
  try {
    await database.backupTo(copy)
    return true
  } finally {
    await database.close()
  }
}

/** @returns where the branch stands in the bundle */
async function copyContent(dataDir: string, bundle: string, log: Log): Promise<CommitId | undefined> {
  if (!(await isThere(join(contentFolder(dataDir), 'objects')))) return undefined
  const snapshot = await snapshotRefs(await realpath(contentFolder(dataDir)), `${bundle}.git`, log)
  try {
    if ((await snapshot.head()) === undefined) return undefined
    await snapshot.createBundle(bundle)
    return await snapshot.verifyBundle(bundle)
  } finally {
    await snapshot.close()
  }
}

async function describe(folder: string, name: Part['name']): Promise<Part> {
  const path = join(folder, name)
  return { name, bytes: (await stat(path)).size, sha256: await hashFile(path) }
}

/** For nobody else's eyes: it holds the hashes of all passwords. */
async function writeArchive(path: string, staging: string, manifest: Manifest, now: Date): Promise<void> {
  await rm(path, { force: true })
  const archive = await open(path, 'wx', 0o600)
  try {
    const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
    await writeEntry(archive, { name: MANIFEST, bytes: text.length }, [text], now)
    const sum = Buffer.from(formatManifestSum(text))
    await writeEntry(archive, { name: MANIFEST_SUM, bytes: sum.length }, [sum], now)
    for (const { name, bytes } of manifest.parts) {
      await writeEntry(archive, { name, bytes }, createReadStream(join(staging, name)), now)
    }
    await archive.appendFile(TAR_END)
    await archive.sync()
  } finally {
    await archive.close()
  }
}

async function writeEntry(
  archive: FileHandle,
  entry: { name: string; bytes: number },
  content: Iterable<Buffer> | AsyncIterable<Buffer>,
  now: Date,
): Promise<void> {
  await archive.appendFile(formatTarHeader(entry, now))
  for await (const chunk of content) await archive.appendFile(chunk)
  await archive.appendFile(Buffer.alloc(paddingOf(entry.bytes)))
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
