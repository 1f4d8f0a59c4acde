import { changesSince, type Change } from '../../src/home/changes.ts'
import { createHome } from '../../src/home/home.ts'
import type { User } from '../../src/user.ts'
import { createWorld, pageSource, type World } from '../learning/world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const home = () => createHome({ ...world, waiting: [], now: () => world.clock })
const changesFor = async (user: User) => (await home().show(user, 'ko')).changes
const pathsIn = (changes: readonly Change[]) =>
  changes.map((change) => ('path' in change ? change.path : change.count))

test('shows what others changed, newest first, one row a page', async () => {
  await world.write('guides/one', pageSource('하나'))
  await world.write('guides/two', pageSource('둘'))
  await world.write('guides/one', pageSource('하나', '고쳤어요'))
  const changes = await changesFor(world.member)
  expect(pathsIn(changes)).toEqual(['guides/one', 'guides/two'])
  expect(changes[0]).toMatchObject({ title: '하나', author: 'Leo Park', isNew: false, note: '' })
  expect(changes[1]).toMatchObject({ isNew: true })
})

test('leaves out own changes, drafts, templates and what was deleted', async () => {
  await world.write('guides/one', pageSource('하나'))
  await world.write('guides/draft', '---\ntitle: 초안\nstatus: draft\n---\n')
  await world.write('templates/guide', pageSource('틀'))
  await world.write('guides/gone', pageSource('곧 지울 글'))
  await world.pages.remove(world.lead, { path: 'guides/gone' })
  expect(pathsIn(await changesFor(world.member))).toEqual(['guides/one'])
  expect(await changesFor(world.lead)).toEqual([])
})

test('starts after what was seen last, for each person alone', async () => {
  await world.write('guides/one', pageSource('하나'))
  const { head } = await home().show(world.member, 'ko')
  await world.write('guides/two', pageSource('둘'))
  await home().markSeen(world.member, head ?? '')
  expect(pathsIn(await changesFor(world.member))).toEqual(['guides/two'])
  expect(pathsIn(await changesFor(world.other))).toEqual(['guides/two', 'guides/one'])
})

test('goes by the clock where the commit that was seen is gone', async () => {
  await world.write('guides/one', pageSource('하나'))
  const gone = 'e'.repeat(40) as NonNullable<ReturnType<World['pages']['content']['head']>>
  const since = (at: string) =>
    pathsIn(changesSince(world.member, { commit: gone, at }, 'ko', world.pages.content))
  expect(since('2000-01-01T00:00:00.000Z')).toEqual(['guides/one'])
  expect(since('2999-01-01T00:00:00.000Z')).toEqual([])
})

test('is at most eight rows, and many pages at once are one of them', async () => {
  const files = Array.from({ length: 30 }, (_, index) => ({
    path: `notes/n${index}.md`,
    content: Buffer.from(pageSource(`쪽지 ${index}`)),
  }))
  const author = { name: 'Import', email: 'import@team.example' }
  await world.pages.content.commit(author, () => Promise.resolve({ files, message: 'Import' }))
  expect(await changesFor(world.member)).toEqual([expect.objectContaining({ count: 30, author: 'Import' })])
  for (let index = 0; index < 9; index++) await world.write(`guides/g${index}`, pageSource(`글 ${index}`))
  expect(await changesFor(world.member)).toHaveLength(8)
})

test('leaves out what was only looked after: nothing changed for its readers', async () => {
  await world.write('guides/one', pageSource('하나'))
  const { head } = await home().show(world.member, 'ko')
  await home().markSeen(world.member, head ?? '')
  const author = { name: 'Leo Park', email: 'leo@team.example' }
  const save = (body: string, message: string) =>
    world.pages.content.commit(author, () =>
      Promise.resolve({
        files: [{ path: 'guides/one.md', content: Buffer.from(pageSource('하나', body)) }],
        message,
      }),
    )
  for (const trailer of [
    'Verified: still-true',
    'Owner: mina',
    'Source: https://x.example/',
    'Translation-Of: abc',
  ])
    await save(trailer, `Upkeep\n\n${trailer}`)
  expect(await changesFor(world.member)).toEqual([])
  await save('고쳤어요', 'Archive\n\nVerified: archive')
  expect(pathsIn(await changesFor(world.member))).toEqual(['guides/one'])
})

test('keeps the note that an author left', async () => {
  const source = pageSource('하나')
  await world.pages.save(world.lead, {
    path: 'guides/one',
    source,
    how: 'create',
    note: '막힌 곳을 적었어요',
  })
  expect(await changesFor(world.member)).toEqual([expect.objectContaining({ note: '막힌 곳을 적었어요' })])
})
