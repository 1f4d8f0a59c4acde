import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isErrorWithCode, syncPath } from './durable.ts'
import { isObjectId, type CommitId } from './ids.ts'

/** A ref's whole name, such as `refs/heads/main`, in a form that git takes. */
export type RefName = string & { readonly __brand: 'RefName' }

export const MAIN_REF = 'refs/heads/main' as RefName

/** Where the wiki's branch stands, without starting a process; undefined before the first commit. */
export function readMainRef(dir: string): CommitId | undefined {
  return readRef(dir, MAIN_REF)
}

/** Where a ref stands, without starting a process; undefined where there is none. */
export function readRef(dir: string, ref: RefName): CommitId | undefined {
  const loose = readIfThere(join(dir, ref))?.trim()
  if (loose !== undefined && isObjectId(loose)) return loose as CommitId
  const packed = readIfThere(join(dir, 'packed-refs'))
  const line = packed?.split('\n').find((candidate) => candidate.slice(41) === ref)
  return line?.slice(0, 40) as CommitId | undefined
}

// eslint-disable-next-line no-control-regex
const REFUSED = /[\u0000-\u0020\u007f~^:?*[\\\ufffd]|\.\.|@\{|\/\/|(^|\/)\.|\.lock(\/|$)|[./]$/

/** The rules of `git check-ref-format`; what breaks them is no ref, wherever it came from. */
export function isRefName(text: string): text is RefName {
  return (
    text.startsWith('refs/') && text.isWellFormed() && Buffer.byteLength(text) < 1_000 && !REFUSED.test(text)
  )
}

/** Puts the folders of a ref on disk; one that git has emptied is gone with it. */
export async function syncFoldersOf(dir: string, ref: string): Promise<void> {
  for (let folder = dirname(ref); folder !== '.'; folder = dirname(folder)) {
    await syncPath(join(dir, folder)).catch((error: unknown) => {
      if (!isErrorWithCode(error, 'ENOENT')) throw error
    })
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined
    throw error
  }
}
