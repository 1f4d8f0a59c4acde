import { holdSource, isDue, judgeAnswer, newSourceState, sourceKey } from '../../src/upkeep/source-state.ts'
import { removeSource, replaceSourceUrl, setSourceChecked } from '../../src/upkeep/source-edits.ts'
import { ANSWERED, createWorld, page, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const URL_A = 'https://docs.example/a'
const naming = (...urls: string[]) =>
  `sources:\n${urls.map((url) => `  - {tier: official, title: 문서, url: "${url}", checked: 2026-01-01}\n`).join('')}`
const check = async () => world.upkeep.sources.checkNow(world.lead)
const stateOf = async (url = URL_A) => (await world.upkeep.sources.get(world.lead, 'ko', url)).state
const told = async (user = world.member) =>
  (await world.notifications.list(user)).map(({ type, href }) => [type, href])

/** Asked on each of these days. */
async function checkOn(...days: string[]): Promise<void> {
  for (const day of days) {
    world.day(day)
    await check()
  }
}

test('is marked as gone after failures on two days, not two tries; the owner is told once', async () => {
  await world.write('guides/one', page('하나', `owner: mina\n${naming(URL_A)}`))
  world.internet.set(URL_A, { status: 404 })
  await checkOn('2026-11-24', '2026-11-24')
  expect(await stateOf()).toMatchObject({ fault: 'gone', faultDays: 1, markedAt: undefined })
  expect(await told()).toEqual([])
  await checkOn('2026-11-25', '2026-11-26')
  expect(await stateOf()).toMatchObject({
    fault: 'gone',
    detail: '404',
    faultSince: '2026-11-24T03:00:00.000Z',
  })
  expect((await stateOf()).markedAt).toBe('2026-11-25T03:00:00.000Z')
  const href = `/upkeep/source?url=${encodeURIComponent(URL_A)}`
  expect(await told()).toEqual([['notify.upkeep.source.gone', href]])
  const waiting = await world.upkeep.waitingFor(world.member, 'ko')
  expect(waiting).toMatchObject([{ key: 'waiting.source.gone', title: '하나', href }])
  expect(await world.upkeep.waitingFor(world.other, 'ko')).toEqual([])
})

test('one that is back is forgotten, and when it was last reached is known', async () => {
  await world.write('guides/one', page('하나', `owner: mina\n${naming(URL_A)}`))
  world.internet.set(URL_A, { outcome: 'failed', status: undefined, reason: 'timeout' })
  await checkOn('2026-11-24', '2026-11-25')
  expect(await stateOf()).toMatchObject({ fault: 'unreachable', detail: 'timeout' })
  world.internet.delete(URL_A)
  await checkOn('2026-11-26')
  expect(await stateOf()).toMatchObject({ fault: undefined, markedAt: undefined, faultDays: 0 })
  expect((await stateOf()).reachedAt).toBe('2026-11-26T03:00:00.000Z')
  expect(await world.upkeep.waitingFor(world.member, 'ko')).toEqual([])
})

test('one click brings the new address into all pages that use it, in one commit, and touches nothing else', async () => {
  const inline = page('하나', `owner: mina\n${naming(`${URL_A}#part`, 'https://other.example/')}`)
  const block = page(
    '둘',
    `sources: # ours\n  - tier: other\n    title: "둘"\n    url: ${URL_A}\n`,
    `본문의 ${URL_A} 주소`.replace(/^/, '`curl ' + URL_A + '` '),
  )
  await world.write('guides/one', inline)
  await world.write('guides/one', inline.replace('lang: ko', 'lang: en'), 'en')
  await world.write('guides/two', block)
  const moved = 'https://new.example/docs?a=1&b=2'
  world.internet.set(URL_A, { movedTo: moved })
  await checkOn('2026-11-24', '2026-11-25')
  expect(await stateOf()).toMatchObject({
    fault: 'moved',
    movedTo: moved,
    reachedAt: '2026-11-25T03:00:00.000Z',
  })
  const { length } = [...world.pages.content.history.recent()]
  expect(await world.upkeep.sources.replace(world.lead, URL_A, moved)).toBe(2)
  expect([...world.pages.content.history.recent()]).toHaveLength(length + 1)
  expect(await world.read('guides/one.md')).toBe(inline.replace(`${URL_A}#part`, `${moved}#part`))
  expect(await world.read('guides/one.en.md')).toContain(`${moved}#part`)
  expect(await world.read('guides/two.md')).toBe(
    block
      .replace(`url: ${URL_A}`, `url: ${JSON.stringify(moved)}`)
      .replace(`본문의 ${URL_A}`, `본문의 ${moved}`),
  )
  await expect(world.upkeep.sources.get(world.lead, 'ko', URL_A)).rejects.toMatchObject({ code: 'not-found' })
  expect((await world.upkeep.sources.get(world.lead, 'ko', moved)).pages).toHaveLength(2)
})

test('an owner who is a member changes the pages that they own, and nobody else any', async () => {
  await world.write('guides/one', page('하나', `owner: mina\n${naming(URL_A)}`))
  await world.write('guides/two', page('둘', `owner: leo\n${naming(URL_A)}`))
  const to = 'https://new.example/'
  await expect(world.upkeep.sources.replace(world.other, URL_A, to)).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await world.upkeep.sources.replace(world.member, URL_A, to)).toBe(1)
  expect(await world.read('guides/two.md')).toContain(URL_A)
})

test('owners see the sources of their own pages, leads of all', async () => {
  await world.write('guides/one', page('하나', `owner: mina\n${naming(URL_A)}`))
  await world.write('guides/two', page('둘', `owner: leo\n${naming(URL_A, 'https://b.example/')}`))
  const listed = async (user: World['lead']) =>
    (await world.upkeep.sources.list(user, 'ko')).map(({ url, pages }) => [
      url,
      ...pages.map(({ path }) => path),
    ])
  expect(await listed(world.member)).toEqual([[URL_A, 'guides/one']])
  expect(await listed(world.other)).toEqual([])
  expect(await listed(world.lead)).toEqual([
    ['https://b.example/', 'guides/two'],
    [URL_A, 'guides/one', 'guides/two'],
  ])
})

test.each([
  '',
  'docs',
  'ftp://x.example/',
  'javascript:alert(1)',
  'https://a b.example/',
  `https://x.example/${'a'.repeat(2_000)}`,
])('%j is no address of a source', async (to) => {
  await world.write('guides/one', page('하나', naming(URL_A)))
  const replacing = (async () => world.upkeep.sources.replace(world.lead, URL_A, to))()
  await expect(replacing).rejects.toMatchObject({ key: 'upkeep.source.url', field: 'to' })
})

test('what a person found good is not marked again for half a year, or until it was reached and failed again', async () => {
  await world.write('guides/one', page('하나', `owner: mina\n${naming(URL_A)}`))
  world.internet.set(URL_A, { status: 404 })
  await checkOn('2026-11-24', '2026-11-25')
  await world.upkeep.sources.hold(world.member, URL_A)
  expect(await world.read('guides/one.md')).toContain('checked: 2026-11-25')
  expect(await world.read('guides/one.md')).toBe(
    page('하나', `owner: mina\n${naming(URL_A)}`).replace('checked: 2026-01-01', 'checked: 2026-11-25'),
  )
  expect(await stateOf()).toMatchObject({ fault: undefined, heldBy: 'mina' })
  await checkOn('2026-11-26', '2026-11-27', '2026-12-04')
  expect((await stateOf()).markedAt).toBeUndefined()
  world.internet.delete(URL_A)
  await checkOn('2026-12-11')
  world.internet.set(URL_A, { status: 404 })
  await checkOn('2026-12-18', '2026-12-19')
  expect((await stateOf()).markedAt).toBeDefined()
})

test('a source can be taken off, and the last one takes the list with it', async () => {
  await world.write('guides/one', page('하나', naming(URL_A, 'https://b.example/')))
  await world.upkeep.sources.remove(world.lead, URL_A)
  expect(await world.read('guides/one.md')).not.toContain(URL_A)
  await world.upkeep.sources.remove(world.lead, 'https://b.example/')
  expect(await world.read('guides/one.md')).toBe(page('하나'))
})

test('sites that do not like programs are there; those that may not be asked are left alone', async () => {
  const urls = ['https://guarded.example/', 'http://10.0.0.1/', 'https://busy.example/']
  await world.write('guides/one', page('하나', naming(...urls)))
  world.internet.set('https://guarded.example/', { status: 403 })
  world.internet.set('http://10.0.0.1/', { outcome: 'refused', status: undefined, reason: 'private' })
  world.internet.set('https://busy.example/', { status: 429, retryAfterMs: 60_000 })
  await checkOn('2026-11-24', '2026-11-25', '2026-11-26')
  expect((await stateOf('https://guarded.example/')).fault).toBeUndefined()
  expect(await stateOf('http://10.0.0.1/')).toMatchObject({
    fault: 'refused',
    detail: 'private',
    markedAt: undefined,
  })
  expect((await stateOf('https://busy.example/')).fault).toBeUndefined()
})

test('a host that wants to be left alone is, with all its pages', async () => {
  const urls = ['https://busy.example/a', 'https://busy.example/b', 'https://free.example/']
  await world.write('guides/one', page('하나', naming(...urls)))
  world.internet.set('https://busy.example/a', { status: 503, retryAfterMs: 3_600_000 })
  await check()
  expect(world.asked.sort()).toEqual(['https://busy.example/a', 'https://free.example/'])
  await check()
  expect(world.asked).toHaveLength(3)
  world.clock = new Date('2026-11-24T04:00:01.000Z')
  world.internet.delete('https://busy.example/a')
  await check()
  expect(world.asked).toContain('https://busy.example/b')
})

test('when nothing at all is reached it is our own trouble, and nothing is concluded', async () => {
  const urls = ['https://a.example/', 'https://b.example/', 'https://c.example/']
  await world.write('guides/one', page('하나', naming(...urls)))
  for (const url of urls)
    world.internet.set(url, { outcome: 'failed', status: undefined, reason: 'connection' })
  world.day('2026-11-24')
  expect(await check()).toMatchObject({ asked: 3, offline: true })
  expect((await stateOf('https://a.example/')).triedAt).toBeUndefined()
  world.internet.delete('https://a.example/')
  expect(await check()).toMatchObject({ offline: false })
  expect((await stateOf('https://b.example/')).fault).toBe('unreachable')
})

test('archived pages and templates rest on nothing', async () => {
  await world.write('guides/old', page('옛글', `status: archived\n${naming(URL_A)}`))
  await world.write('templates/guide', page('틀', naming('https://t.example/')))
  await check()
  expect(world.asked).toEqual([])
  expect(await world.upkeep.sources.list(world.lead, 'ko')).toEqual([])
})

test('a source of a draft is not told to who may not see it', async () => {
  await world.write('guides/secret', page('비밀', `status: draft\n${naming(URL_A)}`))
  await expect(world.upkeep.sources.get(world.other, 'ko', URL_A)).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(world.upkeep.sources.replace(world.other, URL_A, 'https://x.example/')).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('is due once in the interval, and the next day while something is open', () => {
  const now = new Date('2026-11-24T00:00:00.000Z')
  const later = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000)
  const week = 7 * 24 * 60 * 60 * 1000
  const good = judgeAnswer(newSourceState(URL_A), ANSWERED, now)
  expect([isDue(undefined, week, now), isDue(good, week, later(6)), isDue(good, week, later(7))]).toEqual([
    true,
    false,
    true,
  ])
  const open = judgeAnswer(good, { ...ANSWERED, status: 404 }, now)
  expect([isDue(open, week, later(0.5)), isDue(open, week, later(1))]).toEqual([false, true])
  expect(isDue(good, week, later(-30))).toBe(true)
})

test('gone today and unreachable tomorrow is one trouble, having moved is another', () => {
  const on = (day: string) => new Date(`2026-11-${day}T00:00:00.000Z`)
  const gone = judgeAnswer(newSourceState(URL_A), { ...ANSWERED, status: 410 }, on('01'))
  const down = judgeAnswer(
    gone,
    { ...ANSWERED, outcome: 'failed', status: undefined, reason: 'dns' },
    on('02'),
  )
  expect(down).toMatchObject({ fault: 'unreachable', faultDays: 2, faultSince: on('01').toISOString() })
  const moved = judgeAnswer(down, { ...ANSWERED, movedTo: 'https://n.example/' }, on('03'))
  expect(moved).toMatchObject({ fault: 'moved', faultDays: 1, markedAt: undefined })
  expect(holdSource(moved, 'mina', on('03'))).toMatchObject({
    fault: undefined,
    movedTo: undefined,
    heldBy: 'mina',
  })
})

test('the same address with another fragment is the same source', () => {
  expect(sourceKey('https://x.example/a#b')).toBe('https://x.example/a')
  expect(sourceKey('https://X.example')).toBe('https://x.example/')
})

test('front matter in braces, anchors and oddities is edited all the same', () => {
  const odd = '---\n{title: a, sources: [{tier: other, title: t, url: "https://x.example/"}]}\n---\nbody\n'
  expect(replaceSourceUrl(odd, 'https://x.example/', 'https://y.example/')).toContain('https://y.example/')
  expect(setSourceChecked(odd, 'https://x.example/', '2026-11-24')).toContain('checked: 2026-11-24')
  expect(removeSource(odd, 'https://x.example/')).not.toContain('sources')
  expect(removeSource('no front matter', 'https://x.example/')).toBe('no front matter')
})

test.each([
  ['[문서](https://x.example/a#part "제목")', '[문서](https://y.example/b#part "제목")'],
  ['[a](<https://x.example/a>) <https://x.example/a>', '[a](<https://y.example/b>) <https://y.example/b>'],
  ['[a]: https://x.example/a', '[a]: https://y.example/b'],
  ['<a href="https://x.example/a">a</a>', '<a href="https://y.example/b">a</a>'],
  ['[https://x.example/a](https://x.example/a).', '[https://y.example/b](https://y.example/b).'],
  ['(https://x.example/a), https://x.example/a.', '(https://y.example/b), https://y.example/b.'],
])('links in the text are replaced: %j', (before, after) => {
  const file = (body: string) => `---\ntitle: t\n---\n\n${body}\n`
  expect(replaceSourceUrl(file(before), 'https://x.example/a', 'https://y.example/b')).toBe(file(after))
})

test.each([
  'https://x.example/ab https://x.example/a/b https://x.example/a?q=1 https://w.example/?to=https://x.example/a',
  '`https://x.example/a`',
  '```sh\ncurl https://x.example/a\n```',
  '[a](https://x.example/a/) [[https://x.example/a/b]]',
])('another address and code stay: %j', (body) => {
  const source = `---\ntitle: t\n---\n\n${body}\n`
  expect(replaceSourceUrl(source, 'https://x.example/a', 'https://y.example/b')).toBe(source)
})
