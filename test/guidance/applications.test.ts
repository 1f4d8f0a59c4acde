import { createWorld, lesson, type World } from './world.ts'

const PATH = 'lessons/read-first'
let world: World

beforeEach(async () => {
  world = await createWorld()
  await world.write(PATH, lesson('Read first', 'owner: leo\n'))
})
afterEach(() => world.close())

const apply = (outcome: 'held' | 'partly' | 'not', where = 'PR 1', who = world.people.mina) =>
  world.guidance.applications.record(who, PATH, { where, outcome, note: `It ${outcome}.` })
const waitingOf = async (who = world.people.leo) =>
  (await world.guidance.waitingFor(who, 'en')).map(({ key, title }) => `${key} ${title}`)
const toldOf = async (who = world.people.leo) =>
  (await world.notifications.list(who)).map(({ type, href }) => `${type} ${href}`)
const outcomesOf = (path = PATH, process = world) =>
  process.guidance.applications.list(world.people.noa, path).map(({ outcome }) => outcome)

test('an application is a line beside the lesson, committed by whoever applied it', async () => {
  world.clock = new Date('2026-11-24T10:00:00.000Z')
  const { id } = await apply('held', '  변경   #482 ')
  const [line] = world.show(`${PATH}.applications.jsonl`).split('\n')
  expect(JSON.parse(line ?? '')).toEqual({
    id,
    at: '2026-11-24T10:00:00.000Z',
    by: 'mina',
    where: '변경 #482',
    outcome: 'held',
    note: 'It held.',
    revision: world.pages.get(world.people.leo, PATH).original.blob,
  })
  expect(world.pages.content.history.latest(`${PATH}.applications.jsonl`)?.author.email).toBe(
    'mina@team.example',
  )
  expect(world.show('.gitattributes')).toBe('*.jsonl merge=union\n')
})

test('twenty at once are all kept, by two processes on one data folder', async () => {
  const other = await world.openAgain()
  const { mina, noa } = world.people
  await Promise.all(
    Array.from({ length: 20 }, (_, number) => {
      const { applications } = number % 2 ? world.guidance : other.guidance
      const who = number % 3 ? mina : noa
      return applications.record(who, PATH, { where: `PR ${number}`, outcome: 'held', note: '' })
    }),
  )
  await Promise.all([world.pages.content.refresh(), other.pages.content.refresh()])
  for (const process of [world, other])
    expect(new Set(process.guidance.applications.list(mina, PATH).map(({ where }) => where)).size).toBe(20)
  expect(world.show(`${PATH}.applications.jsonl`).trim().split('\n')).toHaveLength(20)
})

test('a lesson that stops holding is told to its owner once and waits for them until it holds again', async () => {
  await apply('not')
  expect(await waitingOf()).toEqual([])
  const other = await world.openAgain()
  await apply('not')
  await other.pages.content.refresh()
  expect(await waitingOf()).toEqual(['waiting.stopped Read first'])
  expect(await toldOf()).toEqual([`notify.lesson.stopped /wiki/${PATH}#log`])
  expect(world.pages.content.catalog.hasStopped(PATH)).toBe(true)
  expect(await waitingOf(world.people.ada)).toEqual([])
  await apply('not')
  expect(await toldOf()).toHaveLength(1)
  await apply('held')
  expect(await waitingOf()).toEqual([])
  expect(world.pages.content.catalog.hasStopped(PATH)).toBe(false)
})

test('an edit answers it as well, also one that only says when the lesson was verified', async () => {
  await apply('not')
  await apply('not')
  await world.write(PATH, lesson('Read first', 'owner: leo\nreviewed: 2026-11-24\n'))
  expect(await waitingOf()).toEqual([])
  await apply('not')
  expect(await waitingOf()).toEqual([])
})

test('a lesson without an owner waits for the leads', async () => {
  await world.write(PATH, lesson('Read first'))
  await apply('not')
  await apply('not')
  expect(await waitingOf(world.people.leo)).toEqual(['waiting.stopped Read first'])
  expect(await waitingOf(world.people.mina)).toEqual([])
})

test('lines that are pushed count; a broken one is passed over, reported and stays', async () => {
  await apply('held')
  const file = `${PATH}.applications.jsonl`
  const line = {
    id: 'x1',
    at: '2026-11-24T12:00:00+09:00',
    by: 'noa',
    where: 'PR 9',
    outcome: 'not',
    note: '',
  }
  await world.push({ [file]: `${world.show(file)}oops\n${JSON.stringify(line)}` })
  expect(outcomesOf()).toEqual(['held', 'not'])
  expect(world.guidance.applications.brokenLines()).toEqual([{ file, line: 2 }])
  await apply('partly')
  expect(world.show(file)).toContain('\noops\n')
  expect((await world.openAgain()).guidance.applications.list(world.people.mina, PATH)).toHaveLength(3)
})

