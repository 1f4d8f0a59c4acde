import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backUp } from '../../src/backup/backup.ts'
import type { RefName } from '../../src/git/repository.ts'
import { refuseUnfinishedRestore, restore } from '../../src/backup/restore.ts'
import { commit, headOf, log, rowsOf, temporaryData, temporaryFolder, writeWith } from './temporary-data.ts'

const now = new Date('2026-11-03T10:15:00Z')
const bringBack = (dataDir: string, file: string, replace = false) =>
  restore(dataDir, file, { log, now, replace })

async function backupOf(dataDir: string): Promise<string> {
  const file = join(dirname(dataDir), 'wiki.tar')
  await backUp(dataDir, file, { log, now })
  return file
}

test('a backup that is restored has the same commits and the same rows (F11)', async () => {
  const dataDir = await temporaryData('ada', 'mina')
  const file = await backupOf(dataDir)
  const empty = join(await temporaryFolder(), 'new')
  expect(await bringBack(empty, file)).toMatchObject({
    movedTo: undefined,
    manifest: { commit: await headOf(dataDir) },
  })
  expect(await headOf(empty)).toBe(await headOf(dataDir))
  expect(rowsOf(empty)).toEqual(rowsOf(dataDir))
  expect((await readdir(empty)).sort()).toEqual(['content.git', 'giljabi.sqlite'])
  await writeWith(empty, async (repository) => {
    expect(await repository.fsck()).toEqual([])
    await commit(repository, 'notes/more.md', 'more')
  })
})

test('proposals come back with it, those that wait and those that are closed', async () => {
  const dataDir = await temporaryData('ada')
  const refs = ['refs/heads/proposals/1-한글', 'refs/heads/drafts/2', 'refs/proposals/closed/3'] as RefName[]
  await writeWith(dataDir, async (repository) => {
    const parent = await repository.head()
    const author = { name: '미나', email: 'mina@team.example' }
    for (const ref of refs) {
      const changes = [{ path: 'notes/ada.md', content: Buffer.from(ref) }]
      const on = { ref, before: undefined }
      await repository.commitIfUnchanged({ parent, changes, message: ref, author, time: now, on })
    }
  })
  const file = await backupOf(dataDir)
  const empty = join(await temporaryFolder(), 'new')
  await bringBack(empty, file)
  const refsOf = (dir: string) =>
    execFileSync('git', ['for-each-ref'], { cwd: join(dir, 'content.git'), encoding: 'utf8' })
  expect(refsOf(empty)).toBe(refsOf(dataDir))
  await writeWith(empty, async (repository) => {
    const tip = await repository.readRef(refs[0]!)
    const proposed = await repository.findFile(tip!, 'notes/ada.md')
    expect((await repository.readBlob(proposed!.blob)).toString()).toBe(refs[0])
    expect(await repository.fsck()).toEqual([])
  })
})

test('a backup is one file that tar opens, for its owner only, with nothing left beside it', async () => {
  const dataDir = await temporaryData('ada')
  const file = await backupOf(dataDir)
  const listed = execFileSync('tar', ['tf', file], { encoding: 'utf8' })
  expect(listed.split('\n').filter(Boolean)).toEqual([
    'manifest.json',
    'manifest.json.sha256',
    'giljabi.sqlite',
    'content.bundle',
  ])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await readdir(dirname(file))).sort()).toEqual(['data', 'wiki.tar'])
  const out = await temporaryFolder()
  execFileSync('tar', ['xf', file, '-C', out])
  execFileSync(
    'git',
    ['clone', '--quiet', '--branch', 'main', join(out, 'content.bundle'), join(out, 'clone')],
    { stdio: 'pipe' },
  )
  expect(await readFile(join(out, 'clone/notes/ada.md'), 'utf8')).toBe('ada')
})

test('a backup that was unpacked and packed again by tar is restored', async () => {
  const file = await backupOf(await temporaryData('ada'))
  const out = await temporaryFolder()
  execFileSync('tar', ['xf', file, '-C', out])
  execFileSync(
    'tar',
    [
      'cf',
      'again.tar',
      '--format=ustar',
      './content.bundle',
      './giljabi.sqlite',
      './manifest.json',
      './manifest.json.sha256',
    ],
    { cwd: out },
  )
  await expect(bringBack(join(out, 'data'), join(out, 'again.tar'))).resolves.toBeDefined()
})

test('a wiki without a first page is backed up and restored too', async () => {
  const dataDir = await temporaryData()
  const file = await backupOf(dataDir)
  const empty = join(await temporaryFolder(), 'new')
  expect((await bringBack(empty, file)).manifest.commit).toBeNull()
  expect(rowsOf(empty)).toEqual(rowsOf(dataDir))
})

