import { stepAfter } from '../../src/learning/paths.ts'
import { createWorld, pageSource, PATH, pathSource, rightAnswers, writePath, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await writePath(world)
})
afterEach(() => world.close())

const walk = (lang: 'ko' | 'en' = 'ko') => world.learning.getWalk(world.member, PATH, lang)
const complete = (step: string, input = {}) => world.learning.completeStep(world.member, PATH, step, input)

test('a path that nobody walked has its first step next and all its time left', async () => {
  const { next, walked, begun, minutesLeft, steps } = await walk()
  expect([next?.id, walked, begun, minutesLeft]).toEqual(['read', 0, false, 35])
  expect(steps.map(({ section }) => section)).toEqual(['첫날', undefined, undefined, '첫 주', undefined])
  expect(steps.map(({ title }) => title)).toEqual(['하나', '둘', '자리 정하기', 'Git 문서', '셋'])
})

test('next passes over optional steps until only they are left', async () => {
  await complete('read')
  await complete('quiz', { answers: rightAnswers })
  await complete('task', { evidence: '창가예요' })
  expect((await walk()).next?.id).toBe('outside')
  await complete('outside')
  const { next, finished, minutesLeft } = await walk()
  expect([next?.id, finished, minutesLeft]).toEqual(['extra', true, 0])
})

test('a step whose page changed says so, with the way to see only what changed', async () => {
  await complete('read')
  expect((await walk()).steps[0]?.status).toBe('done')
  await world.write('guides/one', pageSource('하나', '달라진 본문이에요.'))
  const [step] = (await walk()).steps
  expect(step?.status).toBe('changed')
  expect(step?.changesHref).toMatch(
    /^\/changes\/guides\/one\?since=[0-9a-f]{40}&path=paths\/start&step=read$/,
  )
  expect((await walk()).walked).toBe(1)
  await complete('read')
  expect((await walk()).steps[0]?.status).toBe('done')
})

test('a change of another language than the one that was read asks nobody', async () => {
  await complete('read')
  await world.write('guides/one', '---\ntitle: One\nlang: en\n---\n\nText\n', 'en')
  await world.write('guides/one', '---\ntitle: One\nlang: en\n---\n\nOther text\n', 'en')
  expect((await walk()).steps[0]?.status).toBe('done')
  expect((await walk('en')).steps[0]?.status).toBe('done')
})

test('a translation gives the words; the steps are those of the original', async () => {
  const translated = `---
title: Getting started
kind: path
lang: en
steps:
  - {id: outside, url: "https://git-scm.com/docs", title: Git docs, section: Week one}
  - {id: read, section: Day one, page: guides/one}
  - {id: gone, page: guides/three}
---
`
  await world.write(PATH, translated, 'en')
  const { title, steps } = await walk('en')
  expect(title).toBe('Getting started')
  expect(steps.map(({ id }) => id)).toEqual(['read', 'quiz', 'task', 'outside', 'extra'])
  expect(steps.map(({ section }) => section)).toEqual([
    'Day one',
    undefined,
    undefined,
    'Week one',
    undefined,
  ])
  expect(steps[3]?.title).toBe('Git docs')
})

test('a missing page and a draft are shown as such and hold nobody up', async () => {
  await world.write('guides/one', `---\ntitle: 하나\nlang: ko\nstatus: draft\n---\n`)
  await world.pages.remove(world.lead, { path: 'guides/two' })
  const { next, steps, minutesLeft } = await walk()
  expect(steps.slice(0, 2).map(({ broken, href }) => [broken, href])).toEqual([
    ['missing', undefined],
    ['missing', undefined],
  ])
  expect([next?.id, minutesLeft]).toEqual(['task', 20])
  const asLead = await world.learning.getWalk(world.lead, PATH, 'ko')
  expect(asLead.steps[0]?.broken).toBe('draft')
  expect(asLead.next?.id).toBe('task')
})

test('a step whose page was removed after it was done stays done', async () => {
  await complete('read')
  await world.pages.remove(world.lead, { path: 'guides/one' })
  expect((await walk()).steps[0]?.status).toBe('done')
})

test('steps that are re-ordered, removed and brought back lose no progress', async () => {
  await complete('read')
  await complete('task', { evidence: '창가예요' })
  const { steps } = await walk()
  const lines = pathSource.split('\n')
  const task = lines.findIndex((line) => line.includes('id: task'))
  const [taskLine = ''] = lines.splice(task, 1)
  await world.write(PATH, lines.join('\n'))
  expect((await walk()).steps.map(({ id, status }) => [id, status])).toEqual([
    ['read', 'done'],
    ['quiz', 'todo'],
    ['outside', 'todo'],
    ['extra', 'todo'],
  ])
  lines.splice(lines.indexOf('steps:') + 1, 0, taskLine)
  await world.write(PATH, lines.join('\n'))
  const back = await walk()
  expect(back.steps.map(({ id, status }) => [id, status]).slice(0, 3)).toEqual([
    ['task', 'done'],
    ['read', 'done'],
    ['quiz', 'todo'],
  ])
  expect(back.steps[0]?.record).toEqual(steps[2]?.record)
})

test('a path whose front matter breaks for a while loses no progress', async () => {
  await complete('read')
  await world.write(PATH, '---\ntitle: 시작하기\nkind: path\n---\n')
  expect((await walk()).steps).toEqual([])
  await world.write(PATH, pathSource)
  expect((await walk()).steps[0]?.status).toBe('done')
})

test('after a step comes the next one that is not walked, then what was left behind', async () => {
  await complete('quiz', { answers: rightAnswers })
  const now = await walk()
  const at = (id: string) => now.steps.find((step) => step.id === id)
  expect(stepAfter(now, at('read')!)?.id).toBe('task')
  expect(stepAfter(now, at('extra')!)?.id).toBe('read')
})

test('questions are shown without answers until the quiz is done, then with the reasons', async () => {
  expect(JSON.stringify((await walk()).steps)).not.toMatch(/롤백이라고|만든 사람/)
  await complete('quiz', { answers: rightAnswers })
  expect(JSON.stringify((await walk()).steps)).toMatch(/롤백이라고 해요/)
})
