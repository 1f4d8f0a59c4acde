import { createHome } from '../../src/home/home.ts'
import { createWorld, pageSource, PATH, writePath, type World } from '../learning/world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const show = (user = world.member) =>
  createHome({ ...world, waiting: [], now: () => world.clock }).show(user, 'ko')

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

test('after the last step it suggests the path to which the one that was walked leads on', async () => {
  const path = (title: string, body: string) =>
    `---\ntitle: ${title}\nkind: path\nsteps: [{id: a}]\n---\n${body}\n`
  await world.write('paths/a-other', path('가', ''))
  await world.write('paths/z-onward', path('하', ''))
  await world.write('paths/walked', path('나', '[[paths/z-onward]]'))
  await world.learning.completeStep(world.member, 'paths/walked', 'a')
  expect((await show()).here).toMatchObject({ begun: false, walk: { path: 'paths/z-onward' } })
  expect((await show(world.other)).here).toMatchObject({ begun: false, walk: { path: 'paths/a-other' } })
})

test('an author finds their drafts, and an owner theirs', async () => {
  await world.write('guides/draft', '---\ntitle: 초안\nstatus: draft\n---\n')
  await world.write(
    'guides/given',
    `---\ntitle: 맡은 초안\nowner: ${world.member.handle}\nstatus: draft\n---\n`,
  )
  await world.write('templates/guide', '---\ntitle: 틀\nstatus: draft\n---\n')
  const paths = async (user = world.member) => (await show(user)).drafts.map(({ path }) => path)
  expect(await paths()).toEqual(['guides/given'])
  expect(await paths(world.lead)).toEqual(['guides/draft', 'guides/given'])
  expect(await paths(world.other)).toEqual([])
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

test('the lesson of the day is one that this person has not read, as long as there is one', async () => {
  for (const name of ['a', 'b', 'c']) await world.write(`lessons/${name}`, pageSource(name))
  const read = new Set<string>()
  const reads = { hasRead: (_user: unknown, path: string) => Promise.resolve(read.has(path)) }
  const home = createHome({ ...world, reads, waiting: [], now: () => world.clock })
  const today = async () => (await home.show(world.member, 'ko')).lesson?.path ?? ''
  const first = await today()
  const shown = new Set([first])
  for (let left = 2; left > 0; left--) shown.add(await today().then((path) => (read.add(path), today())))
  expect(shown.size).toBe(3)
  read.add(await today())
  expect(await today()).toBe(first)
})

test('looking is not having seen', async () => {
  await world.write('guides/one', pageSource('하나'))
  expect((await show()).changes).toHaveLength(1)
  expect((await show()).changes).toHaveLength(1)
})
