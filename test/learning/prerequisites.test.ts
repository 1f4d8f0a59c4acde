import { createWorld, pageSource, PATH, writePath, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await writePath(world)
})
afterEach(() => world.close())

const path = (title: string, steps: string, more = '') =>
  `---\ntitle: ${title}\nkind: path\nlang: ko\n${more}steps:\n${steps}---\n`
const walk = (at: string) => world.learning.getWalk(world.member, at, 'ko')
const complete = (at: string, step: string, input = {}) =>
  world.learning.completeStep(world.member, at, step, input)
const push = async (at: string, source: string) => {
  // As from outside: the rules of saving are not asked.
  await world.pages.content.commit({ name: 'Push', email: 'push@team.example' }, () =>
    Promise.resolve({ files: [{ path: `${at}.md`, content: Buffer.from(source) }], message: 'push' }),
  )
}

describe('steps that come first', () => {
  beforeEach(() =>
    world.write(
      'paths/order',
      path(
        '차례',
        '  - {id: a, page: guides/one}\n  - {id: b, page: guides/two, after: [a]}\n  - {id: c, page: guides/three, after: b, optional: true}\n',
      ),
    ),
  )

  test('lock a step, which says what comes first, and completing it too early is refused', async () => {
    const { steps, next } = await walk('paths/order')
    expect(steps.map(({ locked }) => locked.map(({ title }) => title))).toEqual([[], ['하나'], ['둘']])
    expect(next?.id).toBe('a')
    await expect(complete('paths/order', 'b')).rejects.toMatchObject({
      code: 'invalid',
      key: 'learning.locked',
      params: { title: '하나' },
    })
    await complete('paths/order', 'a')
    expect((await complete('paths/order', 'b')).status).toBe('done')
  })

  test('never take back what is done already', async () => {
    await complete('paths/order', 'a')
    await complete('paths/order', 'b')
    await world.learning.reopenStep(world.member, 'paths/order', 'a')
    const { steps } = await walk('paths/order')
    expect(steps.map(({ status }) => status)).toEqual(['todo', 'done', 'todo'])
    expect((await complete('paths/order', 'b')).status).toBe('done')
  })

  test('hold nobody up where their page is missing', async () => {
    await world.pages.remove(world.lead, { path: 'guides/one' })
    expect((await walk('paths/order')).steps[1]?.locked).toEqual([])
  })

  test('may not go in a circle, which is refused by name; a push with one holds nobody up', async () => {
    const circle = path(
      '원',
      '  - {id: a, page: guides/one, after: [b]}\n  - {id: b, page: guides/two, after: [a]}\n',
    )
    await expect(world.write('paths/circle', circle)).rejects.toMatchObject({
      key: 'learning.loop.steps',
      params: { loop: 'a → b → a' },
    })
    await push('paths/circle', circle)
    expect((await walk('paths/circle')).steps.map(({ locked }) => locked)).toEqual([[], []])
  })

  test('must be on the path', async () => {
    await expect(
      world.write('paths/gone', path('없음', '  - {id: a, page: guides/one, after: [zzz]}\n')),
    ).rejects.toMatchObject({ key: 'learning.after.unknown', params: { step: 'a', unknown: 'zzz' } })
  })
})

