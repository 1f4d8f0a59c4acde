import { leo, type CastMember } from '../cast.ts'
import { openStage, textOf, type Stage } from './stage.ts'

let stage: Stage
let path: string
let noa: CastMember
let buddy: CastMember
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.setClock('2026-11-23T09:00+09:00')
  path = await stage.writePath()
  noa = await stage.newcomer('Noa')
  buddy = await stage.newcomer('Bud')
})
afterAll(() => stage.stop())

const people = async () => {
  const view = await stage.app.context.team.view(await stage.app.user(leo), { path }, 'ko')
  return view.team?.people.map(({ person }) => person.handle) ?? []
}
const own = async (person = noa) => {
  const { standings } = await stage.app.context.team.person(await stage.app.user(leo), person.handle, 'ko')
  return standings.find((one) => one.path === path)
}

test('who leaves is out of the team view and of reminders, and what they did is kept until they return', async () => {
  const { standing } = stage.app.context.accounts
  await stage.assign(path, noa, '2026-11-23')
  await stage.walk(noa, path, 'one')
  await standing.disable('command', noa.handle)
  expect(await people()).toEqual([])
  stage.setClock('2026-12-21T09:00+09:00')
  await stage.app.context.team.tick()
  expect(await stage.told(noa)).toEqual(['notify.team.assigned'])
  const page = await textOf((await stage.app.signIn(leo))(`/team/${noa.handle}`))
  expect(page).toContain('계정이 멈춰 있어서')
  await standing.enable('command', noa.handle)
  expect(await people()).toEqual([noa.handle])
  expect([(await own())?.done, (await own())?.pace]).toEqual([1, 'late'])
})

test('who returns can start again from today, with all they had done', async () => {
  const { accounts, team } = stage.app.context
  await stage.assign(path, noa, '2026-11-23', buddy)
  await stage.walk(noa, path, 'one')
  await accounts.standing.disable('command', noa.handle)
  await accounts.standing.enable('command', noa.handle)
  stage.setClock('2027-02-15T09:00+09:00')
  await team.startAgain(await stage.app.user(leo), (await own())?.given?.id ?? '')
  const after = await own()
  expect([after?.given?.start, after?.given?.buddy?.handle, after?.done, after?.pace]).toEqual([
    '2027-02-15',
    buddy.handle,
    1,
    'well',
  ])
  expect(after?.steps.map(({ dueOn }) => dueOn).at(-1)).toBe('2027-02-22')
})

test('when a buddy leaves, the lead who gave the path is told once, and sees that there is none', async () => {
  const { standing } = stage.app.context.accounts
  await stage.assign(path, noa, '2026-11-23', buddy)
  await standing.disable('command', buddy.handle)
  expect(await stage.told(leo)).toEqual(['notify.team.buddyGone'])
  await stage.app.context.team.tick()
  expect(await stage.told(leo)).toHaveLength(1)
  const given = (await own())?.given
  expect([given?.buddy, given?.buddyLeft?.handle]).toEqual([undefined, buddy.handle])
  expect(await textOf((await stage.app.signIn(leo))(`/assign/${path}`))).toContain(
    `버디 ${buddy.name}님이 떠났어요`,
  )
  expect(await textOf((await stage.app.signIn(noa))(`/wiki/${path}`))).not.toContain(buddy.name)
  await standing.enable('command', buddy.handle)
  expect((await own())?.given?.buddy?.handle).toBe(buddy.handle)
})

test('when the lead has left too, all leads are told of the buddy; what that lead gave stays', async () => {
  const { accounts, team } = stage.app.context
  const lead = await stage.newcomer('Lead', 'lead')
  await team.assign(await stage.app.user(lead), {
    path,
    handles: [noa.handle],
    start: '2026-11-23',
    buddy: buddy.handle,
  })
  await accounts.standing.disable('command', lead.handle)
  expect([await people(), (await own())?.given?.start]).toEqual([[noa.handle], '2026-11-23'])
  const before = (await stage.told(leo)).length
  await accounts.standing.disable('command', buddy.handle)
  expect((await stage.told(leo)).length).toBe(before + 1)
  expect(await stage.told(lead)).toEqual([])
})

test('a rule outlives the lead who made it, and its buddy', async () => {
  const { accounts, team } = stage.app.context
  const lead = await stage.newcomer('Ruler', 'lead')
  const rule = await team.giveToJoiners(await stage.app.user(lead), {
    path,
    role: 'member',
    buddy: buddy.handle,
  })
  await accounts.standing.disable('command', lead.handle)
  await accounts.standing.disable('command', buddy.handle)
  const fresh = await stage.newcomer('Fresh')
  expect([(await own(fresh))?.given?.start, (await own(fresh))?.given?.buddy]).toEqual([
    '2026-11-23',
    undefined,
  ])
  await team.endRule(await stage.app.user(leo), rule.id)
})

test('a member who becomes a lead keeps their progress and their dates', async () => {
  await stage.assign(path, noa, '2026-11-23')
  await stage.walk(noa, path, 'one', 'two')
  await stage.app.context.accounts.standing.changeRole('command', noa.handle, 'lead')
  const after = await own()
  expect([after?.done, after?.given?.start, await people()]).toEqual([2, '2026-11-23', [noa.handle]])
  expect((await (await stage.app.signIn(noa))('/team')).status).toBe(200)
  await stage.app.context.accounts.standing.changeRole('command', noa.handle, 'member')
  expect((await (await stage.app.signIn(noa))('/team')).status).toBe(403)
})

test('somebody who has left cannot be given a path, nor be a buddy', async () => {
  const { accounts, team } = stage.app.context
  await accounts.standing.disable('command', buddy.handle)
  const lead = await stage.app.user(leo)
  const give = (handle: string, buddyHandle?: string) =>
    team.assign(lead, { path, handles: [handle], start: '2026-11-23', buddy: buddyHandle })
  await expect(give(buddy.handle)).rejects.toMatchObject({ key: 'team.handle.left', field: 'handle' })
  await expect(give(noa.handle, buddy.handle)).rejects.toMatchObject({
    key: 'team.buddy.left',
    field: 'buddy',
  })
})
