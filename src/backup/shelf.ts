import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isErrorWithCode } from '../git/durable.ts'

/** A backup that the wiki made by itself. */
export interface KeptBackup {
  readonly name: string
  /** When it was made, ISO 8601, UTC. */
  readonly at: string
  readonly bytes: number
  /** How bringing it back into an empty folder went; undefined: not tried. */
  readonly tested: { readonly at: string; readonly fault?: string | undefined } | undefined
}

/** The folder of backups: files named by their moment, and what is known of each. */
export interface BackupShelf {
  /** The newest first. */
  list(): Promise<KeptBackup[]>
  /** A name that says when. */
  pathFor(at: Date): Promise<string>
  pathOf(name: string): string
  remember(name: string, tested: KeptBackup['tested']): Promise<void>
  /** Removes all but the newest `most`; the newest that came back in a test stays in any case. */
  keep(most: number): Promise<string[]>
}

const NAME = /^giljabi-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.tar$/
const Notes = z.record(z.string(), z.object({ at: z.iso.datetime(), fault: z.string().optional() }))
const NOTES = 'tested.json'

export function createShelf(folder: string): BackupShelf {
  const list = async (): Promise<KeptBackup[]> => {
    const notes = await readNotes(folder)
    const names = (await namesIn(folder))
      .filter((name) => NAME.test(name))
      .sort()
      .reverse()
    const found = await Promise.all(names.map((name) => describe(folder, name, notes[name])))
    return found.flatMap((backup) => backup ?? [])
  }

  return {
    list,
    pathOf: (name) => join(folder, name),
    async pathFor(at) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return join(folder, `giljabi-${at.toISOString().replace(/[-:.]/g, '')}.tar`)
    },
    async remember(name, tested) {
      const notes = await readNotes(folder)
      const there = new Set(await namesIn(folder))
      const kept = Object.entries({ ...notes, [name]: tested }).filter(([one]) => there.has(one))
      const unfinished = join(folder, `${NOTES}.part`)
      await writeFile(unfinished, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
      await rename(unfinished, join(folder, NOTES))
    },
    async keep(most) {
      const all = await list()
      const proven = all.find(({ tested }) => tested && tested.fault === undefined)
      const old = all.slice(most).filter((backup) => backup !== proven)
      for (const { name } of old) await rm(join(folder, name), { force: true })
      return old.map(({ name }) => name)
    },
  }
}

async function describe(
  folder: string,
  name: string,
  tested: KeptBackup['tested'],
): Promise<KeptBackup | undefined> {
  const at = name.replace(NAME, '$1-$2-$3T$4:$5:$6.$7Z')
  try {
    return { name, at, bytes: (await stat(join(folder, name))).size, tested }
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Notes that cannot be read are as good as none: the next test writes them anew. */
async function readNotes(folder: string): Promise<z.infer<typeof Notes>> {
  try {
    const parsed = Notes.safeParse(JSON.parse(await readFile(join(folder, NOTES), 'utf8')))
    return parsed.success ? parsed.data : {}
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ENOTDIR') || (error as Error).name === 'SyntaxError') return {}
    throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}
