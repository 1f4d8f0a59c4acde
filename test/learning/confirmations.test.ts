import type { Assignments } from '../../src/learning/assignment.ts'
import { createWorld, type World } from './world.ts'

const PATH = 'paths/confirmed'
const source = `---
title: 확인하는 길
kind: path
lang: ko
owner: leo
steps:
  - {id: task, title: 첫 교훈, check: {type: task, do: 교훈을 써요, confirm: true}}
  - {id: after, title: 다음, after: [task], check: {type: task}}
---
`

let world: World
beforeEach(async () => {
  world = await createWorld()
  await world.write(PATH, source)
})
afterEach(() => world.close())

const complete = (evidence = 'https://wiki.example/a') =>
  world.learning.completeStep(world.member, PATH, 'task', { evidence })
const step = async (id = 'task') =>
  (await world.learning.getWalk(world.member, PATH, 'ko')).steps.find((one) => one.id === id)
const place = { handle: 'mina', path: PATH, stepId: 'task' }
/** Noa accompanies Mina. */
const withBuddy = (): Assignments => ({
  assignmentOf: (userId) =>
    Promise.resolve(
      userId !== 'id-mina'
        ? undefined
        : {
            start: '2026-11-23',
            buddy: { id: 'id-noa', handle: 'noa', name: 'Noa Lim' },
            dueOn: (days) => `2026-11-${23 + days}`,
            isLate: (day) => day < '2026-11-24',
          },
    ),
  accompaniedBy: (userId) => Promise.resolve(userId === 'id-noa' ? [{ userId: 'id-mina', path: PATH }] : []),
  version: () => '1',
})

test('a task to be confirmed waits, and is not done', async () => {
  expect(await complete()).toMatchObject({ status: 'waiting', recorded: true })
  const walk = await world.learning.getWalk(world.member, PATH, 'ko')
  expect([walk.walked, walk.finished, walk.steps[1]?.locked.length]).toEqual([0, false, 1])
})

test('who looks after the path is told, and the buddy where there is one', async () => {
  await complete()
  expect(world.told).toMatchObject([
    { to: ['id-leo'], type: 'notify.learning.waiting', href: '/confirmations' },
  ])
  world.learning.setAssignments(withBuddy())
  await complete('다른 링크')
  expect(world.told[1]).toMatchObject({
    to: ['id-noa', 'id-leo'],
    params: { name: '김민아', title: '첫 교훈' },
  })
})

test('sending the same again tells nobody twice', async () => {
  await complete()
  await complete()
  expect(world.told).toHaveLength(1)
})

test('a lead confirms it: done, with their name, and the walker is told', async () => {
  await complete()
  expect(await world.learning.waitingTasks(world.lead, 'ko')).toMatchObject([
    { handle: 'mina', path: PATH, stepId: 'task', evidence: 'https://wiki.example/a', task: '교훈을 써요' },
  ])
  await world.learning.confirmStep(world.lead, place)
  expect(await step()).toMatchObject({ status: 'done', record: { decision: { handle: 'leo' } } })
  expect(world.told.at(-1)).toMatchObject({ to: ['id-mina'], type: 'notify.learning.confirmed' })
  expect(await world.learning.waitingTasks(world.lead, 'ko')).toEqual([])
  expect((await step('after'))?.locked).toEqual([])
})

test('the buddy confirms it, another member does not and sees nothing', async () => {
  await complete()
  await expect(world.learning.confirmStep(world.other, place)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(world.learning.waitingTasks(world.other, 'ko')).rejects.toMatchObject({ code: 'forbidden' })
  world.learning.setAssignments(withBuddy())
  expect(await world.learning.waitingTasks(world.other, 'ko')).toHaveLength(1)
  await world.learning.confirmStep(world.other, place)
  expect((await step())?.status).toBe('done')
})

test('nobody confirms their own task', async () => {
  await complete()
  await expect(world.learning.confirmStep(world.member, place)).rejects.toMatchObject({ code: 'forbidden' })
})

test('the only lead there is confirms also their own', async () => {
  await world.learning.completeStep(world.lead, PATH, 'task', { evidence: '제 교훈' })
  await world.learning.confirmStep(world.lead, { ...place, handle: 'leo' })
  const { steps } = await world.learning.getWalk(world.lead, PATH, 'ko')
  expect(steps[0]?.status).toBe('done')
})

test('sent back with a sentence it is open again, with what was left; then it may be sent anew', async () => {
  await complete('초안')
  await expect(world.learning.sendBack(world.lead, place, '  ')).rejects.toMatchObject({ field: 'said' })
  await world.learning.sendBack(world.lead, place, '일어난 일을 더 적어 주세요')
  expect(await step()).toMatchObject({
    status: 'todo',
    record: { evidence: '초안', decision: { said: '일어난 일을 더 적어 주세요', name: 'Leo Park' } },
  })
  expect(world.told.at(-1)).toMatchObject({ to: ['id-mina'], type: 'notify.learning.back' })
  expect(await world.learning.waitingFor(world.member, 'ko')).toMatchObject([{ key: 'learning.waits.back' }])
  await expect(world.learning.completeStep(world.member, PATH, 'task')).rejects.toThrow(/evidence.missing/)
  expect((await complete('고친 글')).status).toBe('waiting')
  expect((await step())?.record?.decision).toBeUndefined()
})

test('what changed since it was looked at is not confirmed unseen, nor what does not wait', async () => {
  await complete('하나')
  const sentAt = (await world.learning.waitingTasks(world.lead, 'ko'))[0]?.sentAt
  world.clock = new Date('2026-11-24T10:00:00.000Z')
  await complete('둘')
  await expect(world.learning.confirmStep(world.lead, { ...place, sentAt })).rejects.toThrow(
    /confirm.changed/,
  )
  await world.learning.confirmStep(world.lead, place)
  await expect(world.learning.confirmStep(world.lead, place)).rejects.toThrow(/confirm.settled/)
  await expect(world.learning.confirmStep(world.lead, { ...place, handle: 'nobody' })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('a task waits on the home page of those who may confirm it', async () => {
  await complete()
  expect(await world.learning.waitingFor(world.lead, 'ko')).toMatchObject([
    { key: 'learning.waits.confirm', title: '첫 교훈', params: { name: '김민아' } },
  ])
  expect(await world.learning.waitingFor(world.other, 'ko')).toEqual([])
})

test('what is confirmed stays so when its page changes and is read again', async () => {
  await complete()
  await world.learning.confirmStep(world.lead, place)
  expect(await world.learning.completeStep(world.member, PATH, 'task')).toMatchObject({ status: 'done' })
})

test('a task that nobody has to confirm any more is done; one that was done needs no confirming later', async () => {
  await complete()
  await world.write(PATH, source.replace(', confirm: true', ''))
  expect((await step())?.status).toBe('done')
  await world.learning.reopenStep(world.member, PATH, 'task')
  await complete()
  await world.write(PATH, source)
  expect((await step())?.status).toBe('done')
})

test('due dates and who is late come from whoever assigns', async () => {
  world.learning.setAssignments(withBuddy())
  await world.write(PATH, source.replace('title: 첫 교훈', 'title: 첫 교훈, due: 3d'))
  const walk = await world.learning.getWalk(world.member, PATH, 'ko')
  expect([walk.assignment?.buddy?.handle, walk.steps[0]?.dueOn, walk.steps[0]?.late]).toEqual([
    'noa',
    '2026-11-26',
    false,
  ])
  expect((await world.learning.walks(world.member, 'ko'))[0]?.assignment).toBeDefined()
})
