import type { Dirent, Stats } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrorWithCode } from './durable.ts'
import { isObjectId, type CommitId } from './ids.ts'
import { isRefName, type RefName } from './refs.ts'

export interface RefList {
  /** All refs below a folder such as `refs/heads/proposals`, by name. Starts no process; cheap where nothing moved. */
  below(folder: string): Promise<ReadonlyMap<RefName, CommitId>>
}

interface Read<T> {
  readonly modifiedMs: number
  readonly readMs: number
  readonly value: T
}

interface Folder {
  readonly refs: ReadonlyMap<RefName, CommitId>
  readonly folders: readonly string[]
}

/** A file system may give the same time to two changes that are this close. */
const COARSE_MS = 2_000

/** Looks at refs as files. Every move of one renames a file in its folder, so a folder's time tells whether to read it. */
export function createRefList(dir: string): RefList {
  const folders = new Map<string, Read<Folder>>()
  let packed: Read<readonly (readonly [RefName, CommitId])[]> | undefined

  async function readFolder(folder: string): Promise<Folder | undefined> {
    const found = await orUndefined(stat(join(dir, folder)))
    const known = folders.get(folder)
    if (!found?.isDirectory()) {
      folders.delete(folder)
      return undefined
    }
    if (known && isCurrent(known, found)) return known.value
    const readMs = Date.now()
    const entries = (await orUndefined(readdir(join(dir, folder), { withFileTypes: true }))) ?? []
    const value = {
      refs: await readFiles(folder, entries),
      folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`),
    }
    folders.set(folder, { modifiedMs: found.mtimeMs, readMs, value })
    return value
  }

  async function readFiles(folder: string, entries: readonly Dirent[]): Promise<Map<RefName, CommitId>> {
    const refs = new Map<RefName, CommitId>()
    for (const entry of entries) {
      const ref = `${folder}/${entry.name}`
      if (!entry.isFile() || !isRefName(ref)) continue
      const id = (await orUndefined(readFile(join(dir, ref), 'latin1')))?.trim() ?? ''
      if (isObjectId(id)) refs.set(ref, id as CommitId)
    }
    return refs
  }

  async function collect(folder: string, into: Map<RefName, CommitId>): Promise<void> {
    const found = await readFolder(folder)
    if (!found) return
    for (const [ref, id] of found.refs) into.set(ref, id)
    for (const inner of found.folders) await collect(inner, into)
  }

  async function readPacked() {
    const path = join(dir, 'packed-refs')
    const found = await orUndefined(stat(path))
    if (!found) return []
    if (packed && isCurrent(packed, found)) return packed.value
    const readMs = Date.now()
    const lines = ((await orUndefined(readFile(path, 'utf8'))) ?? '').split('\n')
    const value = lines.flatMap((line): (readonly [RefName, CommitId])[] => {
      const [id, ref] = [line.slice(0, 40), line.slice(41)]
      return isObjectId(id) && isRefName(ref) ? [[ref, id as CommitId]] : []
    })
    packed = { modifiedMs: found.mtimeMs, readMs, value }
    return value
  }

  return {
    async below(folder) {
      // Single refs first: git writes the packed ones before it removes them, so none is missed in between.
      const single = new Map<RefName, CommitId>()
      await collect(folder, single)
      const inFolder = (await readPacked()).filter(([ref]) => ref.startsWith(`${folder}/`))
      return new Map([...inFolder, ...single])
    },
  }
}

function isCurrent({ modifiedMs, readMs }: Read<unknown>, found: Stats): boolean {
  return modifiedMs === found.mtimeMs && readMs - modifiedMs > COARSE_MS
}

/** A ref may go while it is looked at. */
async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined
    throw error
  }
}
