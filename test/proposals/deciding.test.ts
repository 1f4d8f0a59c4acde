import { loadPages, openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { readTrailers } from '../../src/pages/trailers.ts'
import { ada, leo, mina, noa } from '../cast.ts'
import { ORIGINAL, PAGE, sourceOf, startWorld, withLine, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ people: [ada, leo, mina, noa] })
})
beforeEach(async () => {
  const { pages } = world.app.context
  await pages.save(await world.app.user(leo), { path: PAGE, source: ORIGINAL, how: 'replace' })
})
afterAll(() => world.app.stop())

const ops = () => world.app.context.proposals
const save = async (source: string, path = PAGE) => {
  await world.app.context.pages.save(await world.app.user(leo), { path, source, how: 'replace' })
}

test('accepting makes one commit by its author that says who let it in, and keeps the branch’s commits', async () => {
  const { app, git, propose, read } = world
  const [author, lead] = [await app.user(mina), await app.user(leo)]
  const source = withLine(0, '바람보다 물때를 먼저 봐요.')
  const made = await propose(mina, source, '물때를 먼저\n\n두 번 얹혔어요.\n\nReviewed-by: 나')
  const before = git(['rev-parse', 'main'])
  const commit = await ops().accept(lead, made.number, { tip: made.tip, reason: '고마워요' })
  expect(git(['rev-parse', 'main'])).toBe(commit)
  expect(git(['rev-parse', 'main^'])).toBe(before)
  expect(git(['log', '-1', '--format=%an|%ae|%cn|%ce|%s', 'main'])).toBe(
    [author.name, author.email, lead.name, lead.email, '물때를 먼저'].join('|'),
  )
  const record = app.context.pages.content.history.find(commit!)!
  expect(readTrailers(record, 'Proposal')).toEqual([String(made.number)])
  expect(readTrailers(record, 'Reviewed-by')).toEqual([`${lead.name} <${lead.email}>`])
  expect(record.body).toContain('두 번 얹혔어요.')
  expect(await read(PAGE)).toBe(source)
  expect(git(['for-each-ref', `refs/heads/proposals/${made.branch}`])).toBe('')
  expect(git(['rev-parse', `refs/proposals/closed/${made.number}`])).toBe(made.tip)
  const accepted = await ops().get(author, made.number)
  expect(accepted).toMatchObject({ status: 'accepted', decidedBy: 'leo', commit })
  expect((await ops().remarks(accepted)).map(({ kind, text }) => [kind, text])).toEqual([
    ['accepted', '고마워요'],
  ])
  expect(await app.context.repository.fsck()).toEqual([])
})

test('what others changed elsewhere meanwhile is kept', async () => {
  const { app, propose, read } = world
  const made = await propose(mina, withLine(0, '물때를 봐요.'))
  await save(withLine(2, '등은 둘 켜요.'))
  await ops().accept(await app.user(leo), made.number)
  expect(await read(PAGE)).toBe(sourceOf(['물때를 봐요.', '밧줄은 두 사람이 잡아요.', '등은 둘 켜요.']))
})

test('where both changed the same place nothing is saved, until a lead has chosen', async () => {
  const { app, git, propose, read } = world
  const lead = await app.user(leo)
  const made = await propose(mina, withLine(0, '물때를 봐요.'))
  await save(withLine(0, '바람과 파도를 봐요.'))
  const before = git(['rev-parse', 'main'])
  const overlap = await ops()
    .accept(lead, made.number)
    .catch((error: unknown) => error)
  expect(overlap).toMatchObject({ code: 'conflict', key: 'proposals.overlap' })
  const [place] = ops().overlapsOf(lead, overlap as never)
  expect(place).toMatchObject({
    path: PAGE,
    mine: withLine(0, '물때를 봐요.'),
    theirs: withLine(0, '바람과 파도를 봐요.'),
  })
  expect(git(['rev-parse', 'main'])).toBe(before)
  expect(await ops().get(lead, made.number)).toMatchObject({ status: 'open' })
  // Somebody changes another place while the lead chooses: that is kept as well.
  await save(sourceOf(['바람과 파도를 봐요.', '밧줄은 두 사람이 잡아요.', '등은 셋 켜요.']))
  const chosen = { theirs: place!.revision, choice: () => 'both', edited: () => undefined }
  await ops().accept(lead, made.number, { choices: new Map([[place!.file, chosen]]) })
  const text = await read(PAGE)
  expect(text).toContain('물때를 봐요.\n바람과 파도를 봐요.')
  expect(text).toContain('등은 셋 켜요.')
})

