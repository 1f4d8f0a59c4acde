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

const waiting = async (person: CastMember) =>
  (await stage.app.context.team.waitingFor(await stage.app.user(person), 'ko')).map(
    ({ key, title, at, late }) => [key, title, at, late],
  )

test('the home page reminds of what is due and what is late, with the date and whom to ask', async () => {
  await stage.assign(path, noa, '2026-11-23', buddy)
  expect(await waiting(noa)).toEqual([['waiting.team.due.buddy', '하나', '2026-11-24', false]])
  stage.setClock('2026-11-25T09:00+09:00')
  expect(await waiting(noa)).toEqual([
    ['waiting.team.late.buddy', '하나', '2026-11-24', true],
    ['waiting.team.due.buddy', '둘', '2026-11-25', false],
    ['waiting.team.due.buddy', '자리 정하기', '2026-11-26', false],
  ])
  const home = await textOf((await stage.app.signIn(noa))('/'))
  expect(home).toContain(`늦었어요 · 버디 ${buddy.name}에게 묻기`)
  expect(home).toContain('11월 24일')
})

test('without a buddy it names who looks after the path, and without either nobody', async () => {
  await stage.assign(path, noa, '2026-11-23')
  expect((await waiting(noa))[0]?.[0]).toBe('waiting.team.due')
  await stage.writePath(path, 'owner: leo\n')
  expect((await waiting(noa))[0]?.[0]).toBe('waiting.team.due.owner')
})

test('a buddy sees whom they accompany, and when to speak to them', async () => {
  await stage.assign(path, noa, '2026-11-23', buddy)
  const title = `${noa.name} · 시작하기`
  expect(await waiting(buddy)).toEqual([['waiting.team.walks.well', title, '2026-11-23', false]])
  stage.setClock('2026-11-25T09:00+09:00')
  expect(await waiting(buddy)).toEqual([['waiting.team.walks.late', title, '2026-11-23', true]])
  const home = await textOf((await stage.app.signIn(buddy))('/'))
  expect(home).toContain(`href="/team/${noa.handle}"`)
})

test('nobody is reminded of what has ended, is finished, or has not begun', async () => {
  const { team, learning } = stage.app.context
  const lead = await stage.app.user(leo)
  await stage.assign(path, noa, '2026-12-07', buddy)
  expect([await waiting(noa), await waiting(buddy)]).toEqual([[], []])
  await stage.assign(path, noa, '2026-11-23', buddy)
  await stage.walk(noa, path, 'one', 'two', 'three', 'four')
  await learning.confirmStep(lead, { handle: noa.handle, path, stepId: 'three' })
  stage.setClock('2027-01-11T09:00+09:00')
  expect([await waiting(noa), await waiting(buddy)]).toEqual([[], []])
  const other = await stage.newcomer('Other')
  await stage.assign(path, other, '2026-11-23')
  const [given] = (await team.assignmentsOf(lead, path)).filter(
    ({ walker }) => walker.handle === other.handle,
  )
  await team.endAssignment(lead, given?.id ?? '')
  expect(await waiting(other)).toEqual([])
})

test('a step that becomes late is told once, several of one path together, in the language of the person', async () => {
  const { team } = stage.app.context
  await stage.assign(path, noa, '2026-11-23')
  stage.setClock('2026-11-24T09:00+09:00')
  await team.tick()
  expect(await stage.told(noa)).toEqual(['notify.team.assigned'])
  stage.setClock('2026-11-25T09:00+09:00')
  await team.tick()
  await team.tick()
  expect(await stage.told(noa)).toEqual(['notify.team.late', 'notify.team.assigned'])
  stage.setClock('2026-12-01T09:00+09:00')
  await team.tick()
  expect((await stage.told(noa))[0]).toBe('notify.team.late.several')
  await stage.app.context.accounts.people.updateLang(await stage.app.user(noa), 'en')
  const bell = await textOf((await stage.app.signIn(noa))('/notifications'))
  expect(bell).toContain('“하나” of “시작하기” was due on 11월 24일')
})

test('after starting again a step may become late again', async () => {
  const { team } = stage.app.context
  await stage.assign(path, noa, '2026-11-23')
  stage.setClock('2026-11-25T09:00+09:00')
  await team.tick()
  await stage.assign(path, noa, '2026-11-25')
  stage.setClock('2026-11-27T09:00+09:00')
  await team.tick()
  expect((await stage.told(noa)).filter((type) => type.startsWith('notify.team.late'))).toHaveLength(2)
})
