import { costOf } from '../costs.ts'
import { createWorld, lesson, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await world.write('directions/2026', '---\ntitle: This year\nkind: direction\n---\n')
  await world.write('lessons/fridays', lesson('Ship on Fridays', '', 'do: [Deploy on Fridays., Watch it.]'))
  await world.write('lessons/no-fridays', lesson('Rest on Fridays', '', 'dont: [Deploy on a Friday.]'))
})
afterEach(() => world.close())

const open = (process: Pick<World, 'guidance'> = world) =>
  process.guidance.contradictions.list(world.people.leo, 'en').filter(({ settled }) => settled === undefined)
const only = () => open()[0]?.id ?? ''
const resolve = (how: Parameters<World['guidance']['contradictions']['resolve']>[2], id = only()) =>
  world.guidance.contradictions.resolve(world.people.leo, id, how)
const waiting = (who = world.people.leo) => world.guidance.contradictions.waitingFor(who, 'en')

test('two lessons of which one says do and the other don’t are put before the leads, the lines marked', () => {
  const [pair, ...others] = open()
  expect(others).toEqual([])
  expect(pair).toMatchObject({ declared: false, found: true })
  const [one, other] = pair?.sides ?? []
  expect(one?.do).toEqual([
    { text: 'Deploy on Fridays.', clashes: true },
    { text: 'Watch it.', clashes: false },
  ])
  expect(other?.dont).toEqual([{ text: 'Deploy on a Friday.', clashes: true }])
  expect(waiting().map(({ title, href }) => [title, href])).toEqual([
    ['Ship on Fridays ↔ Rest on Fridays', `/contradictions#${pair?.id}`],
  ])
  expect(waiting(world.people.mina)).toEqual([])
  expect(() => world.guidance.contradictions.list(world.people.mina, 'en')).toThrow('errors.needs.lead')
})

test('drafts, archived and superseded lessons contradict nobody', async () => {
  await world.write(
    'lessons/fridays',
    lesson('Ship on Fridays', 'status: draft\n', 'do: [Deploy on Fridays.]'),
  )
  expect(open()).toEqual([])
  await world.write('lessons/fridays', lesson('Ship on Fridays', '', 'do: [Deploy on Fridays.]'))
  expect(open()).toHaveLength(1)
  await world.push({ 'lessons/fridays.md': undefined })
  expect(open()).toEqual([])
})

test('one can go on in the other', async () => {
  await resolve({ way: 'supersede', keep: 'lessons/no-fridays' })
  expect(open()).toEqual([])
  expect(world.pages.content.catalog.successor('lessons/fridays')?.path).toBe('lessons/no-fridays')
  expect(world.show('lessons/no-fridays.md')).toContain('supersedes:\n  - lessons/fridays\n')
})

test('both can stand: each says that the other says otherwise, and one can follow the direction', async () => {
  await resolve({ way: 'conflict', follows: 'lessons/no-fridays' })
  expect(open()).toEqual([])
  expect(waiting()).toEqual([])
  const source = world.show('lessons/no-fridays.md')
  expect(source).toContain('conflictsWith:\n  - lessons/fridays\n')
  expect(source).toContain('supports:\n  - directions/2026\n')
})

test('a pair that agrees is put aside with a reason until either says something else', async () => {
  await expect(resolve({ way: 'agree', reason: '  ' })).rejects.toMatchObject({ field: 'reason' })
  await resolve({ way: 'agree', reason: 'Only the night shift.' })
  expect(open()).toEqual([])
  const [settled] = world.guidance.contradictions.list(world.people.leo, 'en')
  expect(settled?.settled).toMatchObject({ way: 'agree', reason: 'Only the night shift.', by: 'leo' })
  expect(open(await world.openAgain())).toEqual([])
  await world.write(
    'lessons/fridays',
    lesson('Ship on Fridays', 'reviewed: 2026-11-24\n', 'do: [Deploy on Fridays., Watch it.]'),
  )
  expect(open()).toEqual([])
  await world.write('lessons/fridays', lesson('Ship on Fridays', '', 'do: [Deploy on Fridays at night.]'))
  expect(open()).toHaveLength(1)
})

test('what is declared is put before the leads too, also between lessons whose words do not clash', async () => {
  await world.write('lessons/c', lesson('C', 'conflictsWith: [lessons/fridays]\n', 'do: [Sleep.]'))
  expect(open().filter(({ declared }) => declared)).toHaveLength(1)
})

test('Korean is compared with Korean, and shown in the language in which the two clash', async () => {
  const korean = (title: string, advice: string) =>
    `---\ntitle: ${title}\nkind: lesson\nlang: ko\nlesson:\n  ${advice}\n---\n`
  await world.write('lessons/ga', korean('가', 'do: [문서를 혼자 써요]'))
  await world.write('lessons/na', korean('나', 'dont: [문서를 혼자 쓰지 않아요]'))
  expect(open()).toHaveLength(2)
})

test('what others settled or changed meanwhile is not there any more', async () => {
  const id = only()
  await resolve({ way: 'supersede', keep: 'lessons/fridays' })
  await expect(resolve({ way: 'supersede', keep: 'lessons/fridays' }, id)).rejects.toThrow(
    'contradiction.missing',
  )
  await world.write('lessons/fridays', lesson('Ship on Fridays', '', 'do: [Deploy on Fridays.]'))
  await expect(resolve({ way: 'supersede', keep: 'lessons/other' })).rejects.toMatchObject({ field: 'keep' })
})

test('nine hundred lessons are compared as they change, not all again', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 900 }, (_, number) => [
      `lessons/many-${number}.md`,
      lesson(
        `Many ${number}`,
        '',
        `do: [Do thing${number} with part${number}.]\n  dont: [Wait for thing${number + 1000}.]`,
      ),
    ]),
  )
  await world.push(files)
  let writes = 0
  const write = () =>
    world.write('lessons/one', lesson(`One ${writes++}`, '', 'dont: [Do thing5 with part5.]'))
  expect(await costOf(write, 100)).toBeLessThan(100)
  expect(open().some(({ sides }) => sides.some(({ path }) => path === 'lessons/many-5'))).toBe(true)
})
