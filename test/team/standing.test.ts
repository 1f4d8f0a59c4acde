import { leo, type CastMember } from '../cast.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let path: string
let noa: CastMember
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.setClock('2026-11-23T09:00+09:00')
  path = await stage.writePath()
  noa = await stage.newcomer('Noa')
})
afterAll(() => stage.stop())

const standing = async (person = noa) => {
  const view = await stage.app.context.team.view(await stage.app.user(leo), { path }, 'ko')
  const found = view.team?.people.find((one) => one.person.handle === person.handle)
  if (!found) throw new Error(`${person.handle} is not on the path`)
  return found
}
const states = async (person = noa) => (await standing(person)).steps.map(({ state }) => state).join(' ')
const troubles = async (person = noa) =>
  (await standing(person)).troubles.map(({ kind, days, times, stepId }) =>
    [kind, days || times, stepId].join(' '),
  )

test('each step is due so many working days after the first day, over the weekend and holidays', async () => {
  await stage.assign(path, noa, '2026-12-22')
  expect((await standing()).steps.map(({ dueOn }) => dueOn)).toEqual([
    '2026-12-23',
    '2026-12-24',
    '2026-12-24',
    '2026-12-28',
    '2026-12-30',
  ])
})

test('on the way: done, now, due soon, waiting for confirmation, left', async () => {
  await stage.assign(path, noa, '2026-11-23')
  expect(await states()).toBe('now todo todo todo todo')
  await stage.walk(noa, path, 'one')
  expect(await states()).toBe('done now todo todo todo')
  stage.setClock('2026-11-25T09:00+09:00')
  await stage.walk(noa, path, 'two', 'three')
  expect(await states()).toBe('done done todo waiting now')
  const one = await standing()
  expect([one.pace, one.done, one.total, one.day, one.troubles]).toEqual(['well', 2, 5, 3, []])
})

test('a step is late once its day is over, not before; one that may be left out never is', async () => {
  await stage.assign(path, noa, '2026-11-23')
  stage.setClock('2026-11-24T23:59:59+09:00')
  expect(await states()).toBe('now due todo todo todo')
  stage.setClock('2026-11-25T00:00+09:00')
  expect(await states()).toBe('late due todo due todo')
  expect((await standing()).pace).toBe('late')
  expect(await troubles()).toEqual(['late 1 one'])
  stage.setClock('2026-11-30T09:00+09:00')
  expect(await states()).toBe('stuck late todo late due')
  expect(await troubles()).toEqual(['late 4 one', 'idle 5 one'])
})

test('the day is over where the person lives', async () => {
  const { people } = stage.app.context.accounts
  const user = await stage.app.user(noa)
  await people.updateProfile(user, {
    name: user.name,
    lang: 'ko',
    theme: 'system',
    timeZone: 'America/Los_Angeles',
  })
  await stage.assign(path, noa, '2026-11-23')
  stage.setClock('2026-11-25T16:59+09:00')
  expect(await states()).toBe('now due todo todo todo')
  stage.setClock('2026-11-25T17:00+09:00')
  expect(await states()).toBe('late due todo due todo')
})

test('somebody has come to a stop after three working days without a step', async () => {
  await stage.writePath(path)
  await stage.assign(path, noa, '2026-11-23')
  await stage.walk(noa, path, 'one', 'two')
  stage.setClock('2026-11-25T09:00+09:00')
  expect(await troubles()).toEqual([])
  stage.setClock('2026-11-26T09:00+09:00')
  expect(await troubles()).toEqual(['idle 3 three'])
  expect([(await standing()).pace, await states()]).toEqual(['stuck', 'done done todo stuck todo'])
})

test('who is ahead of what is due has not come to a stop', async () => {
  await stage.assign(path, noa, '2026-12-21')
  stage.setClock('2026-11-23T10:00+09:00')
  await stage.walk(noa, path, 'one', 'two', 'three')
  stage.setClock('2026-12-18T09:00+09:00')
  expect((await troubles()).filter((one) => one.startsWith('idle'))).toEqual([])
})

test('nobody is stuck before their first day', async () => {
  await stage.assign(path, noa, '2026-12-07')
  stage.setClock('2026-12-04T09:00+09:00')
  const one = await standing()
  expect([one.pace, one.day, one.troubles]).toEqual(['ahead', 0, []])
})

