import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backUp } from '../../src/backup/backup.ts'
import { restore } from '../../src/backup/restore.ts'
import { headOf, log, rowsOf, temporaryData, writeWith } from './temporary-data.ts'

const now = new Date()

test('a backup that is made while another process saves is whole, and its state points into its content (F11)', async () => {
  const dataDir = await temporaryData('ada')
  const [person] = rowsOf(dataDir).users as { id: string }[]
  const args = ['test/backup/busy-writer.ts', dataDir, person!.id]
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(writer, 'exit')
  try {
    await once(writer.stdout, 'data')
    for (const number of [1, 2, 3, 4, 5]) await backUpAndLook(dataDir, number)
  } finally {
    writer.kill('SIGKILL')
    await ended
  }

  const file = join(dirname(dataDir), 'last.tar')
  const before = [await headOf(dataDir), rowsOf(dataDir)]
  await backUp(dataDir, file, { log, now })
  await rm(dataDir, { recursive: true })
  await restore(dataDir, file, { log, now, replace: false })
  expect([await headOf(dataDir), rowsOf(dataDir)]).toEqual(before)
}, 60_000)

async function backUpAndLook(dataDir: string, number: number): Promise<void> {
  const file = join(dirname(dataDir), `${number}.tar`)
  const { commit } = await backUp(dataDir, file, { log, now })
  const target = join(dirname(dataDir), `restored-${number}`)
  await restore(target, file, { log, now, replace: false })
  expect(await headOf(target)).toBe(commit)
  const [visit] = rowsOf(target).visits as { seen_commit: string }[]
  await writeWith(target, async (repository) => {
    expect(await repository.fsck()).toEqual([])
    const seen = await repository.resolveCommit(visit!.seen_commit)
    expect(await repository.isAncestor(seen, (await repository.head())!)).toBe(true)
  })
}
