import type { Repository, TreeFile } from '../git/repository.ts'
import type { Catalog } from '../pages/catalog.ts'
import { pathOfLogFile, readLog } from './application-log.ts'
import { findLoops } from './relations.ts'

export interface GuidanceFault {
  readonly kind: 'relation' | 'application-log'
  readonly file: string
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

/** What is wrong with the relations between pages and with the logs of applications, all of it shown in spite of that. */
export async function findGuidanceFaults(
  repository: Pick<Repository, 'readBlob'>,
  files: readonly TreeFile[],
  catalog: Catalog,
): Promise<GuidanceFault[]> {
  const faults: GuidanceFault[] = [...findLoops(catalog)].map(({ file, loop }) => ({
    kind: 'relation',
    file,
    key: 'operations.check.loop',
    params: { loop: loop.join(' → ') },
  }))
  for (const { path: file, blob, mode } of files) {
    if (pathOfLogFile(file) === undefined || !mode.startsWith('100')) continue
    const { brokenLines } = readLog((await repository.readBlob(blob)).toString('utf8'))
    for (const line of brokenLines)
      faults.push({ kind: 'application-log', file, key: 'operations.check.logLine', params: { line } })
  }
  return faults
}
