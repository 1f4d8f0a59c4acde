import { leo, mina, noa } from '../cast.ts'
import { ORIGINAL, PAGE, startWorld, withLine, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.app.stop())

const ops = () => world.app.context.proposals

test('a proposal is a branch of one commit by its author, on top of the main commit it began from', async () => {
  const { app, git, propose } = world
  const main = git(['rev-parse', 'main'])
  const made = await propose(
    mina,
    withLine(1, '밧줄은 세 사람이 잡아요.'),
    '밧줄은 셋이 잡아요\n\n바람이 센 날이 있었어요.',
  )
  expect(made).toMatchObject({
    status: 'open',
    title: '밧줄은 셋이 잡아요',
    why: '바람이 센 날이 있었어요.',
    branch: `${made.number}-밧줄은-셋이-잡아요`,
    base: main,
    author: { handle: 'mina', name: mina.name },
  })
  const ref = `refs/heads/proposals/${made.branch}`
  expect(git(['rev-parse', ref])).toBe(made.tip)
  expect(git(['rev-parse', `${ref}^`])).toBe(main)
  expect(git(['log', '-1', '--format=%an <%ae>', ref])).toBe(`${mina.name} <${mina.email}>`)
  expect(git(['diff', '--name-only', main, ref])).toBe(`${PAGE}.md`)
  expect(git(['rev-parse', 'main'])).toBe(main)
  expect(await app.context.repository.fsck()).toEqual([])
})

test('what a save would refuse is refused, and so is a proposal without a reason or a change', async () => {
  const { propose } = world
  await expect(propose(mina, ORIGINAL)).rejects.toMatchObject({ key: 'proposals.nothing' })
  await expect(propose(mina, withLine(0, 'x'), ' \n ')).rejects.toMatchObject({
    key: 'proposals.why.missing',
    field: 'why',
  })
  await expect(propose(mina, withLine(0, 'x'), 'x'.repeat(5_000))).rejects.toMatchObject({
    key: 'proposals.why.long',
  })
  await expect(propose(mina, '---\ntitle: [\n---\n')).rejects.toMatchObject({ code: 'invalid' })
  await expect(propose(mina, '---\nkind: guide\n---\n')).rejects.toMatchObject({ key: 'pages.title.missing' })
  await expect(propose(mina, withLine(0, 'a\0b'))).rejects.toMatchObject({ key: 'pages.nul' })
  const base = 'f'.repeat(40)
  const input = { path: PAGE, source: withLine(0, 'x'), base, why: 'x' }
  await expect(ops().propose(await world.app.user(mina), input)).rejects.toMatchObject({
    key: 'pages.base.unknown',
  })
})

test('a new page is proposed where there is none', async () => {
  const { app } = world
  const source = '---\ntitle: 등대 켜기\nkind: guide\n---\n\n해가 지면 켜요.\n'
  const user = await app.user(noa)
  const made = await ops().propose(user, { path: 'guides/lighthouse', source, why: '등대 글이 없어요' })
  expect(made.files).toMatchObject([{ file: 'guides/lighthouse.md', before: undefined }])
  const again = { path: PAGE, source, why: '등대 글이 없어요' }
  await expect(ops().propose(user, again)).rejects.toMatchObject({ key: 'pages.exists' })
  await expect(ops().propose(user, { path: '../x', source, why: 'x' })).rejects.toMatchObject({
    field: 'path',
  })
  await ops().accept(await app.user(leo), made.number)
  expect(await world.read('guides/lighthouse')).toBe(source)
})

test('a translation is proposed beside its original', async () => {
  const { app, git } = world
  const source = '---\ntitle: Mooring\nkind: guide\nlang: en\n---\n\nLook at the wind.\n'
  const made = await ops().propose(await app.user(mina), {
    path: PAGE,
    lang: 'en',
    source,
    why: 'In English',
  })
  expect(made.files.map(({ file }) => file)).toEqual([`${PAGE}.en.md`])
  await ops().accept(await app.user(leo), made.number)
  expect(git(['show', `main:${PAGE}.en.md`])).toBe(source.trim())
})

test('a proposal begun on an older revision branches off where that revision was', async () => {
  const { app } = world
  const lead = await app.user(leo)
  const before = world.revision(PAGE)
  const older = app.context.pages.content.history.findByBlob(`${PAGE}.md`, before)?.commit
  await app.context.pages.save(lead, { path: PAGE, source: withLine(2, '등은 둘 켜요.'), how: 'replace' })
  const input = { path: PAGE, source: withLine(0, '바람과 물때를 봐요.'), base: before, why: '물때도' }
  const made = await ops().propose(await app.user(mina), input)
  expect(made.base).toBe(older)
  await ops().accept(lead, made.number)
  const text = await world.read(PAGE)
  expect(text).toContain('바람과 물때를 봐요.')
  expect(text).toContain('등은 둘 켜요.')
  await app.context.pages.save(lead, { path: PAGE, source: ORIGINAL, how: 'replace' })
})

