import type { Repository } from '../git/repository.ts'
import type { ChangedPages, Content } from '../pages/content.ts'
import { pathsOf } from '../pages/redirects.ts'
import {
  joinLogs,
  latestReassurance,
  logFileOf,
  pathOfLogFile,
  readLog,
  type Application,
  type ReadLog,
  type Reassurance,
} from './application-log.ts'

/** All application logs, read from git once and kept in memory. */
export interface LogShelf {
  load(): Promise<void>
  /** Reads again what a change touched. */
  follow(changed: Pick<ChangedPages, 'files'>): Promise<void>
  /** Applications of the page at `path`, under whatever path it was known then; the newest first. */
  entriesOf(path: string): readonly Application[]
  /** That this text of the page at `path` was found true although its log doubts it, the last time. */
  reassuranceOf(path: string, revision: string): Reassurance | undefined
  /** Paths, as they were when somebody applied what was there. */
  paths(): Iterable<string>
  /** Every line that cannot be read, by file. */
  brokenLines(): { readonly file: string; readonly line: number }[]
  /** The log's bytes at the branch's head; empty where there is none. */
  readBytes(path: string): Promise<Buffer>
}

export function createLogShelf(
  repository: Pick<Repository, 'listFiles' | 'findFile' | 'readBlob'>,
  content: Content,
): LogShelf {
  const logs = new Map<string, ReadLog>()
  const joined = new Map<string, readonly Application[]>()
  let joinedAt = ''
  let version = 0

  const readFile = async (file: string): Promise<Buffer | undefined> => {
    const head = content.head()
    const found = head && (await repository.findFile(head, file))
    return found && repository.readBlob(found.blob)
  }
  const take = async (file: string): Promise<void> => {
    const path = pathOfLogFile(file)
    if (path === undefined) return
    const bytes = await readFile(file)
    if (bytes === undefined) logs.delete(path)
    else logs.set(path, readLog(bytes.toString('utf8')))
    version++
  }

  return {
    async load() {
      const head = content.head()
      const files = head === undefined ? [] : await repository.listFiles(head)
      logs.clear()
      for (const { path, mode } of files) if (mode.startsWith('100')) await take(path)
    },
    async follow({ files }) {
      for (const file of files) await take(file)
    },
    entriesOf(path) {
      const at = `${version} ${content.catalog.version}`
      if (at !== joinedAt) joined.clear()
      joinedAt = at
      const kept = joined.get(path)
      if (kept) return kept
      const entries = joinLogs(pathsOf(content, path).flatMap((known) => logs.get(known) ?? []))
      joined.set(path, entries)
      return entries
    },
    reassuranceOf: (path, revision) =>
      latestReassurance(
        pathsOf(content, path).flatMap((known) => logs.get(known) ?? []),
        revision,
      ),
    paths: () => logs.keys(),
    brokenLines: () =>
      [...logs].flatMap(([path, { brokenLines }]) =>
        brokenLines.map((line) => ({ file: logFileOf(path), line })),
      ),
    readBytes: async (path) => (await readFile(logFileOf(path))) ?? Buffer.alloc(0),
  }
}
