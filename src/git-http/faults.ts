import { AppError, type MessageParams } from '../errors.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import { MERGE_RULES_BLOB, MERGE_RULES_FILE } from '../git/merge-rules.ts'
import { findParts } from '../git/paths.ts'
import type { ChangedFile, Repository } from '../git/repository.ts'
import { decodeUtf8 } from '../pages/page.ts'
import { foldPath, pageOfFile, parsePagePath } from '../pages/page-path.ts'
import { MAX_PAGE_BYTES, type Pages } from '../pages/pages.ts'

/** One thing that keeps a push out: where it is, and what is wrong, for a line of git's own message. */
export interface PushFault {
  readonly place: string
  readonly key: string
  readonly params: MessageParams
  /** What to do about it, as a message's key: said once, after all faults. */
  readonly hint?: string
}

/** The same as for what is imported. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024
export const MOST_FILES = 20_000

/**
 * What is wrong with the files that a commit changed: names, kinds and sizes. Asked of every commit, for what was ever
 * in a commit stays in everybody's clone.
 */
export async function findFileFaults(
  repository: Repository,
  changed: readonly ChangedFile[],
): Promise<PushFault[]> {
  const faults: PushFault[] = []
  for (const { path, blob, mode } of changed) {
    if (blob === undefined) continue
    const fault = nameFault(path, blob) ?? modeFault(mode) ?? (await sizeFault(repository, path, blob))
    if (fault) faults.push({ place: path, params: {}, ...fault })
  }
  return faults
}

/** What is wrong with the pages that come out of a push, as a save would say it. */
export async function findPageFaults(
  repository: Repository,
  pages: Pages,
  changed: readonly ChangedFile[],
): Promise<PushFault[]> {
  const faults: PushFault[] = []
  for (const { path: file, blob, mode } of changed) {
    const place = pageOfFile(file)
    if (
      !place ||
      blob === undefined ||
      !mode?.startsWith('100') ||
      (await repository.sizeOf(blob)) > MAX_PAGE_BYTES
    )
      continue
    const source = decodeUtf8(await repository.readBlob(blob))
    const fault = source === undefined ? { key: 'pages.fault.utf8', params: {} } : tryPage(file, source)
    if (fault) faults.push({ place: file, ...fault })
  }
  return faults

  function tryPage(file: string, source: string): Omit<PushFault, 'place'> | undefined {
    const place = pageOfFile(file)
    try {
      if (place) pages.check({ path: place.path, file, source })
      return undefined
    } catch (error) {
      // Names are compared among all that is in the push: one that goes in it is no twin.
      if (error instanceof AppError && error.key !== 'pages.path.twin')
        return { key: error.key, params: error.params }
      if (error instanceof AppError) return undefined
      throw error
    }
  }
}

/** Names, of files or of their folders, that some file system would take for others. */
export async function findTwins(
  repository: Repository,
  tip: CommitId,
  changed: readonly ChangedFile[],
): Promise<PushFault[]> {
  const spellings = new Map<string, string>()
  const touched = new Set(
    changed.filter(({ blob }) => blob !== undefined).flatMap(({ path }) => namesOn(path).map(foldPath)),
  )
  const faults = new Map<string, PushFault>()
  for (const { path } of await repository.listFiles(tip)) {
    for (const name of namesOn(path)) {
      const folded = foldPath(name)
      const other = spellings.get(folded)
      spellings.set(folded, name)
      if (other === undefined || other === name || !touched.has(folded)) continue
      faults.set(folded, { place: name, key: 'gitHttp.fault.twin', params: { other } })
    }
  }
  return [...faults.values()]
}

/** A path and the folders on the way to it. */
function namesOn(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

type Wrong = { readonly key: string; readonly params?: MessageParams }

function nameFault(path: string, blob: BlobId): Wrong | undefined {
  if (path === MERGE_RULES_FILE && blob === MERGE_RULES_BLOB) return undefined
  if (path.includes('\uFFFD')) return { key: 'gitHttp.fault.nameBytes' }
  if (path !== path.normalize('NFC')) return { key: 'gitHttp.fault.nfd' }
  const isNoPage = /\.md$/i.test(path) && !path.startsWith('settings/') && !pageOfFile(path)
  if (findParts(path) === undefined) return { key: 'gitHttp.fault.name' }
  try {
    parsePagePath(path.replace(/(\.(ko|en))?\.[^./]+$/u, ''))
    return isNoPage ? { key: 'gitHttp.fault.name' } : undefined
  } catch (error) {
    if (error instanceof AppError) return { key: error.key, params: error.params }
    throw error
  }
}

function modeFault(mode: string | undefined): Wrong | undefined {
  if (mode === '100644') return undefined
  if (mode === '120000') return { key: 'gitHttp.fault.symlink' }
  if (mode === '160000') return { key: 'gitHttp.fault.submodule' }
  return { key: 'gitHttp.fault.executable' }
}

async function sizeFault(repository: Repository, path: string, blob: BlobId): Promise<Wrong | undefined> {
  const most = pageOfFile(path) ? MAX_PAGE_BYTES : MAX_FILE_BYTES
  if ((await repository.sizeOf(blob)) <= most) return undefined
  return { key: 'gitHttp.fault.size', params: { megabytes: most / 1024 / 1024 } }
}
