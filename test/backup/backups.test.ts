import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { form, startApp, type TestApp } from '../app.ts'
import { ada, leo } from '../cast.ts'
import { tryRestore } from '../../src/backup/try-restore.ts'
import { createLog } from '../../src/log.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const log = createLog('silent')

let app: TestApp
let time: Date
let folder: string

beforeEach(async () => {
  time = new Date('2026-11-24T09:00:00Z')
  app = await startApp({ people: [ada, leo], now: () => time })
  folder = join(app.dataDir, 'backups')
})
afterEach(() => app.stop())

const view = async () => app.context.backups.view(await app.user(ada))

test('a backup is made when it is due, brought back in a test, and both are told', async () => {
  expect((await view()).kept).toEqual([])
  await app.context.backups.tick()
  const { kept, nextAt, fault } = await view()
  expect(fault).toBeUndefined()
  expect(kept).toMatchObject([
    {
      name: 'giljabi-20261124T090000000Z.tar',
      at: '2026-11-24T09:00:00.000Z',
      tested: { at: time.toISOString() },
    },
  ])
  expect(kept[0]!.tested).not.toHaveProperty('fault')
  expect(kept[0]!.bytes).toBe((await stat(join(folder, kept[0]!.name))).size)
  expect(nextAt).toBe('2026-11-25T09:00:00.000Z')
  time = new Date(time.getTime() + DAY_MS / 2)
  await app.context.backups.tick()
  expect((await view()).kept).toHaveLength(1)
  time = new Date(time.getTime() + DAY_MS / 2)
  await app.context.backups.tick()
  expect((await view()).kept).toHaveLength(2)
  const made = (await app.context.audit.list(10)).filter(({ action }) => action === 'backup.make')
  expect(made.map(({ result }) => result)).toEqual(['ok', 'ok'])
})

test('old backups go, but never the last one that came back in a test', async () => {
  for (let day = 0; day < 8; day++) {
    await app.context.backups.tick()
    time = new Date(time.getTime() + DAY_MS)
  }
  const { kept, settings } = await view()
  expect(kept).toHaveLength(settings.keep)
  expect(kept.map(({ at }) => at.slice(8, 10))).toEqual(['01', '30', '29', '28', '27', '26', '25'])
})

test('an administrator asks for one and sees it; the page says what was tried and when', async () => {
  const ask = await app.signIn(ada)
  expect(await (await ask('/admin/backups')).text()).toContain('아직 백업이 없어요.')
  expect((await ask('/admin/backups', form({}, app.url))).headers.get('location')).toBe('/admin/backups')
  const during = await ask('/admin/backups')
  expect(during.headers.get('refresh')).toBe('2')
  await app.context.backups.settled()
  const after = await ask('/admin/backups')
  expect(after.headers.get('refresh')).toBeNull()
  const body = await after.text()
  expect(body).toContain('giljabi-20261124T090000000Z.tar')
  expect(body).toContain('11월 24일 18:00에 되살려 본 백업이 있어요.')
  await ask('/lang', form({ lang: 'en', next: '/admin/backups' }, app.url))
})

test('leads see nothing of backups', async () => {
  const ask = await app.signIn(leo)
  expect((await ask('/admin/backups')).status).toBe(403)
  await expect(app.context.backups.view(await app.user(leo))).rejects.toMatchObject({ code: 'forbidden' })
})

test('trying a restore finds a damaged file and leaves nothing behind', async () => {
  await app.context.backups.tick()
  const [backup] = (await view()).kept
  const file = join(folder, backup!.name)
  expect(await tryRestore(file, { log, now: time })).toMatchObject({ product: 'giljabi' })
  const handle = await open(file, 'r+')
  await handle.write(Buffer.from('damage'), 0, 6, Math.floor(backup!.bytes / 2))
  await handle.close()
  await expect(tryRestore(file, { log, now: time })).rejects.toMatchObject({ key: 'backup.damaged' })
  expect((await readdir(folder)).sort()).toEqual([backup!.name, 'tested.json'])
})
