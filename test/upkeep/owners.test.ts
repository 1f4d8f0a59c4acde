import { createWorld, page, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const owner = (path: string) => world.pages.get(world.lead, path).owner
const told = async (user: World['lead']) => (await world.notifications.list(user)).map(({ type }) => type)

test('pages of one go to another in one commit, drafts and translations too, and the new owner is told', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\ntags: [a] # kept\n'))
  await world.write('guides/one', '---\ntitle: One\nowner: mina\n---\n', 'en')
  await world.write('notes/two', page('둘', 'owner: mina\nstatus: draft\n'))
  await world.write('guides/three', page('셋', 'owner: noa\n'))
  const before = [...world.pages.content.history.recent()].length
  expect(await world.upkeep.owners.handOver(world.lead, { from: 'mina', to: 'noa' })).toBe(2)
  expect([...world.pages.content.history.recent()].length).toBe(before + 1)
  expect([owner('guides/one'), owner('notes/two'), owner('guides/three')]).toEqual(['noa', 'noa', 'noa'])
  expect(await world.read('guides/one.md')).toContain('owner: noa\ntags: [a] # kept\n')
  expect(await world.read('guides/one.en.md')).toContain('owner: noa')
  expect(await told(world.other)).toEqual(['notify.upkeep.pages'])
})

test('only the chosen pages go, and nobody may be the new owner', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\n'))
  await world.write('guides/two', page('둘', 'owner: mina\n'))
  const { owners } = world.upkeep
  expect(await owners.handOver(world.lead, { from: 'mina', to: undefined, paths: ['guides/one'] })).toBe(1)
  expect([owner('guides/one'), owner('guides/two')]).toEqual([undefined, 'mina'])
  expect(await world.read('guides/one.md')).not.toContain('owner')
  await expect(owners.handOver(world.lead, { from: 'mina', to: 'noa', paths: [] })).rejects.toMatchObject({
    key: 'upkeep.owner.nothing',
  })
})

test('not to somebody who is unknown, has left, or has them already; and not by members', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\n'))
  const give = (to: string, user = world.lead) => world.upkeep.owners.handOver(user, { from: 'mina', to })
  await expect(give('ghost')).rejects.toMatchObject({ key: 'upkeep.owner.unknown', field: 'to' })
  await expect(give('mina')).rejects.toMatchObject({ key: 'upkeep.owner.same', field: 'to' })
  world.leave('noa')
  await expect(give('noa')).rejects.toMatchObject({ key: 'upkeep.owner.unknown' })
  await expect(give('leo', world.member)).rejects.toMatchObject({ code: 'forbidden' })
  expect(owner('guides/one')).toBe('mina')
})

test('pages of who left wait for every lead, and the first who takes one has it', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\n'))
  await world.write('guides/two', page('둘', 'owner: ghost\n'))
  await world.write('guides/three', page('셋'))
  await world.write('guides/old', page('넷', 'status: archived\n'))
  const waiting = async (user = world.lead) =>
    (await world.upkeep.waitingFor(user, 'ko')).filter(({ key }) => key === 'waiting.owner')
  expect(await waiting()).toMatchObject([{ params: { count: 2 }, href: '/upkeep?owner=-' }])
  world.leave('mina')
  expect(await waiting()).toMatchObject([{ params: { count: 3 } }])
  expect(await waiting(world.other)).toEqual([])
  await world.upkeep.owners.take(world.lead, 'guides/one')
  expect(owner('guides/one')).toBe('leo')
  expect(await waiting()).toMatchObject([{ params: { count: 2 } }])
  const second = { ...world.lead, id: 'id-ada', handle: 'ada' }
  await expect(world.upkeep.owners.take(second, 'guides/one')).rejects.toMatchObject({
    code: 'conflict',
    params: { owner: 'leo' },
  })
  await expect(world.upkeep.owners.take(world.other, 'guides/two')).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(world.upkeep.owners.take(world.lead, 'guides/none')).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('a lead is offered to take a page on the page itself, a member is not', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\n'))
  const shown = async (user: World['lead']) => {
    const found = world.pages.get(user, 'guides/one')
    const { locals } = await world.upkeep.addToPage(user, found, found.original)
    const { ownerLeft, noOwner } = locals.upkeep as { ownerLeft: boolean; noOwner: boolean }
    return { ownerLeft, noOwner }
  }
  expect(await shown(world.lead)).toEqual({ ownerLeft: false, noOwner: false })
  world.leave('mina')
  expect(await shown(world.lead)).toEqual({ ownerLeft: true, noOwner: false })
  expect(await shown(world.other)).toEqual({ ownerLeft: false, noOwner: false })
  await world.write('guides/one', page('하나'))
  expect(await shown(world.lead)).toEqual({ ownerLeft: false, noOwner: true })
  expect(await shown(world.other)).toEqual({ ownerLeft: false, noOwner: false })
})