test('a pushed log that makes a lesson stop holding is told to the owner', async () => {
  const lines = [1, 2].map((number) =>
    JSON.stringify({
      id: `p${number}`,
      at: `2026-11-25T0${number}:00:00Z`,
      by: 'noa',
      where: 'x',
      outcome: 'not',
    }),
  )
  await world.push({ [`${PATH}.applications.jsonl`]: lines.join('\n') })
  expect(await toldOf()).toHaveLength(1)
})

test('the log follows a rename, and what was taken back stays so', async () => {
  await apply('held')
  const { id } = await apply('not')
  const source = world.show(`${PATH}.md`)
  await world.push({
    [`${PATH}.md`]: undefined,
    'lessons/reading.md': source,
    'redirects.yml': `${PATH}: lessons/reading\n`,
  })
  expect(outcomesOf('lessons/reading')).toEqual(['not', 'held'])
  expect(outcomesOf(PATH)).toEqual(['not', 'held'])
  await world.guidance.applications.remove(world.people.mina, 'lessons/reading', id)
  await world.guidance.applications.record(world.people.noa, PATH, {
    where: 'x',
    outcome: 'partly',
    note: '',
  })
  expect(outcomesOf('lessons/reading')).toEqual(['partly', 'held'])
  expect(world.show('lessons/reading.applications.jsonl').trim().split('\n')).toHaveLength(2)
})

test('one’s own entry can be taken back for ten minutes, any by a lead', async () => {
  const { id } = await apply('held')
  const { applications } = world.guidance
  const { mina, noa, leo } = world.people
  await expect(applications.remove(noa, PATH, id)).rejects.toThrow('guidance.application.late')
  world.clock = new Date(world.clock.getTime() + 11 * 60_000)
  await expect(applications.remove(mina, PATH, id)).rejects.toThrow('guidance.application.late')
  await applications.remove(leo, PATH, id)
  expect(outcomesOf()).toEqual([])
  await expect(applications.remove(leo, PATH, id)).rejects.toThrow('guidance.application.missing')
})

test('what is too long, of another scheme, on another kind of page or not to be seen is refused and writes nothing', async () => {
  const { applications } = world.guidance
  const { mina } = world.people
  const before = world.pages.content.head()
  const input = { where: 'PR', outcome: 'held', note: '' } as const
  await expect(applications.record(mina, PATH, { ...input, where: ' ' })).rejects.toThrow(
    'guidance.where.missing',
  )
  await expect(applications.record(mina, PATH, { ...input, where: 'x'.repeat(501) })).rejects.toThrow(
    'where.long',
  )
  await expect(applications.record(mina, PATH, { ...input, note: 'x'.repeat(1_001) })).rejects.toThrow(
    'note.long',
  )
  await expect(applications.record(mina, PATH, { ...input, where: 'JavaScript:x' })).rejects.toThrow(
    'where.scheme',
  )
  await expect(applications.record(mina, 'lessons/none', input)).rejects.toThrow('pages.notFound')
  expect(world.pages.content.head()).toBe(before)
  await world.write('notes/a', '---\ntitle: A\n---\n')
  await expect(applications.record(mina, 'notes/a', input)).rejects.toThrow('guidance.notALesson')
  await world.write('lessons/draft', lesson('Draft', 'status: draft\nowner: leo\n'))
  await expect(applications.record(mina, 'lessons/draft', input)).rejects.toThrow('pages.notFound')
})

test('git joins two logs that both grew in two clones, and the wiki reads both', async () => {
  await apply('held', 'one')
  const file = `${PATH}.applications.jsonl`
  const clone = await world.clone()
  const line = (id: string) =>
    `${JSON.stringify({ id, at: '2026-11-24T11:00:00Z', by: 'noa', where: id, outcome: 'held' })}\n`
  await clone.append(file, line('theirs'))
  await apply('partly', 'mine')
  clone.git('pull', '--no-rebase', '--no-edit', '-q')
  clone.git('push', '-q', 'origin', 'HEAD:main')
  await world.pages.content.refresh()
  const places = world.guidance.applications.list(world.people.mina, PATH).map(({ where }) => where)
  expect(places.toSorted()).toEqual(['mine', 'one', 'theirs'])
  expect(world.guidance.applications.brokenLines()).toEqual([])
  await apply('held', 'later')
  expect(world.pages.content.history.of('.gitattributes')).toHaveLength(1)
})
