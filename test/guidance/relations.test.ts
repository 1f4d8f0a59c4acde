import { findLoops } from '../../src/guidance/relations.ts'
import { cardOf, conflictsOf } from '../../src/pages/reading.ts'
import { createWorld, lesson, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  for (const name of ['a', 'b', 'c']) await world.write(`lessons/${name}`, lesson(name.toUpperCase()))
})
afterEach(() => world.close())

const relate = (name: string, front: string) =>
  world.write(`lessons/${name}`, lesson(name.toUpperCase(), front))
const pageOf = (path: string) => world.pages.get(world.people.leo, path)

test('a superseded lesson leads to the last of its successors', async () => {
  await relate('b', 'supersedes: [lessons/a]\n')
  await relate('c', 'supersedes: [lessons/b]\n')
  const { catalog } = world.pages.content
  expect(catalog.successor('lessons/a')?.path).toBe('lessons/c')
  expect(cardOf(pageOf('lessons/a'), 'en', world.pages.content, world.clock)).toMatchObject({
    superseded: true,
    successor: { path: 'lessons/c', title: 'C' },
  })
  await relate('c', 'supersedes: [lessons/b]\nstatus: draft\n')
  expect(catalog.successor('lessons/a')?.path).toBe('lessons/b')
})

test('a circle of replacing is refused by name, and changes nothing', async () => {
  await relate('b', 'supersedes: [lessons/a]\n')
  await relate('c', 'supersedes: [lessons/b]\n')
  const before = world.pages.content.head()
  await expect(relate('a', 'supersedes: [lessons/c]\n')).rejects.toMatchObject({
    key: 'guidance.relation.loop',
    field: 'supersedes',
    params: { loop: 'lessons/a → lessons/c → lessons/b → lessons/a' },
  })
  await expect(relate('a', 'supersedes: [lessons/a]\n')).rejects.toMatchObject({
    key: 'guidance.relation.self',
  })
  await expect(relate('a', 'conflictsWith: [lessons/a]\n')).rejects.toMatchObject({
    key: 'guidance.relation.self',
  })
  expect(world.pages.content.head()).toBe(before)
})

test('a page that is not there cannot be named; one that is gone since does not stand in the way', async () => {
  for (const name of ['supersedes', 'conflictsWith', 'supports']) {
    await expect(relate('a', `${name}: [lessons/none]\n`)).rejects.toMatchObject({
      key: 'guidance.relation.unknown',
      field: name,
      params: { relation: name, path: 'lessons/none' },
    })
  }
  await relate('a', 'supersedes: [lessons/b]\n')
  await world.push({ 'lessons/b.md': undefined })
  await expect(relate('a', 'supersedes: [lessons/b]\ntags: [x]\n')).resolves.toBeTruthy()
})

test('a circle that is pushed is walked once, leads nowhere and is a fault', async () => {
  await world.push({
    'lessons/a.md': lesson('A', 'supersedes: [lessons/b]\n'),
    'lessons/b.md': lesson('B', 'supersedes: [lessons/a, lessons/b]\n'),
  })
  const { catalog } = world.pages.content
  expect(catalog.successor('lessons/a')).toBeUndefined()
  expect([...findLoops(catalog)].map(({ file }) => file)).toEqual(['lessons/a.md', 'lessons/b.md'])
  await expect(relate('c', 'supersedes: [lessons/a]\n')).resolves.toBeTruthy()
  expect(catalog.successor('lessons/a')?.path).not.toBe('lessons/a')
})

test('a conflict shows on both pages until one replaces the other', async () => {
  await relate('a', 'conflictsWith: [lessons/b]\n')
  const conflicts = (path: string) =>
    conflictsOf(world.people.mina, pageOf(path), world.pages.content.catalog).map((page) => page.path)
  expect([conflicts('lessons/a'), conflicts('lessons/b')]).toEqual([['lessons/b'], ['lessons/a']])
  await relate('c', 'supersedes: [lessons/b]\n')
  expect([conflicts('lessons/a'), conflicts('lessons/b')]).toEqual([[], []])
})

test('relations hold where a page has moved since', async () => {
  await relate('b', 'supersedes: [lessons/a]\nsupports: [lessons/c]\n')
  await world.push({
    'lessons/a.md': undefined,
    'lessons/was-a.md': lesson('A'),
    'redirects.yml': 'lessons/a: lessons/was-a\n',
  })
  expect(world.pages.content.catalog.successor('lessons/was-a')?.path).toBe('lessons/b')
})

test('only what the original says counts, and templates may name what is not there', async () => {
  await expect(
    world.write('lessons/a', '---\ntitle: 가\nsupersedes: [lessons/none]\n---\n', 'ko'),
  ).resolves.toBeTruthy()
  await expect(
    world.write('templates/lesson', lesson('T', 'supports: [directions/x]\n')),
  ).resolves.toBeTruthy()
})

test('links to a superseded lesson say where it leads, as soon as it does', async () => {
  await world.write(
    'guides/g',
    '---\ntitle: G\nkind: guide\nlang: en\n---\n[[lessons/a]] [b](../lessons/b.md)\n',
  )
  const html = async () => (await world.pages.read(world.people.mina, 'guides/g', 'en')).rendered.html
  expect(await html()).not.toContain('turned')
  await relate('c', 'supersedes: [lessons/a, lessons/b]\n')
  expect(await html()).toContain('title="Continues in a newer page: C">A</a>')
  expect((await html()).match(/class="turned"/g)).toHaveLength(2)
})
