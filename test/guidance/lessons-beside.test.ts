import { supportOf } from '../../src/guidance/directions.ts'
import { createWorld, lesson, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const beside = (path: string) =>
  world.guidance.lessonsFor(world.pages.get(world.people.mina, path), 'en').map(({ path: at }) => at)
const guide = (text = '', tags = 'deploy, rare') =>
  `---\ntitle: Guide\nkind: guide\ntags: [${tags}]\n---\n${text}\n`

test('lessons that link to a page or share its tags stand beside it: three at most, links first, rare tags next', async () => {
  await world.write('guides/g', guide())
  for (const name of ['a', 'b', 'c', 'd'])
    await world.write(`lessons/${name}`, lesson(name, 'tags: [deploy]\n'))
  await world.write('lessons/rare', lesson('rare', 'tags: [rare]\n'))
  await world.write('lessons/linking', `${lesson('linking')}[[guides/g]]\n`)
  expect(beside('guides/g')).toEqual(['lessons/linking', 'lessons/rare', 'lessons/a'])
  expect(beside('guides/g')).toEqual(beside('guides/g'))
})

test('not what is linked there already, superseded, a draft, or has stopped holding', async () => {
  await world.write('lessons/old', lesson('old', 'tags: [deploy]\n'))
  await world.write('lessons/new', lesson('new', 'tags: [deploy]\nsupersedes: [lessons/old]\n'))
  await world.write('lessons/draft', lesson('draft', 'tags: [deploy]\nstatus: draft\n'))
  await world.write('lessons/linked', lesson('linked', 'tags: [deploy]\n'))
  await world.write('guides/g', guide('[[lessons/linked]]'))
  expect(beside('guides/g')).toEqual(['lessons/new'])
  for (const where of ['1', '2'])
    await world.guidance.applications.record(world.people.mina, 'lessons/new', {
      where,
      outcome: 'not',
      note: '',
    })
  expect(beside('guides/g')).toEqual([])
  expect(beside('lessons/new')).toEqual(['lessons/linked'])
})

test('a path shows lessons about what its steps read', async () => {
  await world.write('guides/g', guide('', 'x'))
  await world.write('lessons/l', `${lesson('l')}[[guides/g]]\n`)
  await world.write('paths/p', '---\ntitle: P\nkind: path\nsteps: [{id: a, page: guides/g}]\n---\n')
  expect(beside('paths/p')).toEqual(['lessons/l'])
})

test('a direction shows what stands behind it by kind, and leads what stands alone', async () => {
  await world.write('directions/2026', '---\ntitle: This year\nkind: direction\n---\n')
  await world.write('lessons/a', lesson('A', 'supports: [directions/2026]\n'))
  await world.write('lessons/b', lesson('B', 'supports: [directions/2026]\nstatus: draft\n'))
  await world.write('lessons/c', lesson('C'))
  await world.write('guides/g', guide())
  const { mina, leo } = world.people
  const supportFor = (who: typeof mina) =>
    supportOf(who, world.pages.get(who, 'directions/2026'), 'en', world.pages.content)
  const kinds = (list: readonly { kind: string; pages: readonly { title: string }[] }[]) =>
    list.map(({ kind, pages }) => `${kind}: ${pages.map(({ title }) => title).join()}`)
  const forLead = supportFor(leo)
  expect(kinds(forLead.behind)).toEqual(['lesson: A'])
  expect(kinds(forLead.alone)).toEqual(['lesson: C', 'guide: Guide'])
  expect([forLead.behindCount, forLead.aloneCount, supportFor(mina).aloneCount]).toEqual([1, 2, 0])
})
