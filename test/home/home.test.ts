import { createHome } from '../../src/home/home.ts'
import { createWorld, pageSource, PATH, writePath, type World } from '../learning/world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const show = (user = world.member) => createHome({ ...world, waiting: [], now: () => world.clock }).show(user, 'ko')

test('an empty wiki shows nothing but that it is empty', async () => {
  const home = await show()
  expect(home).toMatchObject({ isEmpty: true, here: undefined, changes: [], lesson: undefined })
})

test('suggests the first two weeks before other paths, until one is begun', async () => {
  await writePath(world)
  expect((await show()).here).toMatchObject({ begun: false, walk: { path: PATH } })
  await world.write(
    'paths/first-two-weeks',
    '---\ntitle: 처음 두 주\nkind: path\nsteps: [{id: a}, {id: b}]\n---\n',
  )
  expect((await show()).here).toMatchObject({ begun: false, walk: { path: 'paths/first-two-weeks' } })
  await world.learning.completeStep(world.member, PATH, 'read')
  expect((await show()).here).toMatchObject({ begun: true, walk: { path: PATH }, step: { id: 'quiz' } })
})

test('goes on with the path walked last, and past one that is finished', async () => {
  await writePath(world)
  await world.write('paths/second', '---\ntitle: 둘째 길\nkind: path\nsteps: [{id: a}, {id: b}]\n---\n')
  await world.learning.completeStep(world.member, PATH, 'read')
  world.clock = new Date('2026-11-25T09:00:00.000Z')
  await world.learning.completeStep(world.member, 'paths/second', 'a')
  expect((await show()).here?.walk.path).toBe('paths/second')
  await world.learning.completeStep(world.member, 'paths/second', 'b')
  expect((await show()).here).toMatchObject({ walk: { path: PATH }, step: { id: 'quiz' } })
})

test('an owner finds pages whose review is due, and an author their drafts', async () => {
  const due = 'reviewed: 2026-01-01\nreviewEvery: 30d'
  await world.write('guides/due', `---\ntitle: 오래된 글\nowner: ${world.member.handle}\n${due}\n---\n`)
  await world.write('guides/theirs', `---\ntitle: 남의 글\nowner: ${world.other.handle}\n${due}\n---\n`)
  await world.write(
    'guides/fresh',
    `---\ntitle: 새 글\nowner: ${world.member.handle}\nreviewed: 2026-11-20\nreviewEvery: 30d\n---\n`,
  )
  await world.write('guides/draft', '---\ntitle: 초안\nstatus: draft\n---\n')
  const paths = async (user = world.member) => {
    const { overdue, drafts } = (await show(user)).tend
    return [overdue.map(({ path }) => path), drafts.map(({ path }) => path)]
  }
  expect(await paths()).toEqual([['guides/due'], []])
  expect(await paths(world.lead)).toEqual([[], ['guides/draft']])
})

test('the lesson of the day is one all day, another the next, and never a draft', async () => {
  await world.write('lessons/a', pageSource('가'))
  await world.write('lessons/b', pageSource('나'))
  await world.write('lessons/draft', '---\ntitle: 초안\nstatus: draft\n---\n')
  const lessons: (string | undefined)[] = []
  for (const [day, hour] of [
    [24, 1],
    [24, 20],
    [25, 1],
    [26, 1],
  ] as const) {
    world.clock = new Date(2026, 10, day, hour)
    lessons.push((await show()).lesson?.path)
  }
  expect(lessons[0]).toBe(lessons[1])
  expect(lessons[2]).not.toBe(lessons[0])
  expect(lessons[3]).toBe(lessons[0])
})

test('looking is not having seen', async () => {
  await world.write('guides/one', pageSource('하나'))
  expect((await show()).changes).toHaveLength(1)
  expect((await show()).changes).toHaveLength(1)
})
