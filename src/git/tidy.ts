import { join } from 'node:path'
import { syncPath } from './durable.ts'
import { runGit } from './run.ts'

/**
 * A save leaves a small pack; this puts them together, until each is at least twice the size of the next. Nothing is
 * dropped, not even what nothing refers to, so it may run beside saves.
 */
export async function joinPacks(dir: string): Promise<void> {
  await runGit(dir, ['repack', '-d', '-l', '--quiet', '--geometric=2'])
  await syncPath(join(dir, 'objects', 'pack'))
}
