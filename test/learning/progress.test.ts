import { InvalidError, NotFoundError } from '../../src/errors.ts'
import { createWorld, pageSource, PATH, rightAnswers, writePath, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await writePath(world)
})
afterEach(() => world.close())

const complete = (step: string, input = {}) => world.learning.completeStep(world.member, PATH, step, input)
const statuses = async (user = world.member, learning = world.learning) =>
  (await learning.getWalk(user, PATH, 'ko')).steps.map(({ status }) => status).join(' ')

test('a read step is recorded at the present revision of its page, in the language shown', async () => {
  const english = await world.write('guides/one', '---\ntitle: One\nlang: en\n---\n\nText\n', 'en')
  const korean = world.pages.get(world.member, 'guides/one').original.blob
  expect(await complete('read')).toMatchObject({ status: 'done', revision: korean })
  expect(await complete('read', { lang: 'en' })).toMatchObject({ status: 'done', revision: english })
})

test('a step is recorded at the revision that was shown, though the page changed meanwhile', async () => {
  const shown = world.pages.get(world.member, 'guides/one').original.blob
  await world.write('guides/one', pageSource('하나', '그 사이에 바뀌었어요.'))
  expect(await complete('read', { revision: shown })).toMatchObject({ status: 'changed', revision: shown })
})

test('a revision that is none of this page is not believed', async () => {
  const other = world.pages.get(world.member, 'guides/two').original.blob
  const own = world.pages.get(world.member, 'guides/one').original.blob
  expect((await complete('read', { revision: other })).revision).toBe(own)
  expect((await complete('read', { revision: 'f'.repeat(40) })).revision).toBe(own)
})

test('an outside link and a missing page are recorded without a revision', async () => {
  await world.pages.remove(world.lead, { path: 'guides/one' })
  expect(await complete('outside')).toMatchObject({ status: 'done', revision: '' })
  expect(await complete('read')).toMatchObject({ status: 'done', revision: '' })
})

test('a quiz with a wrong answer is not recorded, and tells which and why', async () => {
  const completion = await complete('quiz', { answers: [['블로그'], ['롤백']] })
  expect(completion).toMatchObject({ status: 'todo', recorded: false })
  expect(completion.grades).toEqual([
    { right: false, because: '만든 사람이 쓴 글이라서요' },
    { right: true, because: '롤백이라고 해요' },
  ])
  expect(await statuses()).toBe('todo todo todo todo todo')
})

test('a score that is sent along is ignored (abuse 61)', async () => {
  const cheat = { answers: [['블로그'], ['배포']], score: 100, passed: true, status: 'done' }
  expect(await complete('quiz', cheat)).toMatchObject({ status: 'todo', recorded: false })
  expect(await statuses()).toBe('todo todo todo todo todo')
})

test('a quiz with right answers is recorded with them', async () => {
  expect(await complete('quiz', { answers: rightAnswers })).toMatchObject({ status: 'done', recorded: true })
  const { steps } = await world.learning.getWalk(world.member, PATH, 'ko')
  expect(steps[1]?.record?.answers).toEqual(rightAnswers)
})

test('a task needs a link or a sentence', async () => {
  await expect(complete('task')).rejects.toThrow(/learning.evidence.missing/)
  await expect(complete('task', { evidence: '  \n ' })).rejects.toBeInstanceOf(InvalidError)
  await expect(complete('task', { evidence: '가'.repeat(2_001) })).rejects.toThrow(/learning.evidence.long/)
  expect(await statuses()).toBe('todo todo todo todo todo')
  await complete('task', { evidence: ' 창가예요 ' })
  const { steps } = await world.learning.getWalk(world.member, PATH, 'ko')
  expect(steps[2]?.record?.evidence).toBe('창가예요')
})

test('doing a step again keeps its proof, and its date where nothing changed', async () => {
  await complete('quiz', { answers: rightAnswers })
  world.clock = new Date('2026-11-25T09:00:00.000Z')
  await complete('quiz')
  const record = async () => (await world.learning.getWalk(world.member, PATH, 'ko')).steps[1]?.record
  expect(await record()).toMatchObject({ completedAt: '2026-11-24T09:00:00.000Z', answers: rightAnswers })
  await world.write('guides/two', pageSource('둘', '바뀐 본문'))
  await complete('quiz')
  expect(await record()).toMatchObject({ completedAt: '2026-11-25T09:00:00.000Z', answers: rightAnswers })
})

test('a wrong answer later does not take back what was done', async () => {
  await complete('quiz', { answers: rightAnswers })
  expect(await complete('quiz', { answers: [['블로그'], ['롤백']] })).toMatchObject({
    status: 'done',
    recorded: false,
  })
  expect(await statuses()).toBe('todo done todo todo todo')
})

test('an unknown path, a page that is no path and an unknown step are not found', async () => {
  const { learning, member } = world
  await expect(learning.completeStep(member, 'paths/none', 'read')).rejects.toThrow(/learning.path.missing/)
  await expect(learning.completeStep(member, 'guides/one', 'read')).rejects.toThrow(/learning.path.missing/)
  await expect(complete('none')).rejects.toThrow(/learning.step.missing/)
  await expect(learning.reopenStep(member, PATH, 'none')).rejects.toBeInstanceOf(NotFoundError)
})

test('a draft path is not there for members', async () => {
  await world.write('paths/draft', '---\ntitle: 초안\nkind: path\nstatus: draft\nsteps: [{id: a}]\n---\n')
  await expect(world.learning.completeStep(world.member, 'paths/draft', 'a')).rejects.toBeInstanceOf(
    NotFoundError,
  )
  expect((await world.learning.walks(world.member, 'ko')).map(({ path }) => path)).toEqual([PATH])
})

test('nobody sees or changes the progress of another (abuse 61)', async () => {
  await complete('read')
  expect(await statuses(world.other)).toBe('todo todo todo todo todo')
  expect(await statuses(world.lead)).toBe('todo todo todo todo todo')
  await world.learning.reopenStep(world.other, PATH, 'read')
  expect(await statuses()).toBe('done todo todo todo todo')
})

test('a step can be taken back, also after it left its path', async () => {
  await complete('read')
  await world.learning.reopenStep(world.member, PATH, 'read')
  expect(await statuses()).toBe('todo todo todo todo todo')
  await complete('read')
  await world.write(PATH, '---\ntitle: 시작하기\nkind: path\nsteps: [{id: other}]\n---\n')
  await world.learning.reopenStep(world.member, PATH, 'read')
})

test('who comes back tomorrow, in a new process, goes on where they stopped', async () => {
  await complete('read')
  const { learning } = await world.openAgain()
  const { next, walked } = await learning.getWalk(world.member, PATH, 'ko')
  expect([next?.id, walked]).toEqual(['quiz', 1])
})

test('what another process records is seen at once', async () => {
  expect(await statuses()).toBe('todo todo todo todo todo')
  const { learning } = await world.openAgain()
  await learning.completeStep(world.member, PATH, 'outside')
  expect(await statuses()).toBe('todo todo todo done todo')
})

test('a clock that jumps back un-completes nothing', async () => {
  await complete('read')
  world.clock = new Date('2020-01-01T00:00:00.000Z')
  await complete('outside')
  expect(await statuses()).toBe('done todo todo done todo')
})
