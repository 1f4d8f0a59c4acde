import { mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InvalidError } from '../errors.ts'
import { isErrorWithCode } from '../git/durable.ts'
import type { CommitId } from '../git/ids.ts'
import { MERGE_RULES_BLOB, MERGE_RULES_FILE } from '../git/merge-rules.ts'
import { findParts } from '../git/paths.ts'
import type { Repository, TreeFile } from '../git/repository.ts'
import { note, type Note } from './note.ts'

export interface ExportReport {
  readonly commit: CommitId
  readonly written: number
  readonly left: readonly { readonly path: string; readonly why: Note }[]
}

const WRITE_AT_ONCE = 32

/**
 * Writes every file of the wiki's branch into an empty or a new folder, byte for byte; for admins and commands. Links
 * that somebody pushed are not made, for they could lead out of it (abuse 27).
 * @throws InvalidError `transfer.notEmpty`, `transfer.notFolder`, `transfer.nothing`
 */
export async function exportTree(repository: Repository, folder: string): Promise<ExportReport> {
  await requireEmpty(folder)
  const commit = await repository.head()
  if (commit === undefined) throw new InvalidError('transfer.nothing')
  const files = (await repository.listFiles(commit)).map((file) => ({ file, why: whyNot(file) }))
  const wanted = files.filter(({ why }) => why === undefined).map(({ file }) => file)
  const made = new Set<string>()
  for (let start = 0; start < wanted.length; start += WRITE_AT_ONCE) {
    const batch = wanted.slice(start, start + WRITE_AT_ONCE)
    for (const parent of new Set(batch.map(({ path }) => dirname(path)))) {
      if (!made.has(parent)) await mkdir(join(folder, parent), { recursive: true })
      made.add(parent)
    }
    await Promise.all(batch.map((file) => writeOne(repository, folder, file)))
  }
  const left = files.flatMap(({ file, why }) => (why ? [{ path: file.path, why }] : []))
  return { commit, written: wanted.length, left }
}

/** @throws InvalidError `transfer.notEmpty`, `transfer.notFolder` */
export async function requireEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length > 0) throw new InvalidError('transfer.notEmpty', { path: folder })
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST', 'ENOTDIR'))
      throw new InvalidError('transfer.notFolder', { path: folder })
    throw error
  }
}

function whyNot({ path, mode, blob }: TreeFile): Note | undefined {
  if (path === MERGE_RULES_FILE && blob === MERGE_RULES_BLOB) return undefined
  if (!mode.startsWith('100')) return note('transfer.export.link')
  return findParts(path) === undefined || path.includes('\uFFFD') ? note('transfer.export.name') : undefined
}

/** Never over what is there: on a disk that does not tell upper from lower case that would lose one of two. */
async function writeOne(
  repository: Repository,
  folder: string,
  { path, blob, mode }: TreeFile,
): Promise<void> {
  const handle = await open(join(folder, path), 'wx', mode === '100755' ? 0o777 : 0o666)
  try {
    await handle.writeFile(await repository.readBlob(blob))
  } finally {
    await handle.close()
  }
}
