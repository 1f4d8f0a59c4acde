import { createWorld, page, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const verify = (
  verdict: 'still-true' | 'changed' | 'archive',
  {
    user = world.lead,
    path = 'guides/one',
    revision,
  }: { user?: World['lead']; path?: string; revision?: string } = {},
) => world.upkeep.verification.verify(user, { path, verdict, revision })
const commits = () => [...world.pages.content.history.recent()]

test('still true moves the date in every language, in one commit, and touches no other byte', async () => {
  const original =
    '---\r\n# ours\r\ntitle: "하나"\r\nreviewed: 2026-01-05   # last time\r\nreviewEvery: 90d\r\n---\r\n\r\n본문  \r\n'
  const english = '---\ntitle: One\nlang: en\n---\nText\n\n'
  await world.write('guides/one', original)
  await world.write('guides/one', english, 'en')
  const before = commits().length
  const { state, due } = await verify('still-true')
  expect([state, due]).toEqual(['verified', '2027-02-22'])
  expect(await world.read('guides/one.md')).toBe(original.replace('2026-01-05', '2026-11-24'))
  expect(await world.read('guides/one.en.md')).toBe(
    '---\ntitle: One\nlang: en\nreviewed: 2026-11-24\n---\nText\n\n',
  )
  expect(commits().length).toBe(before + 1)
  expect(commits()[0]).toMatchObject({ subject: 'Still true: 하나', body: 'Verified: still-true' })
})

test('said twice on one day it is one commit', async () => {
  await world.write('guides/one', page('하나'))
  await verify('still-true')
  const { length } = commits()
  await verify('changed')
  expect(commits()).toHaveLength(length)
})

test('the day is that of who verifies', async () => {
  await world.write('guides/one', page('하나'))
  world.clock = new Date('2026-11-24T20:00:00.000Z')
  await verify('still-true', { user: { ...world.lead, timeZone: 'America/New_York' } })
  expect(await world.read('guides/one.md')).toContain('reviewed: 2026-11-24')
  await verify('still-true')
  expect(await world.read('guides/one.md')).toContain('reviewed: 2026-11-25')
})

test('archiving keeps the page readable, and it can be published again as it was', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\n'))
  await world.write('guides/one', '---\ntitle: One\nstatus: draft\n---\n', 'en')
  expect((await verify('archive')).page.status).toBe('archived')
  expect(world.pages.get(world.other, 'guides/one').status).toBe('archived')
  expect(await world.read('guides/one.en.md')).toContain('status: draft')
  const again = await world.upkeep.verification.publishAgain(world.member, 'guides/one')
  expect(again.page.status).toBe('published')
  await expect(world.upkeep.verification.publishAgain(world.lead, 'guides/one')).rejects.toMatchObject({
    key: 'upkeep.notArchived',
  })
})

test('a draft is not archived, for that would show it to everybody', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\nstatus: draft\n'))
  await expect(verify('archive', { user: world.member })).rejects.toMatchObject({ key: 'upkeep.draft' })
  await expect(verify('still-true', { user: world.other })).rejects.toMatchObject({ code: 'not-found' })
})

test('the owner verifies, also a member; other members do not; what is unseen is not there', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\n'))
  await expect(verify('still-true', { user: world.other })).rejects.toMatchObject({
    code: 'forbidden',
    key: 'upkeep.notYours',
  })
  await expect(verify('still-true', { path: 'guides/none' })).rejects.toMatchObject({ code: 'not-found' })
  await verify('still-true', { user: world.member })
  expect(commits()[0]?.author.email).toBe(world.member.email)
})

test('what was not looked at is not verified', async () => {
  const seen = await world.write('guides/one', page('하나'))
  await world.write('guides/one', page('하나', '', '고쳤어요.'))
  await expect(verify('still-true', { revision: seen })).rejects.toMatchObject({
    code: 'precondition-failed',
  })
  await verify('still-true', { revision: world.pages.get(world.lead, 'guides/one').original.blob })
})

