import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import type { Manifest } from './manifest.ts'
import { restore } from './restore.ts'

/**
 * Brings a backup back into a folder that is removed afterwards, by the very steps of a restore: what this returns for
 * can be brought back.
 * @throws InvalidError `backup.*`
 */
export async function tryRestore(file: string, { log, now }: { log: Log; now: Date }): Promise<Manifest> {
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-restore-test-'))
  try {
    const { manifest } = await restore(join(folder, 'data'), file, { log, now, replace: false })
    return manifest
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
