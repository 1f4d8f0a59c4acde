import { openStage, type Stage } from '../accounts/stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('keeps who did what to what, from where, newest first', async () => {
  const { audit } = stage
  stage.setNow(new Date('2026-11-24T09:00:00Z'))
  await audit.record({
    actor: 'u1',
    action: 'first',
    object: 'x',
    ip: '10.0.0.1',
    requestId: 'r1',
    result: 'ok',
  })
  await audit.record({ actor: undefined, action: 'second', result: 'refused' })
  const entries = await audit.list(10)
  expect(entries.map((entry) => entry.action)).toEqual(['second', 'first'])
  expect(entries[1]).toMatchObject({
    at: '2026-11-24T09:00:00.000Z',
    actor: 'u1',
    object: 'x',
    ip: '10.0.0.1',
    requestId: 'r1',
    result: 'ok',
  })
})

test('gives no more than was asked for', async () => {
  for (const action of ['a', 'b', 'c']) await stage.audit.record({ actor: undefined, action, result: 'ok' })
  expect(await stage.audit.list(2)).toHaveLength(2)
})