test('a draft is its author’s alone until it is shown', async () => {
  const { app, git } = world
  const [author, lead] = [await app.user(mina), await app.user(leo)]
  const input = {
    path: PAGE,
    source: withLine(0, '아직 쓰는 중'),
    base: world.revision(PAGE),
    why: '쓰는 중',
    draft: true,
  }
  const made = await ops().propose(author, input)
  expect(git(['for-each-ref', '--format=%(refname)', 'refs/heads/drafts'])).toBe(
    `refs/heads/drafts/${made.branch}`,
  )
  await expect(ops().get(lead, made.number)).rejects.toMatchObject({ code: 'not-found' })
  await expect(ops().accept(lead, made.number)).rejects.toMatchObject({ code: 'not-found' })
  expect((await ops().list(author, 'mine')).some(({ number }) => number === made.number)).toBe(true)
  await ops().show(author, made.number)
  expect(await ops().get(lead, made.number)).toMatchObject({ status: 'open' })
  expect(git(['for-each-ref', 'refs/heads/drafts'])).toBe('')
  await ops().withdraw(author, made.number)
})

test('its author goes on: one more commit, and what was said stays', async () => {
  const { app, git, propose } = world
  const [author, lead] = [await app.user(mina), await app.user(leo)]
  const made = await propose(mina, withLine(0, '바람을 두 번 봐요.'))
  await ops().remark(lead, made.number, {
    text: '몇 번째 줄이요?',
    line: { file: `${PAGE}.md`, side: 'new', line: 8 },
  })
  await ops().ask(lead, made.number, '까닭도 적어 주세요')
  expect(await ops().waitingFor(author)).toMatchObject([{ key: 'waiting.proposals.asked' }])
  const { file, base } = await ops().readFile(author, made.number, undefined)
  const source = withLine(0, '바람을 두 번 봐요. 바뀌니까요.')
  const revised = await ops().revise(author, made.number, { file, source, base })
  expect(revised).toMatchObject({ status: 'open', title: made.title })
  expect(git(['rev-parse', `${revised.tip}^`])).toBe(made.tip)
  expect((await ops().remarks(revised)).map(({ kind }) => kind)).toEqual(['comment', 'asked', 'revised'])
  expect(await ops().waitingFor(author)).toEqual([])
  // From another tab, opened before.
  await expect(ops().revise(author, made.number, { file, source, base })).rejects.toMatchObject({
    key: 'proposals.moved',
  })
  await expect(
    ops().revise(await app.user(noa), made.number, { file, source, base: base }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  })
  await ops().withdraw(author, made.number)
})

test('a lead goes on with another’s proposal: a commit of their own, its author is told, and stays its author', async () => {
  const { app, git, propose } = world
  const lead = await app.user(leo)
  const author = await app.user(mina)
  const made = await propose(mina, withLine(1, '밧줄은 넷이 잡아요'), '넷이 잡아요')
  const [opened] = made.files
  const { file, after: base = '' } = opened ?? { file: '' }
  await ops().ask(lead, made.number, '마침표가 빠졌어요')
  const source = withLine(1, '밧줄은 넷이 잡아요.')
  const revised = await ops().revise(lead, made.number, { file, source, base })
  expect(revised).toMatchObject({ status: 'open', title: made.title, author: { handle: 'mina' } })
  expect(git(['log', '-1', '--format=%an', revised.tip])).toBe(leo.name)
  expect((await ops().remarks(revised)).at(-1)).toMatchObject({ kind: 'revised', by: 'leo' })
  const [told] = await app.context.notifications.list(author)
  expect(told).toMatchObject({ type: 'notify.proposals.revised', params: { by: leo.name } })
  await ops().accept(lead, made.number, { tip: revised.tip })
  expect(git(['log', '-1', '--format=%an%n%B', 'main'])).toContain(`Co-authored-by: ${leo.name}`)
  expect(git(['log', '-1', '--format=%an', 'main'])).toBe(mina.name)
})

test('a draft is nobody’s to go on with but its author’s', async () => {
  const author = await world.app.user(mina)
  const base = world.app.context.pages.get(author, PAGE).original.blob
  const input = { path: PAGE, source: withLine(2, '혼자 보는 글'), base, why: '혼자', draft: true }
  const { number, files } = await ops().propose(author, input)
  const { file = '', after = '' } = files[0] ?? {}
  const revising = ops().revise(await world.app.user(leo), number, { file, source: ORIGINAL, base: after })
  await expect(revising).rejects.toMatchObject({ code: 'not-found' })
})

test('nobody has more than fifty proposals that wait', async () => {
  const { app, git, push } = world
  const user = await app.user(noa)
  const tip = push('first', [{ files: { [`${PAGE}.md`]: withLine(0, '많이') }, author: user }])
  const many = Array.from(
    { length: 50 },
    (_branch, index) => `create refs/heads/proposals/many-${index} ${tip}`,
  )
  git(['update-ref', '--stdin'], `${many.join('\n')}\n`)
  await ops().look()
  const input = { path: PAGE, base: world.revision(PAGE), why: '많이', source: withLine(0, '하나 더') }
  await expect(ops().propose(user, input)).rejects.toMatchObject({ key: 'proposals.tooMany', field: 'why' })
})