describe('paths that come first', () => {
  beforeEach(async () => {
    await world.write('paths/first', path('먼저', '  - {id: a, page: guides/one}\n'))
    await world.write('paths/then', path('나중', '  - {id: b, page: guides/two}\n', 'after: [paths/first]\n'))
  })

  test('lock all steps of a path until they are walked to the end', async () => {
    const { lockedBy, next, steps } = await walk('paths/then')
    expect(lockedBy.map(({ title, href }) => [title, href])).toEqual([['먼저', '/wiki/paths/first']])
    expect([next, steps[0]?.locked.length]).toEqual([undefined, 1])
    await expect(complete('paths/then', 'b')).rejects.toThrow(/learning.locked/)
    await complete('paths/first', 'a')
    expect((await walk('paths/then')).lockedBy).toEqual([])
    expect((await complete('paths/then', 'b')).status).toBe('done')
  })

  test('were walked once and for all, though steps were added since', async () => {
    await complete('paths/first', 'a')
    await world.write(
      'paths/first',
      path('먼저', '  - {id: a, page: guides/one}\n  - {id: z, page: guides/three}\n'),
    )
    expect((await walk('paths/first')).finished).toBe(false)
    expect((await walk('paths/then')).lockedBy).toEqual([])
  })

  test('hold nobody up while they are drafts or gone', async () => {
    await world.pages.remove(world.lead, { path: 'paths/first' })
    expect((await walk('paths/then')).lockedBy).toEqual([])
  })

  test('may not wait for each other: refused by the titles of the loop, contained where pushed', async () => {
    const loop = path('먼저', '  - {id: a, page: guides/one}\n', 'after: [paths/then]\n')
    await expect(world.write('paths/first', loop)).rejects.toMatchObject({
      key: 'learning.loop.paths',
      params: { loop: '먼저 → 나중 → 먼저' },
      field: 'steps',
    })
    await push('paths/first', loop)
    expect([(await walk('paths/first')).lockedBy, (await walk('paths/then')).lockedBy]).toEqual([[], []])
  })
})

describe('a path made of paths', () => {
  beforeEach(async () => {
    await world.write(
      'paths/part',
      path('토막', '  - {id: a, page: guides/one}\n  - {id: b, page: guides/two}\n'),
    )
    await world.write(
      'paths/whole',
      path('온 길', '  - {id: part, page: paths/part}\n  - {id: end, page: guides/three}\n'),
    )
  })

  test('has the step done once that path is finished, not before', async () => {
    await complete('paths/part', 'a')
    const { steps } = await walk('paths/whole')
    expect(steps[0]).toMatchObject({ status: 'todo', subpath: { walked: 1, total: 2, finished: false } })
    await expect(complete('paths/whole', 'part')).rejects.toMatchObject({
      key: 'learning.subpath.open',
      params: { walked: 1, total: 2 },
    })
    await complete('paths/part', 'b')
    expect((await walk('paths/whole')).steps[0]).toMatchObject({ status: 'done' })
    expect((await walk('paths/whole')).next?.id).toBe('end')
  })

  test('is finished by the last step of the path within it', async () => {
    await complete('paths/whole', 'end')
    await complete('paths/part', 'a')
    expect((await complete('paths/part', 'b')).finish?.path).toBe('paths/part')
    const whole = await walk('paths/whole')
    expect([whole.finished, whole.finish?.steps.map(({ id }) => id)]).toEqual([true, ['part', 'end']])
  })

  test('may not contain itself, by whatever way; a push with it holds nobody up', async () => {
    const loop = path('토막', '  - {id: a, page: guides/one}\n  - {id: w, page: paths/whole}\n')
    await expect(world.write('paths/part', loop)).rejects.toMatchObject({
      key: 'learning.loop.paths',
      params: { loop: '토막 → 온 길 → 토막' },
    })
    await expect(
      world.write('paths/self', path('나', '  - {id: a, page: paths/self}\n')),
    ).rejects.toMatchObject({ params: { loop: '나 → 나' } })
    await push('paths/part', loop)
    const { steps } = await walk('paths/part')
    expect(steps.map(({ broken }) => broken)).toEqual([undefined, 'loop'])
    await complete('paths/part', 'a')
    expect((await walk('paths/part')).finished).toBe(true)
  })
})

test('a quiz that nobody can pass is refused, with the step and the question', async () => {
  const quiz = (options: string, answer: string) =>
    path(
      '퀴즈',
      `  - id: q\n    page: guides/one\n    check: {type: quiz, questions: [{ask: 뭘까요?, options: ${options}, answer: ${answer}}]}\n`,
    )
  await expect(world.write('paths/quiz', quiz('[가, 나]', '[다]'))).rejects.toMatchObject({
    key: 'learning.quiz.unpassable',
    params: { step: 1, question: 1 },
  })
  await world.write('paths/quiz', quiz('[가, 나]', '[나]'))
})

test('the rules are asked of paths alone', async () => {
  await world.write(
    'notes/a',
    pageSource('노트').replace('lang: ko', 'lang: ko\nkind: note\nafter: [notes/a]'),
  )
  expect((await walk(PATH)).lockedBy).toEqual([])
})
