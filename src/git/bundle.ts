import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { InvalidError } from '../errors.ts'
import { syncPath } from './durable.ts'
import type { CommitId } from './ids.ts'
import { MAIN_REF, readMainRef, syncFoldersOf } from './refs.ts'
import { runGit } from './run.ts'

const HASH_BYTES = 20

/**
 * Writes every ref and all it leads to as one file, consistent while others save; on disk when this
 * resolves.
 * @throws InvalidError `git.nothingToBundle` before the first commit
 */
export async function createBundle(dir: string, file: string): Promise<void> {
  if (!readMainRef(dir)) throw new InvalidError('git.nothingToBundle')
  const path = resolve(file)
  await runGit(dir, ['bundle', 'create', '--quiet', path, '--all'])
  await syncPath(path)
  await syncPath(dirname(path))
}

/**
 * Whether a bundle can be restored: its header, that nothing is missing before it, and the checksum
 * over its pack, which git itself does not look at here.
 * @returns where the wiki's branch stands in it
 * @throws InvalidError `git.bundle`
 */
export async function verifyBundle(dir: string, file: string): Promise<CommitId> {
  const path = resolve(file)
  const { exitCode } = await runGit(dir, ['bundle', 'verify', '--quiet', path], { answers: [1, 128] })
  if (exitCode !== 0 || !(await hasIntactPack(path))) throw new InvalidError('git.bundle')
  const { stdout } = await runGit(dir, ['bundle', 'list-heads', path])
  const main = parseRefs(stdout).find(({ name }) => name === MAIN_REF)
  if (!main) throw new InvalidError('git.bundle')
  return main.id as CommitId
}

/**
 * Fills an empty repository from a bundle, refs and ids as they were.
 * @throws InvalidError `git.bundle`, `git.notEmpty`
 */
export async function restoreBundle(dir: string, file: string): Promise<CommitId> {
  const { stdout: refs } = await runGit(dir, ['for-each-ref', '--count=1'])
  if (refs.length > 0) throw new InvalidError('git.notEmpty')
  const head = await verifyBundle(dir, file)
  const { stdout } = await runGit(dir, ['bundle', 'unbundle', resolve(file)])
  await syncPath(join(dir, 'objects', 'pack'))
  const restored = parseRefs(stdout).filter(({ name }) => name.startsWith('refs/'))
  const creations = restored.map(({ id, name }) => Buffer.from(`create ${name} ${id}\n`))
  await runGit(dir, ['update-ref', '--stdin'], { input: creations })
  for (const { name } of restored) await syncFoldersOf(dir, name)
  return head
}

function parseRefs(output: Buffer): { id: string; name: string }[] {
  const lines = output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line) => ({ id: line.slice(0, 40), name: line.slice(41) }))
}

/** A pack ends with the SHA-1 of all before it; it starts after the header's blank line. */
async function hasIntactPack(path: string): Promise<boolean> {
  const hash = createHash('sha1')
  let rest: Buffer = Buffer.alloc(0)
  let inPack = false
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk])
    if (!inPack) {
      const end = rest.indexOf('\n\nPACK')
      if (end < 0) continue
      rest = rest.subarray(end + 2)
      inPack = true
    }
    if (rest.length <= HASH_BYTES) continue
    hash.update(rest.subarray(0, -HASH_BYTES))
    rest = rest.subarray(-HASH_BYTES)
  }
  return inPack && hash.digest().equals(rest)
}
