import { createWorld, page, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const board = (filter = {}, user = world.lead) => world.upkeep.board(user, 'ko', filter)

test('counts pages by how true they are known to be, worst first, by folder and owner', async () => {
  await world.write('guides/a', page('가', 'owner: mina\nreviewed: 2026-01-01\nreviewEvery: 30d\n'))
  await world.write('guides/b', page('나', 'owner: mina\nreviewed: 2026-11-20\nreviewEvery: 90d\n'))
  await world.write('guides/c', page('다', 'owner: ghost\nreviewed: 2026-09-01\nreviewEvery: 90d\n'))
  await world.write('notes/d', page('라'))
  await world.write('notes/e', page('마', 'reviewEvery: 90d\n'))
  await world.write('notes/draft', page('초안', 'status: draft\n'))
  await world.write('templates/note', page('틀'))
  const all = await board()
  expect(all.rows.map(({ path, state }) => [path, state])).toEqual([
    ['guides/a', 'overdue'],
    ['guides/c', 'due'],
    ['notes/e', 'never'],
    ['notes/d', 'no-interval'],
    ['guides/b', 'verified'],
  ])
  expect(all.counts).toEqual({ verified: 1, due: 1, overdue: 1, never: 1, 'no-interval': 1 })
  expect([all.total, all.withoutOwner, all.folders, all.owners]).toEqual([
    5,
    3,
    ['guides', 'notes'],
    ['ghost', 'mina'],
  ])
  expect((await board({ folder: 'notes' })).rows.map(({ path }) => path)).toEqual(['notes/e', 'notes/d'])
  expect((await board({ owner: 'mina', state: 'overdue' })).rows.map(({ path }) => path)).toEqual([
    'guides/a',
  ])
  expect((await board({ owner: '-' })).rows.map(({ path }) => path)).toEqual([
    'guides/c',
    'notes/e',
    'notes/d',
  ])
  await expect(board({}, world.member)).rejects.toMatchObject({ code: 'forbidden' })
})

test('weeks tell how it was, from the commits', async () => {
  world.day('2026-06-01')
  await world.write('guides/a', page('가', 'owner: mina\nreviewed: 2026-06-01\nreviewEvery: 28d\n'))
  world.day('2026-09-01')
  await world.upkeep.verification.verify(world.lead, { path: 'guides/a', verdict: 'still-true' })
  world.day('2026-09-10')
  await world.upkeep.owners.setOwner(world.lead, 'guides/a', 'noa')
  world.day('2026-11-24')
  const { weeks } = await board()
  expect(weeks).toHaveLength(26)
  const at = (day: string, list = weeks) => {
    const found = list.find((week) => week.at.toISOString().slice(0, 10) >= day)
    return found && [found.verified, found.due, found.overdue, found.open]
  }
  expect(at('2026-06-02')).toEqual([1, 0, 0, 0])
  expect(at('2026-06-23')).toEqual([0, 1, 0, 0])
  expect(at('2026-08-25')).toEqual([0, 0, 1, 0])
  expect(at('2026-09-01')).toEqual([1, 0, 0, 0])
  expect(at('2026-11-24')).toEqual([0, 0, 1, 0])
  const hers = (await board({ owner: 'mina' })).weeks
  expect([at('2026-09-08', hers), at('2026-09-15', hers)]).toEqual([
    [1, 0, 0, 0],
    [0, 0, 0, 0],
  ])
})

test('guides without an official source are named', async () => {
  const source = (tier: string) => `sources: [{tier: ${tier}, title: x, url: "https://x.example/"}]\n`
  await world.write('guides/a', page('가', source('official')))
  await world.write('guides/b', page('나', source('other')))
  await world.write('guides/c', page('다'))
  await world.write('lessons/d', page('라'))
  expect((await board()).withoutOfficial.map(({ path }) => path)).toEqual(['guides/b', 'guides/c'])
})

test('an empty wiki has an empty board', async () => {
  expect(await board()).toMatchObject({ rows: [], total: 0, folders: [], withoutOwner: 0 })
})
