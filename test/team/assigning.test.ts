import { ada, leo, type CastMember } from '../cast.ts'
import { openStage, post, send, textOf, type Stage } from './stage.ts'

let stage: Stage
let path: string
let noa: CastMember
let mina: CastMember
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  path = await stage.writePath()
  noa = await stage.newcomer('Noa')
  mina = await stage.newcomer('Mina')
})
afterAll(() => stage.stop())

const assignmentsOf = async (person = noa) => {
  const { handle } = person
  const { standings } = await stage.app.context.team.person(await stage.app.user(leo), handle, 'ko')
  return standings.map((one) => [one.path, one.given?.start, one.given?.buddy?.handle])
}

test('a lead gives a path to people by the form, with a first day and a buddy, and they are told', async () => {
  const ask = await stage.app.signIn(leo)
  const page = await textOf(ask(`/assign/${path}`))
  expect(page).toContain('value="2026-11-23"')
  const answer = await post(ask, `/assign/${path}`, {
    handle: `${noa.handle}, ${mina.handle.toUpperCase()}`,
    start: '2026-11-24',
    buddy: 'ada',
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/assign/${path}?done=assigned`])
  const after = await textOf(ask(`/assign/${path}?done=assigned`))
  expect(after).toContain('길을 맡겼어요')
  expect(after).toContain('11월 24일 시작')
  expect(after).toContain('버디 Ada Han')
  expect(await assignmentsOf(noa)).toEqual([[path, '2026-11-24', 'ada']])
  expect(await assignmentsOf(mina)).toEqual([[path, '2026-11-24', 'ada']])
  expect(await stage.told(noa)).toEqual(['notify.team.assigned'])
  expect((await stage.told(ada)).slice(0, 2)).toEqual(['notify.team.buddy', 'notify.team.buddy'])
  const bell = await textOf((await stage.app.signIn(noa))('/notifications'))
  expect(bell).toContain('‘시작하기’ 길을 맡았어요. 11월 24일에 시작해요.')
})

test('giving a path again changes its first day and its buddy, and does not double it', async () => {
  await stage.assign(path, noa, '2026-11-24', ada)
  await stage.assign(path, noa, '2026-11-30', mina)
  expect(await assignmentsOf()).toEqual([[path, '2026-11-30', mina.handle]])
  expect(await stage.told(noa)).toEqual(['notify.team.changed', 'notify.team.assigned'])
  expect(await stage.told(mina)).toEqual(['notify.team.buddy'])
  await stage.assign(path, noa, '2026-11-30', mina)
  expect(await stage.told(noa)).toHaveLength(2)
})

test.each([
  ['no day', { start: '' }, '시작하는 날을 골라 주세요'],
  ['nonsense', { start: 'tomorrow' }, '날짜를 2026-11-24처럼 적어 주세요'],
  ['30 February', { start: '2027-02-30' }, '날짜를 2026-11-24처럼 적어 주세요'],
  ['a day far away', { start: '9999-12-31' }, '시작하는 날(9999-12-31)이 너무 멀어요'],
  ['a day long gone', { start: '1999-01-01' }, '너무 멀어요'],
  ['nobody', { handle: ' ' }, '누구에게 맡길지 적어 주세요'],
  ['an unknown handle', { handle: '<b>who' }, '‘&lt;b&gt;who’ 핸들을 쓰는 사람이 없어요'],
  ['an unknown buddy', { buddy: 'nobody' }, '‘nobody’ 핸들을 쓰는 사람이 없어요'],
  ['oneself as the buddy', { buddy: 'SELF' }, '자기 버디가 될 수 없어요'],
])('%s is refused with a message at its field, and nothing is changed', async (_, wrong, message) => {
  const ask = await stage.app.signIn(leo)
  const fields = { handle: noa.handle, start: '2026-11-24', buddy: 'ada', ...wrong }
  if (fields.buddy === 'SELF') fields.buddy = noa.handle
  const answer = await post(ask, `/assign/${path}`, fields)
  const page = await answer.text()
  expect([answer.status, page.includes(message)]).toEqual([400, true])
  expect(page).toContain('aria-invalid="true"')
  expect(page).toContain(`value="${fields.start}"`)
  expect(await assignmentsOf()).toEqual([])
  expect(await stage.told(noa)).toEqual([])
})

test('messages are in English for those who read English', async () => {
  const ask = await stage.app.signIn(await stage.newcomer('Lea', 'lead'))
  await post(ask, '/lang', { lang: 'en' })
  const answer = await post(ask, `/assign/${path}`, { handle: noa.handle, start: 'soon', buddy: '' })
  expect(await answer.text()).toContain('Write the day as 2026-11-24')
  await stage.app.context.accounts.people.updateLang(await stage.app.user(noa), 'en')
  await stage.assign(path, noa, '2026-11-24')
  const bell = await textOf((await stage.app.signIn(noa))('/notifications'))
  expect(bell).toContain('You were given the path “시작하기”, from 24 Nov.')
})

test('a draft is not given to somebody who cannot see it, an archived path to nobody', async () => {
  const ask = await stage.app.signIn(leo)
  await stage.writePath(path, 'status: draft\n')
  const draft = await post(ask, `/assign/${path}`, { handle: noa.handle, start: '2026-11-24', buddy: '' })
  expect(draft.status).toBe(400)
  expect(await draft.text()).toContain(`아직 초안이라 ${noa.name}님이 볼 수 없어요`)
  await stage.writePath(path, 'status: archived\n')
  const archived = await post(ask, `/assign/${path}`, { handle: noa.handle, start: '2026-11-24', buddy: '' })
  expect(archived.status).toBe(400)
  expect(await archived.text()).toContain('보관한 길은 맡길 수 없어요')
  expect((await ask('/assign/guides/one')).status).toBe(404)
  expect((await ask('/assign/paths/none')).status).toBe(404)
})

test('members and strangers give nothing to anybody', async () => {
  const member = await stage.app.signIn(mina)
  const fields = { handle: mina.handle, start: '2026-11-24', buddy: '' }
  expect((await member(`/assign/${path}`)).status).toBe(403)
  expect((await post(member, `/assign/${path}`, fields)).status).toBe(403)
  expect((await post(member, `/joiners/${path}`, { role: 'member' })).status).toBe(403)
  expect((await post(stage.app.anonymous, `/assign/${path}`, fields)).status).toBe(401)
  const token = await stage.app.withToken(mina)
  const api = await send(token, 'POST', `/api/v1/paths/${path}/assignments`, {
    handle: mina.handle,
    start: '2026-11-24',
  })
  expect([api.status, api.headers.get('content-type')]).toEqual([403, 'application/problem+json'])
  const { team } = stage.app.context
  const input = { path: path, handles: [mina.handle], start: '2026-11-24' }
  await expect(team.assign(await stage.app.user(mina), input)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(
    team.giveToJoiners(await stage.app.user(mina), { path: path, role: 'member' }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await assignmentsOf(mina)).toEqual([])
})

test('the API gives a path, answers 201 with it, and says in problem+json what is wrong', async () => {
  const ask = await stage.app.withToken(leo)
  const at = `/api/v1/paths/${path}/assignments`
  const made = await send(ask, 'POST', at, { handle: noa.handle, start: '2026-11-24', buddy: mina.handle })
  expect(made.status).toBe(201)
  const body = (await made.json()) as { id: string }
  expect(body).toEqual({
    id: body.id,
    path,
    handle: noa.handle,
    name: noa.name,
    start: '2026-11-24',
    buddy: mina.handle,
  })
  expect((await send(ask, 'POST', at, { handle: noa.handle, start: '2026-11-25' })).status).toBe(201)
  expect(await assignmentsOf()).toEqual([[path, '2026-11-25', undefined]])
  for (const wrong of [
    { handle: 'nobody', start: '2026-11-24' },
    { handle: noa.handle, start: '24/11/2026' },
    { handle: noa.handle, start: '2026-11-24', buddy: noa.handle },
    { handle: noa.handle },
    { handle: 7, start: '2026-11-24' },
    {},
  ]) {
    const answer = await send(ask, 'POST', at, wrong)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    const problem = (await answer.json()) as { detail: string }
    expect(problem).toMatchObject({ status: 400, code: 'invalid' })
    expect(problem.detail).not.toBe('')
  }
  expect(
    (
      await send(ask, 'POST', '/api/v1/paths/paths/none/assignments', {
        handle: noa.handle,
        start: '2026-11-24',
      })
    ).status,
  ).toBe(404)
  expect((await send(ask, 'POST', `/api/v1/assignments/${body.id}/start-again`)).status).toBe(200)
  expect(await assignmentsOf()).toEqual([[path, '2026-11-23', undefined]])
  expect((await send(ask, 'DELETE', `/api/v1/assignments/${body.id}`)).status).toBe(204)
  expect((await send(ask, 'DELETE', `/api/v1/assignments/${body.id}`)).status).toBe(404)
})

test('ending it keeps what was done, and it can be given again', async () => {
  await stage.assign(path, noa, '2026-11-23')
  await stage.walk(noa, path, 'one')
  const ask = await stage.app.signIn(leo)
  const id = /\/assignments\/([\w-]+)\/end/.exec(await textOf(ask(`/assign/${path}`)))?.[1] ?? ''
  const ended = await post(ask, `/assignments/${id}/end`, { back: `/team/${noa.handle}` })
  expect([ended.status, ended.headers.get('location')]).toEqual([303, `/team/${noa.handle}?done=ended`])
  expect(await assignmentsOf()).toEqual([[path, undefined, undefined]])
  expect(await stage.told(noa)).toEqual(['notify.team.ended', 'notify.team.assigned'])
  await stage.assign(path, noa, '2026-11-30')
  const { standings } = await stage.app.context.team.person(await stage.app.user(noa), noa.handle, 'ko')
  expect([standings[0]?.done, standings[0]?.given?.start]).toEqual([1, '2026-11-30'])
  expect((await post(ask, '/assignments/none/end')).status).toBe(404)
})

test.each(['https://evil.example/', '//evil.example', '/account', '/team/../account'])(
  'ending leads back to pages of ours alone: %s (abuse 34)',
  async (back) => {
    await stage.assign(path, noa, '2026-11-23')
    const ask = await stage.app.signIn(leo)
    const id = /\/assignments\/([\w-]+)\/end/.exec(await textOf(ask(`/assign/${path}`)))?.[1] ?? ''
    const ended = await post(ask, `/assignments/${id}/end`, { back })
    expect(ended.headers.get('location')).toBe(`/assign/${path}?done=ended`)
  },
)

test('an assignment follows its path to another address', async () => {
  await stage.assign(path, noa, '2026-11-23')
  await stage.walk(noa, path, 'one')
  const to = `${path}-anew`
  const { pages } = stage.app.context
  const lead = await stage.app.user(leo)
  await stage.writePath(to)
  await pages.remove(lead, { path })
  await stage.writeFile('redirects.yml', `${path}: ${to}\n`)
  expect(await assignmentsOf()).toEqual([[to, '2026-11-23', undefined]])
  await stage.assign(to, noa, '2026-11-25')
  expect(await assignmentsOf()).toEqual([[to, '2026-11-25', undefined]])
})

test('two leads who give the same path at once leave one assignment', async () => {
  const { team } = stage.app.context
  const lead = await stage.app.user(leo)
  const give = (start: string) => team.assign(lead, { path: path, handles: [noa.handle, mina.handle], start })
  await Promise.all(['2026-11-24', '2026-11-25', '2026-11-26'].map(give))
  expect(await assignmentsOf()).toHaveLength(1)
  const { kysely } = stage.app.context.database
  const rows = await kysely.selectFrom('assignments').selectAll().where('path', '=', path).execute()
  expect(rows).toHaveLength(2)
})
