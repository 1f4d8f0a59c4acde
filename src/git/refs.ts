import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrorWithCode } from './durable.ts'
import { isObjectId, type CommitId } from './ids.ts'

export const MAIN_REF = 'refs/heads/main'

/** Where the wiki's branch stands, without starting a process; undefined before the first commit. */
export async function readMainRef(dir: string): Promise<CommitId | undefined> {
  const loose = (await readIfThere(join(dir, MAIN_REF)))?.trim()
  if (loose !== undefined && isObjectId(loose)) return loose as CommitId
  const packed = await readIfThere(join(dir, 'packed-refs'))
  const line = packed?.split('\n').find((candidate) => candidate.endsWith(` ${MAIN_REF}`))
  return line?.slice(0, 40) as CommitId | undefined
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'latin1')
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return undefined
    throw error
  }
}
