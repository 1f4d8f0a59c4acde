import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Repository } from '../git/repository.ts'

/** Whose name stands on what the program itself writes. */
export const PROGRAM_AUTHOR = { name: 'Giljabi', email: 'giljabi@localhost' }

/** Makes the starter content the first commit of a repository that has none; afterwards it is the team's. */
export async function sowStarterContent(repository: Repository, dir: string, now: Date): Promise<void> {
  if ((await repository.head()) !== undefined) return
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const changes = await Promise.all(
    files.map(async (file) => ({
      path: relative(dir, file).split(sep).join('/').normalize('NFC'),
      content: await readFile(file),
    })),
  )
  await repository.commitIfUnchanged({
    parent: undefined,
    changes,
    message: 'Starter content',
    author: PROGRAM_AUTHOR,
    time: now,
  })
}
