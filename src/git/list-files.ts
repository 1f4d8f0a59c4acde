import type { BlobId, CommitId } from './ids.ts'
import { runGit } from './run.ts'

export interface TreeFile {
  /** As stored, in no particular Unicode form; bytes that are not UTF-8 show as U+FFFD. */
  readonly path: string
  /** `100644`, `100755`, `120000` for a symbolic link, `160000` for a submodule. */
  readonly mode: string
  readonly blob: BlobId
  /** Bytes; 0 for a submodule. */
  readonly size: number
}

/** Every file of a commit, folders opened, in git's order. */
export async function listFiles(dir: string, commit: CommitId): Promise<TreeFile[]> {
  const { stdout } = await runGit(dir, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit])
  return stdout.toString('utf8').split('\0').slice(0, -1).map(parseLine)
}

function parseLine(line: string): TreeFile {
  const tab = line.indexOf('\t')
  const [mode = '', , blob = '', size = ''] = line.slice(0, tab).split(/ +/)
  return { path: line.slice(tab + 1), mode, blob: blob as BlobId, size: Number(size) || 0 }
}