test('one damaged byte anywhere is noticed and nothing is touched', async () => {
  const dataDir = await temporaryData('ada')
  const file = await backupOf(dataDir)
  const whole = await readFile(file)
  const target = await temporaryData('leo')
  const before = [await headOf(target), rowsOf(target)]
  const length = whole.length - 1024 // after it only the zeros that end a tar
  const refused: string[] = []
  for (let at = 3; at < length; at += Math.floor(length / 40)) {
    const broken = Buffer.from(whole)
    broken[at]! ^= 0x20
    await writeFile(file, broken)
    const outcome = await bringBack(target, file, true).then(
      () => 'restored',
      (error: { key?: string }) => error.key ?? 'defect',
    )
    refused.push(outcome)
  }
  expect(refused.filter((key) => !/^backup\.(damaged|notBackup|newer)$/.test(key))).toEqual([])
  expect([await headOf(target), rowsOf(target)]).toEqual(before)
  expect((await readdir(target)).filter((name) => name.startsWith('restore'))).toEqual([])
})

test('a backup that is cut short, is none, or is from a later program is refused', async () => {
  const file = await backupOf(await temporaryData('ada'))
  const whole = await readFile(file)
  const empty = join(await temporaryFolder(), 'new')
  await writeFile(file, whole.subarray(0, whole.length - 4_000))
  await expect(bringBack(empty, file)).rejects.toMatchObject({ key: 'backup.damaged' })
  await writeFile(file, 'not a backup')
  await expect(bringBack(empty, file)).rejects.toMatchObject({ key: 'backup.notBackup' })
  await expect(bringBack(empty, `${file}.missing`)).rejects.toMatchObject({ key: 'backup.notThere' })
  const later = Buffer.from(whole.toString('latin1').replace('"format": 1', '"format": 9'), 'latin1')
  await writeFile(file, later)
  await expect(bringBack(empty, file)).rejects.toMatchObject({ key: 'backup.newer' })
})

test('where there is a wiki it is refused, and with replace what was there is moved aside', async () => {
  const file = await backupOf(await temporaryData('ada'))
  const target = await temporaryData('leo')
  const before = [await headOf(target), rowsOf(target)]
  await expect(bringBack(target, file)).rejects.toMatchObject({ key: 'backup.occupied' })
  expect([await headOf(target), rowsOf(target)]).toEqual(before)
  const { movedTo } = await bringBack(target, file, true)
  expect([await headOf(movedTo!), rowsOf(movedTo!)]).toEqual(before)
  expect(await headOf(target)).not.toBe(before[0])
})

test('while a server runs on the folder it is refused; the lock of one that is gone is stale', async () => {
  const file = await backupOf(await temporaryData('ada'))
  const target = join(await temporaryFolder(), 'new')
  await mkdir(target)
  await writeFile(
    join(target, 'server.lock'),
    JSON.stringify({ pid: process.ppid, url: 'http://127.0.0.1:3000' }),
  )
  await expect(bringBack(target, file)).rejects.toMatchObject({ key: 'backup.running' })
  await writeFile(join(target, 'server.lock'), JSON.stringify({ pid: 2 ** 22 + 1 }))
  await expect(bringBack(target, file)).resolves.toBeDefined()
})

test('a restore that was cut short is noticed, and the same command finishes it', async () => {
  const dataDir = await temporaryData('ada')
  const file = await backupOf(dataDir)
  const target = await temporaryData('leo')
  await mkdir(join(target, 'restore.part', 'content.git'), { recursive: true })
  await writeFile(join(target, 'restore.unfinished'), '')
  await expect(refuseUnfinishedRestore(target)).rejects.toMatchObject({ key: 'backup.unfinished' })
  expect((await bringBack(target, file)).movedTo).toBeDefined()
  await expect(refuseUnfinishedRestore(target)).resolves.toBeUndefined()
  expect(await headOf(target)).toBe(await headOf(dataDir))
})

test('a place that cannot hold a backup is refused before anything is copied', async () => {
  const dataDir = await temporaryData('ada')
  const folder = await temporaryFolder()
  await expect(backUp(dataDir, folder, { log, now })).rejects.toMatchObject({ key: 'backup.isFolder' })
  await expect(backUp(dataDir, join(folder, 'x/y.tar'), { log, now })).rejects.toMatchObject({
    key: 'backup.noFolder',
  })
  await expect(backUp(join(folder, 'none'), join(folder, 'y.tar'), { log, now })).rejects.toMatchObject({
    key: 'backup.nothing',
  })
  expect(await readdir(folder)).toEqual([])
})
