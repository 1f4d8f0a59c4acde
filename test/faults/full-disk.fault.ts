import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync, rmSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { counterPage, faultsOf, prepareData, serve, temporaryFolder, testWhere } from './wiki-process.ts'

/** A file system of one's own, seen by one process alone: nothing is left mounted after it, and no rights are needed. */
const OWN_MOUNTS = ['unshare', '--map-root-user', '--mount', 'sh', '-ec']
const testWithMounts = testWhere(mayMount(), 'a disk of its own needs Linux with user namespaces')

function mayMount(): boolean {
  try {
    const [program = '', ...args] = OWN_MOUNTS
    execFileSync(program, [...args, 'mount -t tmpfs none /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

testWithMounts(
  'on a full disk a save is refused in words, reading goes on, and room is all it needs (F7)',
  async () => {
    const folder = await temporaryFolder()
    const [prepared, disk] = [join(folder, 'prepared'), join(folder, 'disk')]
    const token = await prepareData(prepared)
    await mkdir(disk)
    const script = 'mount -t tmpfs -o size=64m none "$1"; cp -r "$2"/. "$1"; shift 2; exec "$@"'
    const wiki = await serve({ dataDir: disk, token, through: [...OWN_MOUNTS, script, 'sh', disk, prepared] })
    /** The disk as the server sees it. */
    const inside = join(`/proc/${wiki.pid}/root`, disk)
    const before = await wiki.put('notes/before', counterPage('Before', 1), { 'if-none-match': '*' })
    expect(before.status).toBe(201)

    fill(join(inside, 'filler'))
    for (let time = 0; time < 3; time++) {
      const refused = await wiki.put('notes/refused', counterPage('Refused', 1))
      expect([refused.status, await refused.json()]).toMatchObject([507, { code: 'storage-full' }])
    }
    for (const path of ['/', '/wiki/notes/before', '/api/v1/search?q=before']) {
      expect([path, (await wiki.get(path)).status]).toEqual([path, 200])
    }
    expect((await wiki.get('/wiki/notes/refused')).status).toBe(404)

    rmSync(join(inside, 'filler'))
    expect((await wiki.put('notes/after', counterPage('After', 1))).status).toBe(201)
    for (const path of ['before', 'after']) expect((await wiki.get(`/wiki/notes/${path}`)).status).toBe(200)
    const copy = join(folder, 'copy')
    await cp(inside, copy, { recursive: true })
    expect(faultsOf(copy)).toEqual([])
    await wiki.stop()
  },
  300_000,
)

testWithMounts(
  'where content turns read-only a save is refused in words, and reading goes on',
  async () => {
    const folder = await temporaryFolder()
    const dataDir = join(folder, 'data')
    const token = await prepareData(dataDir)
    const content = join(dataDir, 'content.git')
    const script = 'mount --bind "$1" "$1"; shift; exec "$@"'
    const wiki = await serve({ dataDir, token, through: [...OWN_MOUNTS, script, 'sh', content] })
    expect((await wiki.put('notes/before', counterPage('Before', 1))).status).toBe(201)
    remount(wiki.pid, content, 'ro')
    const refused = await wiki.put('notes/refused', counterPage('Refused', 1))
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'unavailable' }])
    expect((await wiki.get('/wiki/notes/before')).status).toBe(200)
    remount(wiki.pid, content, 'rw')
    expect((await wiki.put('notes/after', counterPage('After', 1))).status).toBe(201)
    await wiki.stop()
    expect(faultsOf(dataDir)).toEqual([])
  },
  300_000,
)

testWithMounts(
  'a data folder that is read-only stops the start with a sentence',
  async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const token = await prepareData(dataDir)
    const script = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"'
    const start = serve({ dataDir, token, through: [...OWN_MOUNTS, script, 'sh', dataDir] })
    await expect(start).rejects.toThrow(/cannot be written.*Set DATA_DIR/)
    const wiki = await serve({ dataDir, token })
    await wiki.stop()
  },
  300_000,
)

function fill(file: string): void {
  for (let size = 8 * 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(size, 'x'), { flag: 'a' })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC' || !existsSync(file)) throw error
        break
      }
    }
  }
}

function remount(pid: number, path: string, how: 'ro' | 'rw'): void {
  const enter = ['--target', String(pid), '--user', '--mount', '--preserve-credentials']
  execFileSync('nsenter', [...enter, 'mount', '-o', `remount,bind,${how}`, path])
}
