import { mkdtemp, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '../../src/db/open.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'
import { findFaults } from '../../src/operations/check.ts'
import { createContent } from '../../src/pages/content.ts'

const log = createLog('silent')
const now = new Date('2026-11-24T00:00:00Z')
let dir: string
let repository: Repository
let database: Database

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'giljabi-check-'))
  repository = await openRepository(join(dir, 'content.git'), { log })
  database = openDatabase(join(dir, 'giljabi.sqlite'))
  await migrate(database.kysely)
})

afterEach(async () => {
  await repository.close()
  await database.close()
  await rm(dir, { recursive: true, force: true })
})

/** The faults of a wiki with these files, each as `kind path what`. */
async function faultsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const changes = Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) }))
  const author = { name: 'Ada', email: 'ada@example.com' }
  await repository.commitIfUnchanged({ parent: undefined, changes, message: 'x', author, time: now })
  const content = createContent(repository, log, () => now)
  await content.load()
  const faults = await findFaults({ repository, database, content }, now)
  return faults.map(
    ({ kind, path, what }) =>
      `${kind} ${path} ${[what.key.replace('operations.check.', ''), ...Object.values(what.params)].join(' ')}`,
  )
}

const page = (rest: string, front = '') => `---\ntitle: T\n${front}---\n${rest}`

test('a sound wiki has no faults, nor has an empty one', async () => {
  const content = createContent(repository, log, () => now)
  await content.load()
  expect(await findFaults({ repository, database, content }, now)).toEqual([])
  expect(
    await faultsOf({
      'a/x.md': page(
        '[y](y.md) [[a/y]] [[Why]] [[#here]] [p](p.png) [out](https://x.y) [mail](mailto:a@b.c)\n',
        'supports: [a/y]\n',
      ),
      'a/y.md': '---\ntitle: Why\nlang: ko\n---\n[x](./x.md#part) `[z](z.md)`\n',
      'a/y.en.md': '---\ntitle: Reason\n---\n[[Reason]]\n',
      'a/p.png': 'png',
      'templates/note.md': page('[[folder/slug]]'),
      'settings/about.md': 'x',
    }),
  ).toEqual([])
})

test('links that lead nowhere are found in text and in front matter', async () => {
  expect(
    await faultsOf({
      'a/x.md': page(
        '[y](y.md) [[b/y]] [[Nobody]] [p](p.png) [f](../a/)\n',
        'supports: [a/gone]\nlesson: {learnedFrom: retros/gone}\n',
      ),
    }),
  ).toEqual([
    'link a/x.md link y.md',
    'link a/x.md link b/y',
    'link a/x.md link Nobody',
    'link a/x.md file p.png',
    'link a/x.md address ../a/',
    'link a/x.md reference a/gone',
    'link a/x.md reference retros/gone',
  ])
})

test('front matter that cannot be read or does not fit is found', async () => {
  const faults = await faultsOf({
    'a/x.md': '---\ntitle: [\n---\n',
    'a/y.md': page('', 'kind: odd\n'),
    'a/z.md': '# Plain\n',
  })
  expect(faults.map((fault) => fault.split(' ').slice(0, 3).join(' '))).toEqual([
    'front-matter a/x.md markdown.frontMatter',
    'front-matter a/y.md pages.kind.unknown',
  ])
})

test('files whose names are no page, and twins, are found (abuse 30, F6)', async () => {
  const nfd = '가.md'.normalize('NFD')
  const faults = await faultsOf({
    [`a/${nfd}`]: page(''),
    'a/가.md': page(''),
    'a/B.md': page(''),
    'a/b.md': page(''),
    'a/-x.md': page(''),
  })
  expect(faults.sort()).toEqual(
    [
      `file-name a/${nfd} name`,
      `file-name a/가.md twin a/${nfd}`,
      'file-name a/b.md twin a/B.md',
      'file-name a/-x.md name',
    ].sort(),
  )
})

test('published pages that are past their review are listed', async () => {
  const old = 'reviewed: 2026-01-01\nreviewEvery: 90d\n'
  expect(
    await faultsOf({
      'a/x.md': page('', old),
      'a/y.md': page('', `${old}status: archived\n`),
      'a/z.md': page('', old.replace('90d', '400d')),
    }),
  ).toEqual(['stale a/x.md stale 2026-01-01 90d'])
})

test('a row that points nowhere is found', async () => {
  const loose = new DatabaseSync(join(dir, 'giljabi.sqlite'), { enableForeignKeyConstraints: false })
  loose.exec("INSERT INTO visits (user_id, seen_commit, seen_at) VALUES ('nobody', 'c', 's')")
  loose.close()
  expect(await faultsOf({ 'a/x.md': page('') })).toEqual([
    'sql giljabi.sqlite line a row of visits points to a missing users',
  ])
})

test('pages that replace each other in a circle, and lines of a log that cannot be read', async () => {
  const faults = await faultsOf({
    'lessons/a.md': page('', 'supersedes: [lessons/b]\n'),
    'lessons/b.md': page('', 'supersedes: [lessons/a]\n'),
    'lessons/a.applications.jsonl': 'oops\n',
  })
  expect(faults).toEqual([
    'relation lessons/a.md loop lessons/a → lessons/b → lessons/a',
    'relation lessons/b.md loop lessons/b → lessons/a → lessons/b',
    'application-log lessons/a.applications.jsonl logLine 1',
  ])
})
