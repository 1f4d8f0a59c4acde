import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { cacheFolder } from '../config.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { AppError, InvalidError, UsageError } from '../errors.ts'
import { storageFailure, syncPath } from '../git/durable.ts'
import { openRepository } from '../git/repository.ts'
import type { Log } from '../log.ts'
import { damaged, extractPart, openArchive, verifyParts, type Archive } from './archive.ts'
import { contentFolder, DATA_NAMES, isThere, refuseWhileServing, stateFile } from './data-folder.ts'
import { CONTENT, STATE, type Manifest } from './manifest.ts'

export interface Restored {
  readonly manifest: Manifest
  /** The folder that holds what was there before; it can itself be used as DATA_DIR. */
  readonly movedTo: string | undefined
}

/** Everything is made ready in here and only then put in its place. */
const STAGING = 'restore.part'
/** There from before the first thing is moved until after the last is in its place. */
const UNFINISHED = 'restore.unfinished'

/**
 * Brings a backup back: the same commits, byte for byte, and the same state. All of it is checked before anything is
 * touched. With `replace` what is there is moved aside, never deleted. One that was cut short is simply done again.
 * @throws InvalidError `backup.*`, AppError `backup.running`, UsageError for state of a newer program
 */
export async function restore(
  dataDir: string,
  file: string,
  { log, now, replace }: { log: Log; now: Date; replace: boolean },
): Promise<Restored> {
  refuseWhileServing(dataDir)
  const wasCutShort = await isThere(join(dataDir, UNFINISHED))
  const isOccupied = await holdsWiki(dataDir)
  if (isOccupied && !replace && !wasCutShort) throw new InvalidError('backup.occupied', { path: dataDir })
  const archive = await openArchive(resolve(file))
  await verifyParts(archive)
  const staging = join(dataDir, STAGING)
  try {
    await rm(staging, { recursive: true, force: true })
    await mkdir(staging, { recursive: true })
    await prepareState(archive, staging)
    await prepareContent(archive, staging, log)
    refuseWhileServing(dataDir)
    await markUnfinished(dataDir)
    const movedTo = isOccupied ? await moveAside(dataDir, now) : undefined
    await putInPlace(dataDir, staging)
    return { manifest: archive.manifest, movedTo }
  } catch (error) {
    throw storageFailure(error)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** @throws AppError `backup.unfinished`; to be asked before anything opens the data. */
export async function refuseUnfinishedRestore(dataDir: string): Promise<void> {
  if (await isThere(join(dataDir, UNFINISHED)))
    throw new AppError('unavailable', 'backup.unfinished', { path: dataDir })
}

async function holdsWiki(dataDir: string): Promise<boolean> {
  for (const name of DATA_NAMES) if (await isThere(join(dataDir, name))) return true
  return false
}

/** Tried out on a copy, for opening and bringing it up to date would change the one that was backed up. */
async function prepareState(archive: Archive, staging: string): Promise<void> {
  const copy = stateFile(staging)
  await extractPart(archive, STATE, copy)
  if (!(await isThere(copy))) return
  const trial = join(staging, 'trial.sqlite')
  await copyFile(copy, trial)
  let faults: string[]
  try {
    const database = openDatabase(trial)
    try {
      faults = await database.integrityFaults()
      if (faults.length === 0) await migrate(database.kysely)
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw damaged(STATE, error instanceof Error ? error.message : 'it cannot be opened', error)
  }
  if (faults.length > 0) throw damaged(STATE, faults[0] ?? '')
}

async function prepareContent(archive: Archive, staging: string, log: Log): Promise<void> {
  const bundle = join(staging, CONTENT)
  await extractPart(archive, CONTENT, bundle)
  if (!(await isThere(bundle))) return
  const repository = await openRepository(contentFolder(staging), { log })
  try {
    const head = await repository.restoreBundle(bundle)
    if (head !== archive.manifest.commit)
      throw damaged(CONTENT, 'its branch stands elsewhere than the manifest says')
  } catch (error) {
    if (error instanceof InvalidError && error.key === 'git.bundle')
      throw damaged(CONTENT, 'git refuses it', error)
    throw error
  } finally {
    await repository.close()
  }
}

async function markUnfinished(dataDir: string): Promise<void> {
  const marker = await open(join(dataDir, UNFINISHED), 'w')
  await marker.sync()
  await marker.close()
  await syncPath(dataDir)
}

async function moveAside(dataDir: string, now: Date): Promise<string> {
  const aside = join(dataDir, `before-restore-${now.toISOString().replace(/[-:.]/g, '')}`)
  await mkdir(aside)
  for (const name of DATA_NAMES) {
    if (await isThere(join(dataDir, name))) await rename(join(dataDir, name), join(aside, name))
  }
  await syncPath(aside)
  await syncPath(dataDir)
  return aside
}

async function putInPlace(dataDir: string, staging: string): Promise<void> {
  await rm(cacheFolder(dataDir), { recursive: true, force: true })
  for (const path of [contentFolder, stateFile]) {
    if (await isThere(path(staging))) await rename(path(staging), path(dataDir))
  }
  await syncPath(dataDir)
  await rm(join(dataDir, UNFINISHED))
  await syncPath(dataDir)
}
