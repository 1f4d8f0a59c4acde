import { takeRedirects } from '../../src/pages/redirects.ts'
import { createWorld, pageSource, PATH, pathSource, rightAnswers, writePath, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await writePath(world)
})
afterEach(() => world.close())

const walk = (path = PATH) => world.learning.getWalk(world.member, path, 'ko')
const complete = (step: string, input = {}, path = PATH) =>
  world.learning.completeStep(world.member, path, step, input)
const walkToEnd = async () => {
  await complete('read')
  await complete('quiz', { answers: rightAnswers })
  await complete('task', { evidence: '창가' })
  return complete('outside')
}

describe('the record of a path that was walked to its end', () => {
  test('is made by the last step that has to be walked, with its steps and revisions and no answers', async () => {
    const { finish } = await walkToEnd()
    const revision = world.pages.get(world.member, 'guides/one').original.blob
    expect(finish).toMatchObject({
      path: PATH,
      title: '시작하기',
      name: '김민아',
      finishedAt: '2026-11-24T09:00:00.000Z',
    })
    expect(finish?.steps.map(({ id }) => id)).toEqual(['read', 'quiz', 'task', 'outside'])
    expect(finish?.steps[0]).toMatchObject({ page: 'guides/one', revision, title: '하나' })
    expect(JSON.stringify(finish)).not.toMatch(/창가|롤백|공식 문서/)
    expect(await world.learning.getRecord(finish?.id ?? '')).toEqual(finish)
    await expect(world.learning.getRecord('none')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is made once, and stays as it is when the path changes or a step is taken back', async () => {
    const { finish } = await walkToEnd()
    world.clock = new Date('2026-12-24T09:00:00.000Z')
    await world.learning.reopenStep(world.member, PATH, 'read')
    expect((await walk()).finished).toBe(false)
    expect((await complete('read')).finish).toBeUndefined()
    await world.write(PATH, pathSource.replace('title: 시작하기', 'title: 다른 이름'))
    expect(await world.learning.getRecord(finish?.id ?? '')).toEqual(finish)
    expect((await walk()).finish).toEqual(finish)
  })

  test('is told to who looks after the path', async () => {
    await world.write(PATH, pathSource.replace('kind: path', 'kind: path\nowner: leo'))
    const { finish } = await walkToEnd()
    expect(world.told).toMatchObject([
      { to: ['id-leo'], type: 'notify.learning.finished', href: `/learn/records/${finish?.id}` },
    ])
  })

  test('can be had by those whose path lost its last steps, and by nobody before the end', async () => {
    await complete('read')
    await expect(world.learning.claimRecord(world.member, PATH, 'ko')).rejects.toThrow(/record.unfinished/)
    await world.write(PATH, '---\ntitle: 시작하기\nkind: path\nsteps: [{id: read, page: guides/one}]\n---\n')
    const claimed = await world.learning.claimRecord(world.member, PATH, 'ko')
    expect(claimed.steps.map(({ id }) => id)).toEqual(['read'])
    expect((await world.learning.claimRecord(world.member, PATH, 'ko')).id).toBe(claimed.id)
  })

  test('follows a renamed path', async () => {
    const { finish } = await walkToEnd()
    await world.write('paths/begin', pathSource)
    await world.pages.remove(world.lead, { path: PATH })
    takeRedirects(world.pages.content, `${PATH}: paths/begin\n`)
    expect((await walk('paths/begin')).finish?.id).toBe(finish?.id)
    expect((await walk('paths/begin')).finished).toBe(true)
  })
})

describe('progress is not lost', () => {
  test('when a step gets another id: it is known by its page', async () => {
    await complete('read')
    await world.write(PATH, pathSource.replace('{id: read,', '{id: first-page,'))
    expect((await walk()).steps[0]).toMatchObject({ id: 'first-page', status: 'done' })
    await world.learning.reopenStep(world.member, PATH, 'first-page')
    expect((await walk()).steps[0]?.status).toBe('todo')
  })

  test('but having read a page does not answer a quiz that asks about it now', async () => {
    await complete('read')
    const quiz = `{id: asked, page: guides/one, check: {type: quiz, questions: [{ask: 뭘까요?, accept: [답]}]}}`
    await world.write(
      PATH,
      pathSource.replace('{id: read, section: 첫날, page: guides/one, minutes: 5}', quiz),
    )
    expect((await walk()).steps[0]).toMatchObject({ id: 'asked', status: 'todo' })
  })

  test('when a path is renamed, also of steps without a page', async () => {
    await complete('read')
    await complete('task', { evidence: '창가' })
    await world.write('paths/begin', pathSource)
    await world.pages.remove(world.lead, { path: PATH })
    takeRedirects(world.pages.content, `${PATH}: paths/begin\n`)
    expect((await walk('paths/begin')).steps.map(({ status }) => status)).toEqual([
      'done',
      'todo',
      'done',
      'todo',
      'todo',
    ])
    expect((await walk()).path).toBe('paths/begin')
    await complete('outside')
    await world.learning.reopenStep(world.member, 'paths/begin', 'read')
    expect((await walk('paths/begin')).steps[0]?.status).toBe('todo')
  })

  test('when paths are merged: by the page, whatever their steps are called', async () => {
    await complete('read')
    const other = '---\ntitle: 둘째\nkind: path\nsteps: [{id: read, page: guides/three}]\n---\n'
    await world.write('paths/other', other)
    await complete('read', {}, 'paths/other')
    const merged = `---
title: 합친 길
kind: path
merges: [${PATH}, paths/other]
steps:
  - {id: read, page: guides/three}
  - {id: x, page: guides/one}
  - {id: y, page: guides/two}
---
`
    await world.write('paths/merged', merged)
    for (const path of [PATH, 'paths/other']) await world.pages.remove(world.lead, { path })
    expect((await walk('paths/merged')).steps.map(({ status }) => status)).toEqual(['done', 'done', 'todo'])
  })

  test('when the clock jumps back', async () => {
    await complete('read')
    world.clock = new Date('2020-01-01T00:00:00.000Z')
    expect((await walk()).steps[0]?.status).toBe('done')
    await world.write('guides/one', pageSource('하나', '아주 다른 글이 되었어요.'))
    await complete('read')
    expect((await walk()).steps[0]).toMatchObject({
      status: 'done',
      record: { completedAt: '2026-11-24T09:00:00.000Z' },
    })
    await complete('quiz', { answers: rightAnswers })
    await complete('task', { evidence: '창가' })
    expect((await complete('outside')).finish?.finishedAt).toBe('2026-11-24T09:00:00.000Z')
  })
})

test('quizzes that were not passed are counted by question, without what was answered', async () => {
  await complete('quiz', { answers: [['블로그'], ['롤백']] })
  await complete('quiz', { answers: rightAnswers })
  expect(await world.learning.attemptsOf(PATH)).toEqual([
    { userId: 'id-mina', path: PATH, stepId: 'quiz', at: '2026-11-24T09:00:00.000Z', wrong: [0] },
  ])
})

test('many people on a path are read with one query, as one by one', async () => {
  await complete('read')
  const people = [world.member, world.other, world.lead]
  const all = await world.learning.walksOf(people, [PATH], 'ko')
  expect(people.map(({ id }) => all.get(id)?.[0]?.walked)).toEqual([1, 0, 0])
})
