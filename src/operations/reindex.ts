import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Drops everything in DATA_DIR that can be built again. A running server holds its own in memory. */
export async function dropDerived(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'cache'), { recursive: true, force: true })
}

/** Tells a running server, which looks for this file, to build its index again. */
export async function askForReindex(dataDir: string, now: Date): Promise<void> {
  await mkdir(join(dataDir, 'cache'), { recursive: true })
  await writeFile(join(dataDir, 'cache', 'reindex'), `${now.toISOString()}\n`)
}
