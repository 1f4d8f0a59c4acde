import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../config.ts'

/** Drops everything in DATA_DIR that can be built again. A running server holds its own in memory. */
export async function dropDerived(dataDir: string): Promise<void> {
  await rm(cacheFolder(dataDir), { recursive: true, force: true })
}

/** Tells a running server, which looks for this file, to build its index again. */
export async function askForReindex(dataDir: string, now: Date): Promise<void> {
  await mkdir(cacheFolder(dataDir), { recursive: true })
  await writeFile(join(cacheFolder(dataDir), 'reindex'), `${now.toISOString()}\n`)
}
