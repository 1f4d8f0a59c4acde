import { leo, type CastMember } from '../cast.ts'
import { openStage, send, textOf, type Stage } from './stage.ts'

let stage: Stage
let path: string
let walkers: CastMember[]
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.setClock('2026-11-23T09:00+09:00')
  path = await stage.writePath()
  walkers = []
  for (const name of ['Ann', 'Ben', 'Cay']) walkers.push(await stage.newcomer(name))
  for (const person of walkers) await stage.assign(path, person, '2026-11-23')
})
afterAll(() => stage.stop())

const board = async () => stage.app.context.team.friction(await stage.app.user(leo), path, 'ko')
const stepOf = async (id: string) => {
  const found = (await board()).steps.find((step) => step.id === id)
  if (!found) throw new Error(`no step ${id}`)
  return found
}
const ask = async (person: CastMember, kind: 'question' | 'unhelpful', step: string, page: string) => {
  const user = await stage.app.user(person)
  await stage.app.context.feedback.say(user, {
    path: page,
    kind,
    text: '무슨 뜻이에요?',
    lang: 'ko',
    step: { path, id: step },
  })
}

test('it says how long a step really takes: from the step before, without the days on which nobody works', async () => {
  const [ann, ben, cay] = walkers as [CastMember, CastMember, CastMember]
  stage.setClock('2026-11-27T15:00+09:00')
  for (const person of walkers) await stage.walk(person, path, 'one')
  stage.setClock('2026-11-27T15:20+09:00')
  await stage.walk(ann, path, 'two')
  stage.setClock('2026-11-27T15:40+09:00')
  await stage.walk(ben, path, 'two')
  stage.setClock('2026-11-30T09:00+09:00')
  await stage.walk(cay, path, 'two')
  const two = await stepOf('two')
  expect([two.done, two.minutes, two.medianMinutes]).toEqual([3, 10, 40])
  stage.setClock('2026-11-30T15:20+09:00')
  await stage.walk(ann, path, 'four')
  expect((await stepOf('four')).medianMinutes).toBe(24 * 60)
  expect((await stepOf('one')).medianMinutes).toBe(4 * 24 * 60 + 6 * 60)
  expect((await stepOf('three')).medianMinutes).toBeUndefined()
})

test('it counts who stopped, failed the quiz, asked, and found it unhelpful, the worst first', async () => {
  const [ann, ben, cay] = walkers as [CastMember, CastMember, CastMember]
  for (const person of walkers) await stage.walk(person, path, 'one')
  await stage.failQuiz(ann, path)
  await stage.failQuiz(ann, path)
  await stage.failQuiz(ben, path)
  await ask(cay, 'question', 'two', 'guides/two')
  await ask(ben, 'unhelpful', 'one', 'guides/one')
  stage.setClock('2026-11-26T09:00+09:00')
  await stage.walk(cay, path, 'two')
  const { steps, people } = await board()
  expect([people, steps[0]?.id, steps[1]?.id]).toEqual([3, 'two', 'one'])
  expect(steps[0]).toMatchObject({
    stopped: 2,
    failed: { people: 2, times: 3, question: 1, askedWrong: 2 },
    said: { questions: 1, unhelpful: 0 },
    weight: 5,
  })
  expect(steps[1]).toMatchObject({ stopped: 0, said: { questions: 0, unhelpful: 1 }, weight: 1 })
})

test('a search that found nothing is counted at the step where the searcher is, without their name', async () => {
  const { searchLog, database } = stage.app.context
  const [ann, ben] = walkers as [CastMember, CastMember]
  await stage.walk(ann, path, 'one')
  await searchLog.record(await stage.app.user(ann), { q: '없는 낱말', total: 0 })
  await searchLog.record(await stage.app.user(ann), { q: '있는 낱말', total: 3 })
  await searchLog.record(await stage.app.user(ben), { q: '없는 낱말', total: 0 })
  await searchLog.record(await stage.app.user(await stage.newcomer('Off')), { q: '없는 낱말', total: 0 })
  const { steps } = await board()
  expect(steps.map(({ id, said }) => [id, said.searches]).slice(0, 2)).toEqual([
    ['one', 1],
    ['two', 1],
  ])
  const { kysely } = database
  const rows = await kysely.selectFrom('step_searches').selectAll().where('path', '=', path).execute()
  expect(rows.map((row) => Object.keys(row).sort().join())).toEqual([
    'path,step_id,times',
    'path,step_id,times',
  ])
})

test('what was asked elsewhere is not counted here', async () => {
  const other = await stage.writePath()
  const user = await stage.app.user(walkers[0] as CastMember)
  await stage.app.context.feedback.say(user, {
    path: 'guides/two',
    kind: 'question',
    text: '?',
    lang: 'ko',
    step: { path: other, id: 'two' },
  })
  expect((await stepOf('two')).said.questions).toBe(0)
})

