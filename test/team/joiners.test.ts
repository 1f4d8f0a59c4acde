import { ada, leo, type CastMember } from '../cast.ts'
import { DAY_ONE, openStage, post, send, textOf, type Stage } from './stage.ts'

let stage: Stage
let path: string
let rules: string[] = []
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.setClock(DAY_ONE)
  path = await stage.writePath()
})
afterEach(async () => {
  const lead = await stage.app.user(leo)
  for (const id of rules.splice(0)) await stage.app.context.team.endRule(lead, id)
})
afterAll(() => stage.stop())

const giveToJoiners = async (role: string, buddy?: CastMember) => {
  const { team } = stage.app.context
  const rule = await team.giveToJoiners(await stage.app.user(leo), { path, role, buddy: buddy?.handle })
  rules.push(rule.id)
  return rule
}
const givenTo = async ({ handle }: CastMember) => {
  const { standings } = await stage.app.context.team.person(await stage.app.user(ada), handle, 'ko')
  return standings.filter((one) => one.path === path).map(({ given }) => [given?.start, given?.buddy?.handle])
}

test('every new member gets the path from the day they came, with the buddy of the rule, and is told', async () => {
  const early = await stage.newcomer('Early')
  await giveToJoiners('member', ada)
  const late = await stage.newcomer('Late')
  const lead = await stage.newcomer('Lead', 'lead')
  expect(await givenTo(late)).toEqual([['2026-11-23', 'ada']])
  expect(await stage.told(late)).toEqual(['notify.team.assigned'])
  expect((await stage.told(ada))[0]).toBe('notify.team.buddy')
  expect([await givenTo(early), await givenTo(lead)]).toEqual([[], []])
})

test('who comes on a day on which nobody works begins on the next working day', async () => {
  await giveToJoiners('anyone')
  stage.setClock('2026-11-28T12:00+09:00')
  expect(await givenTo(await stage.newcomer('Sat'))).toEqual([['2026-11-30', undefined]])
  stage.setClock('2026-12-25T12:00+09:00')
  expect(await givenTo(await stage.newcomer('Xmas'))).toEqual([['2026-12-28', undefined]])
})

test('who accepts an invitation gets it before their first page', async () => {
  await giveToJoiners('member')
  const { accounts } = stage.app.context
  const token = await accounts.invites.create(await stage.app.user(ada), { role: 'member' })
  const fields = { name: '새 사람', email: 'fresh@team.example', password: '첫날의 새 신발을 신고' }
  await accounts.invites.accept('invite', token, fields)
  const fresh = { ...fields, handle: 'fresh', role: 'member' } as const
  expect(await givenTo(fresh)).toHaveLength(1)
  const home = await textOf((await stage.app.signIn(fresh))('/'))
  expect(home).toContain('시작하기')
})

test('an account made by another process gets its path when the accounts are next looked at', async () => {
  await giveToJoiners('member')
  const { database, team } = stage.app.context
  const { openDatabase } = await import('../../src/db/open.ts')
  const { createAccounts } = await import('../../src/accounts/accounts.ts')
  const other = openDatabase(`${stage.app.dataDir}/giljabi.sqlite`)
  const accounts = createAccounts(
    other,
    { record: () => Promise.resolve(), list: () => Promise.resolve([]) },
    () => new Date(DAY_ONE),
  )
  await accounts.people.addUser('command', {
    email: 'outside@team.example',
    name: '바깥 사람',
    role: 'member',
    password: '바깥에서 온 손님이에요',
  })
  await other.close()
  await team.settle()
  const rows = await database.kysely.selectFrom('assignments').selectAll().where('path', '=', path).execute()
  expect(rows).toHaveLength(1)
  await team.settle()
  expect(
    await database.kysely.selectFrom('assignments').selectAll().where('path', '=', path).execute(),
  ).toHaveLength(1)
})

test('a change of role gives the path of the new role from that day, and never twice', async () => {
  await giveToJoiners('lead')
  const { standing } = stage.app.context.accounts
  const person = await stage.newcomer('Rise')
  stage.setClock('2026-11-25T09:00+09:00')
  await standing.changeRole('command', person.handle, 'lead')
  expect(await givenTo(person)).toEqual([['2026-11-25', undefined]])
  await stage.walk(person, path, 'one')
  stage.setClock('2026-12-02T09:00+09:00')
  await standing.changeRole('command', person.handle, 'member')
  await standing.changeRole('command', person.handle, 'lead')
  expect(await givenTo(person)).toEqual([['2026-11-25', undefined]])
  expect(await stage.told(person)).toEqual(['notify.team.assigned'])
  const { standings } = await stage.app.context.team.person(await stage.app.user(person), person.handle, 'ko')
  expect(standings.find((one) => one.path === path)?.done).toBe(1)
})