test('of two leads who accept at once one does, and the other is told', async () => {
  const { app, git, propose } = world
  const made = await propose(mina, withLine(1, '밧줄은 셋이 잡아요.'))
  const before = Number(git(['rev-list', '--count', 'main']))
  const both = await Promise.allSettled([
    ops().accept(await app.user(leo), made.number),
    ops().accept(await app.user(ada), made.number),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = both.find((one) => one.status === 'rejected')
  expect(lost).toMatchObject({ reason: { code: 'conflict', key: 'proposals.decided' } })
  expect(Number(git(['rev-list', '--count', 'main']))).toBe(before + 1)
})

test('of two processes that accept at once one does, and both know it then', async () => {
  const { app, git, propose } = world
  const other = await openContext(app.context.config, createLog('silent'))
  try {
    await loadPages(other)
    const made = await propose(mina, withLine(1, '밧줄은 넷이 잡아요.'))
    await other.proposals.look()
    const before = Number(git(['rev-list', '--count', 'main']))
    const both = await Promise.allSettled([
      ops().accept(await app.user(leo), made.number),
      other.proposals.accept(await app.user(ada), made.number),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    expect(Number(git(['rev-list', '--count', 'main']))).toBe(before + 1)
    await Promise.all([ops().look(), other.proposals.look()])
    for (const { proposals } of [app.context, other])
      expect(await proposals.get(await app.user(leo), made.number)).toMatchObject({ status: 'accepted' })
    expect(await other.repository.fsck()).toEqual([])
  } finally {
    await other.close()
  }
})

test('a lead accepts what they looked at, not what was pushed since', async () => {
  const { app, git, push, proposalOf, read } = world
  const lead = await app.user(leo)
  push('looked-at', [{ files: { [`${PAGE}.md`]: withLine(0, '처음') } }])
  const seen = await proposalOf('looked-at')
  push('looked-at', [{ files: { [`${PAGE}.md`]: withLine(0, '나중') } }])
  // The wiki has not noticed yet.
  await expect(ops().accept(lead, seen.number, { tip: seen.tip })).rejects.toMatchObject({
    key: 'proposals.moved',
  })
  await ops().look()
  await expect(ops().accept(lead, seen.number, { tip: seen.tip })).rejects.toMatchObject({
    key: 'proposals.moved',
  })
  expect(await read(PAGE)).toBe(ORIGINAL)
  expect(git(['for-each-ref', 'refs/heads/proposals/looked-at'])).not.toBe('')
})

test('declining needs a reason, loses nothing, and can be taken back', async () => {
  const { app, git, propose, read } = world
  const [author, lead] = [await app.user(mina), await app.user(leo)]
  const source = withLine(0, '날씨를 봐요.')
  const made = await propose(mina, source)
  await expect(ops().decline(lead, made.number, ' ')).rejects.toMatchObject({
    key: 'proposals.reason.missing',
    field: 'reason',
  })
  await expect(ops().ask(lead, made.number, '')).rejects.toMatchObject({ field: 'reason' })
  await ops().decline(lead, made.number, '바람이 더 급해요')
  expect(await ops().get(author, made.number)).toMatchObject({
    status: 'declined',
    decidedBy: 'leo',
    ref: undefined,
  })
  expect(git(['show', `refs/proposals/closed/${made.number}:${PAGE}.md`])).toBe(source.trim())
  await expect(ops().decline(lead, made.number, '또')).rejects.toMatchObject({ key: 'proposals.decided' })
  await expect(ops().accept(lead, made.number)).rejects.toMatchObject({ key: 'proposals.decided' })
  await ops().reopen(author, made.number)
  expect(git(['for-each-ref', `refs/proposals/closed/${made.number}`])).toBe('')
  await ops().accept(lead, made.number)
  expect(await read(PAGE)).toBe(source)
  await expect(ops().reopen(author, made.number)).rejects.toMatchObject({ key: 'proposals.decided' })
})

test('its author withdraws it; nobody else does, and members decide nothing', async () => {
  const { app, propose } = world
  const [author, other] = [await app.user(mina), await app.user(noa)]
  const made = await propose(mina, withLine(0, '거둘 글'))
  for (const decide of [
    ops().accept(other, made.number),
    ops().accept(author, made.number),
    ops().ask(other, made.number, '왜요'),
    ops().decline(author, made.number, '왜요'),
    ops().withdraw(other, made.number),
    ops().withdraw(await app.user(leo), made.number),
  ])
    await expect(decide).rejects.toMatchObject({ code: 'forbidden' })
  await ops().withdraw(author, made.number)
  await expect(ops().reopen(other, made.number)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await ops().get(other, made.number)).toMatchObject({ status: 'withdrawn' })
})

test('a page that was deleted since is said so; it is made again or the proposal declined', async () => {
  const { app, propose, read } = world
  const lead = await app.user(leo)
  const made = await propose(mina, withLine(0, '지운 뒤에도'))
  await app.context.pages.remove(lead, { path: PAGE })
  const failed = ops().accept(lead, made.number)
  await expect(failed).rejects.toMatchObject({ key: 'proposals.gone', params: { path: PAGE } })
  expect(await read(PAGE)).toBeUndefined()
  await ops().accept(lead, made.number, { asNew: true })
  expect(await read(PAGE)).toBe(withLine(0, '지운 뒤에도'))
})

test('a page that was renamed since is changed at its new path', async () => {
  const { app, propose, read } = world
  const lead = await app.user(leo)
  const made = await propose(mina, withLine(0, '옮긴 뒤에도'))
  const NOW = 'guides/quay'
  await app.context.pages.content.commit(lead, () =>
    Promise.resolve({
      files: [
        { path: `${PAGE}.md`, removed: true },
        { path: `${NOW}.md`, content: Buffer.from(ORIGINAL) },
        { path: 'redirects.yml', content: Buffer.from(`${PAGE}: ${NOW}\n`) },
      ],
      message: 'Move',
    }),
  )
  expect((await ops().ofPage(lead, NOW)).map(({ number }) => number)).toContain(made.number)
  await ops().accept(lead, made.number)
  expect(await read(NOW)).toBe(withLine(0, '옮긴 뒤에도'))
  expect(await read(PAGE)).toBeUndefined()
  await app.context.pages.content.commit(lead, () =>
    Promise.resolve({
      files: [
        { path: `${NOW}.md`, removed: true },
        { path: 'redirects.yml', content: Buffer.from('{}\n') },
      ],
      message: 'Move back',
    }),
  )
})

test('one that says what the wiki says by now is accepted without another commit', async () => {
  const { app, git, propose } = world
  const made = await propose(mina, withLine(0, '같은 글'))
  await save(withLine(0, '같은 글'))
  const before = git(['rev-parse', 'main'])
  await ops().accept(await app.user(leo), made.number)
  expect(git(['rev-parse', 'main'])).toBe(before)
  expect(git(['rev-parse', `refs/proposals/closed/${made.number}`])).toBe(made.tip)
  expect(await ops().get(await app.user(leo), made.number)).toMatchObject({ status: 'accepted' })
})

test('the rules of a save hold when it is accepted', async () => {
  const { app, propose, read } = world
  const lead = await app.user(leo)
  const made = await propose(mina, withLine(0, '규칙을 어기는 글'))
  let isOn = true
  app.context.pages.addRule(({ path }) => {
    if (isOn && path === PAGE) throw Object.assign(new Error('a rule'), { name: 'defect' })
  })
  await expect(ops().accept(lead, made.number)).rejects.toThrow('a rule')
  isOn = false
  expect(await read(PAGE)).toBe(ORIGINAL)
  const stale = withLine(0, 'x').replace('kind: guide', 'kind: [nothing')
  world.push('broken', [{ files: { [`${PAGE}.md`]: stale } }])
  const broken = await world.proposalOf('broken')
  await expect(ops().accept(lead, broken.number)).rejects.toMatchObject({ code: 'invalid' })
  expect(await read(PAGE)).toBe(ORIGINAL)
  await ops().accept(lead, made.number)
})

test('those who are concerned are told, and nobody of what they did themselves', async () => {
  const { app, propose } = world
  const { notifications } = app.context
  const [author, lead, other] = [await app.user(mina), await app.user(leo), await app.user(ada)]
  const typesOf = async (user: typeof author, number: number) =>
    (await notifications.list(user))
      .filter(({ href }) => href === `/proposals/${number}`)
      .map(({ type }) => type.replace('notify.proposals.', ''))
      .reverse()
  const made = await propose(mina, withLine(1, '알리는 글'))
  const waits = async () =>
    (await ops().waitingFor(other)).some(({ href }) => href === `/proposals/${made.number}`)
  expect(await waits()).toBe(true)
  await ops().remark(other, made.number, { text: '좋아요' })
  await ops().ask(other, made.number, '한 줄만 더요')
  expect(await waits()).toBe(false)
  const { file, base } = await ops().readFile(author, made.number, undefined)
  await ops().revise(author, made.number, { file, base, source: withLine(1, '알리는 글이에요') })
  await ops().remark(author, made.number, { text: '고쳤어요' })
  await ops().accept(lead, made.number)
  expect(await waits()).toBe(false)
  // Leo owns the page.
  expect(await typesOf(lead, made.number)).toEqual(['proposed'])
  expect(await typesOf(author, made.number)).toEqual(['commented', 'asked', 'accepted'])
  expect(await typesOf(other, made.number)).toEqual(['revised', 'commented'])
})