test('a quiz that was not passed twice is named, until it is passed', async () => {
  await stage.assign(path, noa, '2026-11-23')
  await stage.walk(noa, path, 'one')
  await stage.failQuiz(noa, path)
  expect(await troubles()).toEqual([])
  await stage.failQuiz(noa, path)
  expect(await troubles()).toEqual(['quiz 2 two'])
  expect(await states()).toBe('done stuck todo todo todo')
  await stage.walk(noa, path, 'two')
  expect(await troubles()).toEqual([])
})

test('a task that nobody confirms is named after two working days', async () => {
  await stage.assign(path, noa, '2026-11-26')
  await stage.walk(noa, path, 'one', 'two', 'three')
  stage.setClock('2026-11-24T09:00+09:00')
  expect(await troubles()).toEqual([])
  stage.setClock('2026-11-25T09:00+09:00')
  expect(await troubles()).toEqual(['waiting 2 three'])
  const { learning } = stage.app.context
  await learning.confirmStep(await stage.app.user(leo), { handle: noa.handle, path, stepId: 'three' })
  expect(await troubles()).toEqual([])
})

test('who walks of their own accord has no dates and is not stuck', async () => {
  await stage.walk(noa, path, 'one')
  stage.setClock('2027-01-11T09:00+09:00')
  const one = await standing()
  expect([one.given, one.pace, one.troubles, await states()]).toEqual([
    undefined,
    'well',
    [],
    'done now todo todo todo',
  ])
})

test('finished is finished, whatever was left out, and stays so', async () => {
  await stage.assign(path, noa, '2026-11-23')
  stage.setClock('2026-11-24T09:00+09:00')
  await stage.walk(noa, path, 'one', 'two', 'three', 'four')
  const { learning } = stage.app.context
  await learning.confirmStep(await stage.app.user(leo), { handle: noa.handle, path, stepId: 'three' })
  stage.setClock('2027-03-01T09:00+09:00')
  const one = await standing()
  expect([one.pace, one.finishedOn, one.done, one.troubles]).toEqual(['finished', '2026-11-24', 4, []])
})

test('a clock that jumps back un-completes nothing, and no time is negative', async () => {
  await stage.assign(path, noa, '2026-11-23')
  stage.setClock('2026-11-25T09:00+09:00')
  await stage.walk(noa, path, 'one')
  stage.setClock('2026-11-20T09:00+09:00')
  await stage.walk(noa, path, 'two')
  const one = await standing()
  expect([one.done, one.day, one.pace]).toEqual([2, 0, 'well'])
  expect(one.troubles.every(({ days }) => days >= 0)).toBe(true)
  const board = await stage.app.context.team.friction(await stage.app.user(leo), path, 'ko')
  expect(board.steps.every(({ medianMinutes = 0 }) => medianMinutes >= 0)).toBe(true)
  stage.setClock('2026-11-26T09:00+09:00')
  expect((await standing()).done).toBe(2)
})

test('without a sound holidays file weekends alone are left out, and leads are told so', async () => {
  const { team, readFile } = stage.app.context
  const lead = await stage.app.user(leo)
  const write = (content: string | undefined) => stage.writeFile('settings/holidays.yml', content)
  const before = await readFile('settings/holidays.yml')
  await stage.assign(path, noa, '2026-12-24')
  expect((await standing()).steps[0]?.dueOn).toBe('2026-12-28')
  await write('holidays: [')
  expect((await standing()).steps[0]?.dueOn).toBe('2026-12-25')
  const page = await (await (await stage.app.signIn(leo))('/team')).text()
  expect(page).toContain('쉬는 날 파일(settings/holidays.yml)을 읽을 수 없어서')
  await write(undefined)
  expect(team.holidayFault(lead)?.key).toBe('team.holidays.missing')
  await write(before)
  expect(team.holidayFault(lead)).toBeUndefined()
  stage.setClock('2027-12-01T09:00+09:00')
  expect(team.holidayFault(lead)).toEqual({
    key: 'team.holidays.lapsed',
    params: { year: '2028', file: 'settings/holidays.yml' },
  })
})