test('what a lead has given already stays as it is, and what was ended does not come back', async () => {
  const person = await stage.newcomer('Given', 'admin')
  await stage.assign(path, person, '2026-12-01')
  await giveToJoiners('member')
  await stage.app.context.accounts.standing.changeRole('command', person.handle, 'member')
  expect(await givenTo(person)).toEqual([['2026-12-01', undefined]])
  const lead = await stage.app.user(leo)
  const [given] = await stage.app.context.team.assignmentsOf(lead, path)
  await stage.app.context.team.endAssignment(lead, given?.id ?? '')
  await stage.app.context.team.settle()
  expect(await givenTo(person)).toEqual([])
})

test('a rule that was ended gives nothing more, and keeps what it gave', async () => {
  const rule = await giveToJoiners('member')
  const before = await stage.newcomer('Before')
  rules = []
  await stage.app.context.team.endRule(await stage.app.user(leo), rule.id)
  const after = await stage.newcomer('After')
  expect([(await givenTo(before)).length, (await givenTo(after)).length]).toEqual([1, 0])
})

test('a disabled newcomer gets it once they can sign in', async () => {
  const { standing } = stage.app.context.accounts
  const person = await stage.newcomer('Pause', 'lead')
  await giveToJoiners('member')
  await standing.disable('command', person.handle)
  await standing.changeRole('command', person.handle, 'member')
  expect(await givenTo(person)).toEqual([])
  await standing.enable('command', person.handle)
  expect(await givenTo(person)).toHaveLength(1)
})

test('the form makes, shows and ends a rule; what is wrong is said at its field', async () => {
  const ask = await stage.app.signIn(leo)
  const wrong = await post(ask, `/joiners/${path}`, { role: 'member', buddy: 'nobody' })
  expect(wrong.status).toBe(400)
  expect(await wrong.text()).toContain('‘nobody’ 핸들을 쓰는 사람이 없어요')
  expect((await post(ask, `/joiners/${path}`, { role: 'king', buddy: '' })).status).toBe(400)
  const made = await post(ask, `/joiners/${path}`, { role: 'member', buddy: 'ada' })
  expect([made.status, made.headers.get('location')]).toEqual([303, `/assign/${path}?done=joiners`])
  const page = await textOf(ask(`/assign/${path}`))
  expect(page).toContain('새로 오는 사람: 멤버')
  const id = /\/joiner-rules\/([\w-]+)\/end/.exec(page)?.[1] ?? ''
  expect((await post(ask, `/joiner-rules/${id}/end`)).status).toBe(303)
  expect(await textOf(ask(`/assign/${path}`))).not.toContain('새로 오는 사람: 멤버')
  expect((await post(ask, `/joiner-rules/${id}/end`)).status).toBe(404)
})

test('a path has one rule for a role; giving it again changes the buddy', async () => {
  const first = await giveToJoiners('member')
  const again = await giveToJoiners('member', ada)
  expect(again.id).toBe(first.id)
  rules = [first.id]
  expect(await givenTo(await stage.newcomer('Once'))).toEqual([['2026-11-23', 'ada']])
})

test('a draft is given to no joiner; the API makes and ends rules', async () => {
  const ask = await stage.app.withToken(leo)
  const made = await send(ask, 'POST', `/api/v1/paths/${path}/joiners`, { role: 'lead', buddy: 'ada' })
  const rule = (await made.json()) as { id: string }
  expect([made.status, rule]).toEqual([201, expect.objectContaining({ path, role: 'lead', buddy: 'ada' })])
  expect((await send(ask, 'DELETE', `/api/v1/joiners/${rule.id}`)).status).toBe(204)
  await stage.writePath(path, 'status: draft\n')
  const draft = await send(ask, 'POST', `/api/v1/paths/${path}/joiners`, { role: 'member' })
  expect([draft.status, await draft.json()]).toEqual([400, expect.objectContaining({ code: 'invalid' })])
})
