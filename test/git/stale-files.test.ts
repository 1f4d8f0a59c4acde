import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openTemporary, put, readText } from './temporary-repository.ts'

const locks = [
  'index.lock',
  'HEAD.lock',
  'packed-refs.lock',
  'next-index-123.lock',
  'config.lock',
  'refs/heads/main.lock',
]
/** Only there can it be known whether a git process works in the folder. */
const onLinux = process.platform === 'linux' ? test : test.skip
// eslint-disable-next-line no-console
if (process.platform !== 'linux') console.warn('Tests of young locks are skipped: they need /proc')

onLinux('opening removes the locks that a killed process left a moment ago (fault F8)', async () => {
  const { dir, openAgain, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  const other = await openTemporary()
  for (const lock of locks) await writeFile(join(other.dir, lock), '')
  await other.openAgain()
  expect(locks.filter((lock) => existsSync(join(other.dir, lock)))).toEqual([])
  await other.commit([put('a.md', '1')])
  expect(dir).not.toBe(other.dir)
  await openAgain()
})

test('opening removes locks older than ten seconds whoever works there (fault F8)', async () => {
  const { dir, openAgain, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  const longAgo = new Date(Date.now() - 11_000)
  for (const lock of locks) {
    await writeFile(join(dir, lock), '')
    await utimes(join(dir, lock), longAgo, longAgo)
  }
  await openAgain()
  expect(locks.filter((lock) => existsSync(join(dir, lock)))).toEqual([])
})

onLinux('opening leaves the lock of a git process that lives (fault F8)', async () => {
  const { dir, openAgain, repository, commit } = await openTemporary()
  const id = await commit([put('a.md', '1')])
  const outside = spawn('git', ['update-ref', '--stdin'], { cwd: dir, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => outside.on('close', resolve))
  const prepared = new Promise<void>((resolve) => {
    outside.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('prepare: ok') && resolve())
  })
  outside.stdin.write(`start\nupdate refs/heads/main ${id} ${id}\nprepare\n`)
  await prepared
  await openAgain()
  expect(existsSync(join(dir, 'refs/heads/main.lock'))).toBe(true)

  const waiting = commit([put('a.md', '2')])
  outside.stdin.end()
  await ended
  await waiting
  expect(await readText(repository, 'a.md')).toBe('2')
})

onLinux('a save waits out a lock that was left while the wiki runs', async () => {
  const { dir, repository, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  await writeFile(join(dir, 'refs/heads/main.lock'), '')
  await commit([put('a.md', '2')])
  expect(await readText(repository, 'a.md')).toBe('2')
})

test('opening removes half-written objects of writers that are gone, and no others', async () => {
  const { dir, openAgain } = await openTemporary()
  const gone = join(dir, 'objects', 'tmp_obj_giljabi_999999999_x')
  const alive = join(dir, 'objects', `tmp_obj_giljabi_${process.pid}_x`)
  const old = join(dir, 'objects', `tmp_obj_giljabi_${process.pid}_y`)
  const pack = join(dir, 'objects', 'pack', 'tmp_pack_x')
  for (const file of [gone, alive, old, pack]) await writeFile(file, 'x')
  for (const file of [old, pack]) await utimes(file, new Date(0), new Date(0))
  await openAgain()
  expect([gone, alive, old, pack].map((file) => existsSync(file))).toEqual([false, true, false, false])
})