test('no names are on the board, neither on the page nor in the API', async () => {
  for (const person of walkers) await stage.failQuiz(person, path)
  for (const address of [`/team/friction?path=${path}`, `/api/v1/team/friction?path=${path}`]) {
    const text = await textOf((await stage.app.signIn(leo))(address))
    const named = walkers.filter(({ name, handle }) => text.includes(name) || text.includes(handle))
    expect([address, named]).toEqual([address, []])
  }
})

test('leads see it, and who looks after the path; who looks after a page sees that step; others do not', async () => {
  const keeper = await stage.newcomer('Keep')
  const owner = await stage.newcomer('Own')
  await stage.writePath(path, `owner: ${keeper.handle}\n`)
  const lead = await stage.app.user(leo)
  const source = `---\ntitle: 둘\nlang: ko\nowner: ${owner.handle}\n---\n\n본문이에요.\n`
  await stage.app.context.pages.save(lead, { path: 'guides/two', source, how: 'replace' })
  const steps = async (person: CastMember) => {
    const answer = await send(await stage.app.withToken(person), 'GET', `/api/v1/team/friction?path=${path}`)
    if (answer.status !== 200) return answer.status
    return ((await answer.json()) as { steps: { id: string }[] }).steps.map(({ id }) => id).sort()
  }
  const all = ['extra', 'four', 'one', 'three', 'two']
  expect([await steps(leo), await steps(keeper)]).toEqual([all, all])
  expect(await steps(owner)).toEqual(['two'])
  expect(await steps(walkers[0] as CastMember)).toBe(403)
  const page = await (await stage.app.signIn(walkers[0] as CastMember))(`/team/friction?path=${path}`)
  expect([page.status, (await page.text()).includes('리드와 글을 돌보는 사람이 봐요')]).toEqual([403, true])
  const none = await (await stage.app.signIn(leo))('/team/friction?path=paths/none')
  expect(none.status).toBe(404)
})

test('without a path it shows the one with most people that one may look at, and leads to the others', async () => {
  const keeper = await stage.newcomer('Keep')
  const other = await stage.writePath(undefined, `owner: ${keeper.handle}\n`)
  const asked = async (person: CastMember) => {
    const answer = await send(await stage.app.withToken(person), 'GET', '/api/v1/team/friction')
    return answer.status === 200 ? ((await answer.json()) as { path: string }).path : answer.status
  }
  const most = (await stage.app.context.team.view(await stage.app.user(leo), {}, 'ko')).choices[0]?.path
  expect([await asked(leo), await asked(keeper)]).toEqual([most, other])
  expect(await asked(walkers[0] as CastMember)).toBe(403)
  const page = await (await stage.app.signIn(leo))('/team/friction')
  const text = await page.text()
  expect(page.status).toBe(200)
  for (const one of [path, other])
    expect(text).toContain(`href="/team/friction?path=${encodeURIComponent(one)}"`)
  const own = await textOf((await stage.app.signIn(keeper))('/team/friction'))
  expect(own).not.toContain(`/team/friction?path=${encodeURIComponent(path)}`)
})

test('the owner is told once three people have trouble, has it waiting, until the page is changed', async () => {
  const { team, pages } = stage.app.context
  const owner = await stage.newcomer('Own')
  const lead = await stage.app.user(leo)
  const source = (body: string) => `---\ntitle: 하나\nlang: ko\nowner: ${owner.handle}\n---\n\n${body}\n`
  await pages.save(lead, { path: 'guides/one', source: source('본문'), how: 'replace' })
  const waiting = async () =>
    (await team.waitingFor(await stage.app.user(owner), 'ko')).map(({ key, title, href }) => [
      key,
      title,
      href,
    ])
  await ask(walkers[0] as CastMember, 'question', 'one', 'guides/one')
  await ask(walkers[1] as CastMember, 'question', 'one', 'guides/one')
  await team.tick()
  expect([(await stage.told(owner)).includes('notify.team.friction'), await waiting()]).toEqual([false, []])
  await ask(walkers[2] as CastMember, 'question', 'one', 'guides/one')
  await team.tick()
  await team.tick()
  expect((await stage.told(owner)).filter((type) => type === 'notify.team.friction')).toHaveLength(1)
  expect(await waiting()).toEqual([
    ['waiting.team.friction', '하나', `/team/friction?path=${encodeURIComponent(path)}#step-one`],
  ])
  const home = await textOf((await stage.app.signIn(owner))('/'))
  expect(home).toContain('3명이 이 걸음에서 어려워해요')
  stage.setClock('2026-11-23T10:00+09:00')
  await pages.save(lead, { path: 'guides/one', source: source('더 쉬운 본문'), how: 'replace' })
  expect(await waiting()).toEqual([])
})