test('an original that cannot be read is left alone with its fault, a translation is passed over', async () => {
  const broken = '---\ntitle: [\n---\n'
  const push = (file: string) =>
    world.pages.content.commit({ name: 'x', email: 'x@x' }, () =>
      Promise.resolve({ files: [{ path: file, content: Buffer.from(broken) }], message: 'push' }),
    )
  await push('guides/broken.md')
  await expect(verify('still-true', { path: 'guides/broken' })).rejects.toMatchObject({ code: 'invalid' })
  await world.write('guides/one', page('하나'))
  await push('guides/one.en.md')
  await verify('still-true')
  expect(await world.read('guides/one.en.md')).toBe(broken)
  expect(await world.read('guides/one.md')).toContain('reviewed: 2026-11-24')
})

test.each([
  ['2026-11-24', '90d', 'verified'],
  ['2026-09-08', '90d', 'due'],
  ['2026-08-26', '90d', 'due'],
  ['2026-08-25', '90d', 'overdue'],
  ['2026-11-23', '1d', 'due'],
  ['2026-11-22', '1d', 'overdue'],
])('a page verified on %s for %s is %s', async (reviewed, every, state) => {
  await world.write('guides/one', page('하나', `reviewed: ${reviewed}\nreviewEvery: ${every}\n`))
  const found = world.pages.get(world.lead, 'guides/one')
  expect(world.upkeep.verification.standingOf(found).state).toBe(state)
})

test('a page that was never verified is counted from the day it came', async () => {
  await world.write('guides/one', page('하나', 'reviewEvery: 30d\n'))
  const standing = () => world.upkeep.verification.standingOf(world.pages.get(world.lead, 'guides/one'))
  expect(standing()).toEqual({ state: 'never', due: '2026-12-24' })
  world.day('2026-12-25')
  expect(standing().state).toBe('overdue')
})

test.each([
  ['reviewed: 2026-11-26\n', 'pages.reviewed.future', 'more'],
  ['reviewed: 2026-13-01\n', 'pages.reviewed.form', 'more'],
  ['reviewed: soon\n', 'pages.reviewed.form', 'more'],
  ['reviewEvery: 0d\n', 'pages.reviewEvery.impossible', 'reviewEvery'],
  ['reviewEvery: 9999d\n', 'pages.reviewEvery.impossible', 'reviewEvery'],
  ['reviewEvery: often\n', 'pages.reviewEvery.form', 'reviewEvery'],
  ['reviewEvery: 180\n', 'pages.reviewEvery.form', 'reviewEvery'],
])('%j cannot be saved, and the reason is said', async (line, key, field) => {
  await expect(world.write('guides/one', page('하나', line))).rejects.toMatchObject({ key, field })
  expect(world.pages.find(world.lead, 'guides/one')).toBeUndefined()
})

test('a date that has begun somewhere on earth is not in the future', async () => {
  world.clock = new Date('2026-11-24T12:00:00.000Z')
  await world.write('guides/one', page('하나', 'reviewed: 2026-11-25\n'))
})

test('a clock that is behind stops nobody from editing a page that was verified', async () => {
  await world.write('guides/one', page('하나', 'reviewed: 2026-11-24\n'))
  world.day('2026-01-01')
  await world.write('guides/one', page('하나', 'reviewed: 2026-11-24\n', '고친 본문'))
  await expect(world.write('guides/one', page('하나', 'reviewed: 2026-11-25\n'))).rejects.toMatchObject({
    key: 'pages.reviewed.future',
  })
})

test('what is due and overdue waits for its owner, and for nobody once it is verified', async () => {
  await world.write('guides/one', page('하나', 'owner: mina\nreviewed: 2026-01-01\nreviewEvery: 30d\n'))
  await world.write('guides/two', page('둘', 'owner: mina\nreviewed: 2026-09-01\nreviewEvery: 90d\n'))
  await world.write('guides/three', page('셋', 'owner: noa\nreviewed: 2026-11-20\nreviewEvery: 30d\n'))
  const waiting = (user = world.member) => world.upkeep.waitingFor(user, 'ko')
  expect((await waiting()).map(({ key, title, late, at }) => [key, title, late, at])).toEqual([
    ['waiting.verify', '하나', true, '2026-01-31'],
    ['waiting.verify.soon', '둘', false, '2026-11-30'],
  ])
  expect(await waiting(world.other)).toEqual([])
  await verify('still-true', { user: world.member })
  await verify('archive', { user: world.member, path: 'guides/two' })
  expect(await waiting()).toEqual([])
})
