import type { TreeFile } from '../git/repository.ts'
import { foldPath, pageOfFile } from '../pages/page-path.ts'
import type { Fault } from './fault.ts'

/** Files that the wiki does not show, or that some file system would take for another one. */
export function* findNameFaults(files: readonly TreeFile[]): Generator<Fault> {
  const seen = new Map<string, string>()
  for (const { path, mode } of files) {
    if (mode === '120000') yield nameFault(path, 'operations.check.symlink')
    else if (mode === '160000') yield nameFault(path, 'operations.check.submodule')
    else if (/\.md$/i.test(path) && !path.startsWith('settings/') && !pageOfFile(path))
      yield nameFault(path, 'operations.check.name')
    const other = seen.get(foldPath(path))
    if (other !== undefined) yield nameFault(path, 'operations.check.twin', { other })
    seen.set(foldPath(path), path)
  }
}

function nameFault(path: string, key: string, params: Fault['what']['params'] = {}): Fault {
  return { kind: 'file-name', path, what: { key, params } }
}
