import { execFileSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leo } from '../cast.ts'
import { makeDisk, mayMakeDisks } from './broken-disk.ts'
import {
  counterPage,
  faultsOf,
  prepareData,
  readFromGit,
  serve,
  temporaryFolder,
  testWhere,
} from './wiki-process.ts'
import type { WikiProcess } from './wiki-process.ts'

const testWithDisks = testWhere(mayMakeDisks(), 'a disk that breaks needs Linux, root and ext4')
const testWithLocks = testWhere(
  await mayLockOpenFiles(),
  'files that can be locked while open need root and ext4',
)

testWithDisks(
  'a disk that turns read-only while serving refuses what is written in words, reading goes on, and nothing is lost',
  async () => {
    const folder = await temporaryFolder()
    const [prepared, dataDir] = [join(folder, 'prepared'), join(folder, 'data')]
    const token = await prepareData(prepared)
    await mkdir(dataDir)
    const disk = await makeDisk(folder, dataDir)
    try {
      await cp(prepared, disk.seenAt, { recursive: true })
      const wiki = await serve({ dataDir, token, through: disk.inside })
      expect((await wiki.put('notes/before', counterPage('Before', 1))).status).toBe(201)
      await disk.breaks()
      for (let time = 0; time < 3; time++) await expectOnlyReading(wiki)
      await wiki.stop()

      disk.repair()
      const again = await serve({ dataDir, token, through: disk.inside })
      expect((await again.get('/wiki/notes/before')).status).toBe(200)
      await expectWriting(again)
      await again.stop()
      const copy = join(folder, 'copy')
      await cp(disk.seenAt, copy, { recursive: true })
      expect(faultsOf(copy)).toEqual([])
      expect(readFromGit(copy, 'notes/before.md')).toBe(counterPage('Before', 1))
    } finally {
      await disk.close()
    }
  },
  300_000,
)

testWithLocks(
  'a database that cannot be written while serving is said in words, and needs no restart once it can be',
  async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const token = await prepareData(dataDir)
    const wiki = await serve({ dataDir, token })
    expect((await wiki.put('notes/before', counterPage('Before', 1))).status).toBe(201)
    // Not its index of the log, which readers write, too: the kernel ends who writes to a locked file by memory.
    const files = ['giljabi.sqlite', 'giljabi.sqlite-wal'].map((name) => join(dataDir, name))
    lock('+i', files)
    try {
      for (let time = 0; time < 3; time++) {
        await expectReading(wiki)
        await expectNoSession(wiki)
        // Pages are git's alone.
        expect((await wiki.put(`notes/meanwhile-${time}`, counterPage('Meanwhile', 1))).status).toBe(201)
      }
    } finally {
      lock('-i', files)
    }
    await expectWriting(wiki)
    await wiki.stop()
    expect(faultsOf(dataDir)).toEqual([])
  },
  300_000,
)

async function expectOnlyReading(wiki: WikiProcess): Promise<void> {
  await expectReading(wiki)
  const saved = await wiki.put('notes/refused', counterPage('Refused', 1))
  expect([saved.status, await saved.json()]).toMatchObject([503, { code: 'unavailable' }])
  expect((await wiki.get('/wiki/notes/refused')).status).toBe(404)
  await expectNoSession(wiki)
}

/** What is in git, in the database and in the index. */
async function expectReading(wiki: WikiProcess): Promise<void> {
  for (const path of [
    '/',
    '/wiki/notes/before',
    '/people/leo',
    '/api/v1/me/progress',
    '/api/v1/search?q=before',
  ]) {
    expect([path, (await wiki.get(path)).status]).toEqual([path, 200])
  }
}

/** Signing in writes to the database alone; a person sees a page of words. */
async function expectNoSession(wiki: WikiProcess): Promise<void> {
  const answer = await signIn(wiki)
  expect([answer.status, await answer.text()]).toEqual([
    503,
    expect.stringContaining('tell an administrator'),
  ])
}

async function expectWriting(wiki: WikiProcess): Promise<void> {
  expect((await wiki.put('notes/after', counterPage('After', 1))).status).toBe(201)
  expect((await wiki.get('/wiki/notes/after')).status).toBe(200)
  expect((await signIn(wiki)).status).toBe(303)
}

function signIn({ url }: WikiProcess): Promise<Response> {
  return fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ login: leo.email, password: leo.password }),
    headers: { origin: url, 'sec-fetch-site': 'same-origin', 'accept-language': 'en', connection: 'close' },
  })
}

function lock(how: '+i' | '-i', files: readonly string[]): void {
  execFileSync('chattr', [how, ...files])
}

/** Elsewhere a file that is open for writing stays writable. */
async function mayLockOpenFiles(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-locks-'))
  const file = join(folder, 'file')
  const open = openSync(file, 'w')
  try {
    lock('+i', [file])
    writeSync(open, 'x')
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  } finally {
    closeSync(open)
    execFileSync('sh', ['-c', 'chattr -i "$1" 2>/dev/null || true', 'sh', file])
    await rm(folder, { recursive: true })
  }
}
