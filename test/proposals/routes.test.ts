import { form, type Ask } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'
import { ORIGINAL, PAGE, startWorld, withLine, type World } from './world.ts'

let world: World
let member: Ask
let lead: Ask
let other: Ask
beforeAll(async () => {
  world = await startWorld()
  member = await world.app.signIn(mina)
  lead = await world.app.signIn(leo)
  other = await world.app.signIn(noa)
})
beforeEach(async () => {
  const { pages } = world.app.context
  await pages.save(await world.app.user(leo), { path: PAGE, source: ORIGINAL, how: 'replace' })
})
afterAll(() => world.app.stop())

const textOf = async (answer: Promise<Response>) => (await answer).text()
const english =
  (ask: Ask): Ask =>
  (path, init = {}) =>
    ask(path, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), 'accept-language': 'en' },
    })
/** The editor's form with what a browser would send of it, and changes. */
const fieldsOf = (html: string): Record<string, string> => {
  const unescape = (text: string) =>
    text
      .replace(/&#34;|&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&')
  const inputs = [
    ...html.matchAll(
      /<input(?![^>]*(?:radio|checkbox|disabled|search))[^>]* name="([\w-]+)"[^>]* value="([^"]*)"/g,
    ),
  ]
  const areas = [...html.matchAll(/<textarea[^>]* name="([\w-]+)"[^>]*>\n?([^<]*)<\/textarea>/g)]
  const known = Object.fromEntries(
    [...inputs, ...areas].map((match) => [match[1] ?? '', unescape(match[2] ?? '')]),
  )
  delete known.q
  return known
}
const numberIn = (answer: Response) =>
  Number(/\/proposals\/(\d+)/.exec(answer.headers.get('location') ?? '')?.[1])

test('a member opens “propose an edit” on a page where a lead has “edit”, and back comes a proposal', async () => {
  const page = await textOf(member(`/wiki/${PAGE}`))
  expect(page).toContain(`href="/propose/${PAGE}"`)
  expect(page).not.toContain(`href="/edit/${PAGE}"`)
  expect(await textOf(lead(`/wiki/${PAGE}`))).not.toContain(`href="/propose/${PAGE}"`)
  const editor = await textOf(member(`/propose/${PAGE}`))
  expect(editor).toContain('이 글은 리드가 고칠 수 있어요. 제안은 누구나 할 수 있어요.')
  expect(editor).not.toContain('/delete/')
  const opened = fieldsOf(editor)
  const fields = { ...opened, kind: 'guide', as: 'proposal', why: '첫 제안\n\n이래서요' }
  const body = opened.body?.replace('두 사람이', '세 사람이') ?? ''
  const answer = await member(`/propose/${PAGE}?lang=ko`, form({ ...fields, body }))
  expect(answer.status).toBe(303)
  const number = numberIn(answer)
  const shown = await textOf(member(answer.headers.get('location') ?? ''))
  for (const words of [
    '첫 제안',
    '이래서요',
    '살펴봐 주세요',
    '<del>두</del>',
    '<ins>세</ins>',
    '더한 줄 1 · 뺀 줄 1',
    '이어서 고치기',
  ])
    expect(shown).toContain(words)
  expect(shown).not.toContain('value="accept"')
  expect(await world.read(PAGE)).toBe(ORIGINAL)
  // Only what was typed differs: front matter and all else are kept byte for byte.
  const made = await world.app.context.proposals.get(await world.app.user(leo), number)
  const source = withLine(1, '밧줄은 세 사람이 잡아요.')
  expect(world.git(['show', `${made.tip}:${PAGE}.md`])).toBe(source.trim())
  expect(await textOf(lead(`/wiki/${PAGE}`))).toContain('이 글에 열려 있는 제안 1개')
  await world.app.context.proposals.withdraw(await world.app.user(mina), number)
  expect(await textOf(lead(`/wiki/${PAGE}`))).not.toContain('열려 있는 제안')
})

test('what cannot be taken comes back with everything that was typed', async () => {
  const fields = { ...fieldsOf(await textOf(member(`/propose/${PAGE}`))), kind: 'guide', as: 'proposal' }
  const empty = await member(`/propose/${PAGE}`, form({ ...fields, body: '쓴 글은 남아요', why: '' }))
  expect(empty.status).toBe(400)
  const html = await empty.text()
  expect(html).toContain('쓴 글은 남아요')
  expect(html).toContain('왜 고치는지 한 줄이라도 적어 주세요')
  const broken = await member(
    `/propose/${PAGE}`,
    form({ ...fields, body: '남는 글', why: '남는 까닭', more: 'a: [' }),
  )
  expect(broken.status).toBe(400)
  const again = await broken.text()
  expect(again).toContain('남는 글')
  expect(again).toContain('남는 까닭')
  expect((await member('/propose/guides/nothing-here')).status).toBe(404)
})

test('a new page is proposed from the list of proposals', async () => {
  expect(await textOf(member('/proposals'))).toContain('href="/propose/new/guide"')
  const fields = fieldsOf(await textOf(member('/propose/new/guide')))
  const sent = {
    ...fields,
    kind: 'guide',
    lang: 'ko',
    title: '닻 내리기',
    body: '천천히 내려요.',
    why: '닻 글',
    as: 'proposal',
  }
  const answer = await member('/propose/new/guide', form(sent))
  expect(answer.status).toBe(303)
  const made = await world.app.context.proposals.get(await world.app.user(leo), numberIn(answer))
  expect(made.files.map(({ file }) => file)).toEqual(['guides/닻-내리기.md'])
  const taken = await member('/propose/new/guide', form({ ...sent, path: PAGE }))
  expect(taken.status).toBe(409)
  expect(await taken.text()).toContain('천천히 내려요.')
  expect((await member('/propose/new/nothing')).status).toBe(404)
})

test('without scripts the preview comes back as the same form', async () => {
  const fields = {
    ...fieldsOf(await textOf(member(`/propose/${PAGE}`))),
    kind: 'guide',
    body: '**미리** 보기',
    why: '까닭은 남고',
  }
  const html = await textOf(member('/preview', form({ ...fields, action: `/propose/${PAGE}?lang=ko` })))
  expect(html).toContain('<strong>미리</strong>')
  expect(html).toContain('까닭은 남고')
  expect(html).toContain(`action="/propose/${PAGE}?lang=ko"`)
  const outside = await textOf(member('/preview', form({ ...fields, action: '/proposals/../../evil\\x' })))
  expect(outside).not.toContain('evil')
})

test('a lead looks, says something of a line, asks; the author revises; the lead accepts', async () => {
  const { number } = await world.propose(mina, withLine(1, '밧줄은 셋이 잡아요.'), '밧줄은 셋이')
  const home = await textOf(lead('/'))
  expect(home).toContain('밧줄은 셋이')
  expect(home).toContain(`${mina.name} 님의 제안을 살펴봐 주세요`)
  const seen = await textOf(lead(`/proposals/${number}?at=0-n10`))
  expect(seen).toContain('name="line" value="10"')
  const remark = {
    ...fieldsOf(/<form[^>]*comments">[^]*?<\/form>/.exec(seen)?.[0] ?? ''),
    text: '왜 셋이요?',
  }
  const said = await lead(`/proposals/${number}/comments`, form(remark))
  expect(said.status).toBe(303)
  expect(await textOf(lead(`/proposals/${number}`))).toMatch(/class="thread"[^]*왜 셋이요\?/)

  const noReason = await lead(`/proposals/${number}/decision`, form({ decision: 'ask', reason: '' }))
  expect([noReason.status, (await noReason.text()).includes('이유를 적어 주세요')]).toEqual([400, true])
  const asked = await lead(
    `/proposals/${number}/decision`,
    form({ decision: 'ask', reason: '까닭을 적어 주세요' }),
  )
  expect(asked.headers.get('location')).toBe(`/proposals/${number}?done=ask`)
  expect(await textOf(member('/'))).toContain('제안을 고쳐 달라고 했어요')
  expect(await textOf(member(`/proposals/${number}`))).toContain('까닭을 적어 주세요')

  const editor = await textOf(member(`/proposals/${number}/edit`))
  const opened = fieldsOf(editor)
  const fields = { ...opened, kind: 'guide', as: 'proposal', why: '까닭을 더했어요' }
  const body = `${opened.body ?? ''}\n\n바람이 세니까요.`
  const revised = await member(`/proposals/${number}/edit`, form({ ...fields, body }))
  expect(revised.headers.get('location')).toBe(`/proposals/${number}?done=revised`)
  // The same form once more: it was opened before the change.
  const stale = await member(`/proposals/${number}/edit`, form({ ...fields, body: '두 번째 창의 글' }))
  expect([stale.status, (await stale.text()).includes('두 번째 창의 글')]).toEqual([409, true])
  expect((await other(`/proposals/${number}/edit`)).status).toBe(403)

  const { tip } = await world.app.context.proposals.get(await world.app.user(leo), number)
  const accepted = await lead(
    `/proposals/${number}/decision`,
    form({ decision: 'accept', reason: '고마워요', tip, lookAgain: 'yes' }),
  )
  expect(accepted.headers.get('location')).toBe(`/proposals/${number}?done=accept`)
  expect(await textOf(member(`/wiki/${PAGE}`))).toContain('바람이 세니까요.')
  expect(world.git(['log', '-1', '--format=%B', 'main'])).toContain('Look-again: yes')
  const twice = await lead(`/proposals/${number}/decision`, form({ decision: 'accept', reason: '', tip }))
  expect([twice.status, (await twice.text()).includes('그사이 다른 사람이 먼저 정했어요')]).toEqual([
    409,
    true,
  ])
})

test('the rendered difference marks what comes and what goes, in the page as it will look', async () => {
  const { number } = await world.propose(
    mina,
    withLine(1, '밧줄은 **셋이** 잡아요.').replace('항구에 배 대기', '부두에 배 대기'),
  )
  const html = await textOf(lead(`/proposals/${number}?view=page`))
  expect(html).toContain('<p>밧줄은 <del>두 사람이</del><strong><ins>셋이</ins></strong> 잡아요.</p>')
  expect(html).toContain('<del>항구에 배 대기</del>')
  expect(html).toContain('<ins>부두에 배 대기</ins>')
  expect(html).toContain('<p>배를 대기 전에 바람을 봐요.</p>')
  expect(html).not.toContain('class="marked')
})

test('where both changed the same place the lead chooses, and what was chosen is accepted', async () => {
  const { number, tip } = await world.propose(mina, withLine(0, '물때를 봐요.'))
  await world.app.context.pages.save(await world.app.user(leo), {
    path: PAGE,
    source: withLine(0, '파도를 봐요.'),
    how: 'replace',
  })
  expect(await textOf(lead(`/proposals/${number}`))).toContain('그사이 글이 바뀌어 겹치는 곳이 있어요')
  const answer = await lead(
    `/proposals/${number}/decision`,
    form({ decision: 'accept', reason: '남길 말', tip }),
  )
  expect(answer.status).toBe(409)
  const html = await answer.text()
  for (const words of ['제안과 지금 글이 겹쳐요', '물때를 봐요.', '파도를 봐요.', '남길 말'])
    expect(html).toContain(words)
  const fields = {
    ...fieldsOf(html),
    decision: 'accept',
    'choice-0-0': 'edit',
    'edit-0-0': '물때와 파도를 봐요.',
  }
  const accepted = await lead(`/proposals/${number}/decision`, form(fields))
  expect(accepted.status).toBe(303)
  expect(await world.read(PAGE)).toBe(withLine(0, '물때와 파도를 봐요.'))
})

test('a page that was deleted since: the lead is told, and makes it again or declines', async () => {
  const { number, tip } = await world.propose(mina, withLine(0, '지워진 글'))
  await world.app.context.pages.remove(await world.app.user(leo), { path: PAGE })
  const shown = await textOf(lead(`/proposals/${number}`))
  expect(shown).toContain('지워진 글을 새 글로 다시 만들기')
  const refused = await lead(`/proposals/${number}/decision`, form({ decision: 'accept', tip, reason: '' }))
  expect([refused.status, (await refused.text()).includes('제안한 뒤에 글이 지워졌어요')]).toEqual([
    409,
    true,
  ])
  const made = await lead(
    `/proposals/${number}/decision`,
    form({ decision: 'accept', tip, reason: '', asNew: 'yes' }),
  )
  expect(made.status).toBe(303)
  expect(await world.read(PAGE)).toBe(withLine(0, '지워진 글'))
})

test('members decide nothing, and are told why', async () => {
  const { number } = await world.propose(mina, withLine(0, '정하지 못해요'))
  for (const decision of ['accept', 'ask', 'decline']) {
    const answer = await other(`/proposals/${number}/decision`, form({ decision, reason: 'x' }))
    expect([answer.status, (await answer.text()).includes('제안을 정하는 일은 리드가 해요')]).toEqual([
      403,
      true,
    ])
  }
  expect((await lead(`/proposals/${number}/decision`, form({ decision: 'vanish' }))).status).toBe(400)
})

test('declined with a reason, opened again, withdrawn: each is said and listed where it belongs', async () => {
  const { number } = await world.propose(mina, withLine(0, '여러 번'), '여러 번 정하기')
  await lead(`/proposals/${number}/decision`, form({ decision: 'decline', reason: '지금은 아니에요' }))
  expect(await textOf(member(`/proposals/${number}`))).toContain('지금은 아니에요')
  expect(await textOf(member('/proposals'))).not.toContain('여러 번 정하기')
  expect(await textOf(member('/proposals?show=closed'))).toContain('여러 번 정하기')
  expect(await textOf(member('/notifications'))).toContain('제안을 거절했어요: 여러 번 정하기')
  await member(`/proposals/${number}/decision`, form({ decision: 'reopen' }))
  expect(await textOf(member('/proposals'))).toContain('여러 번 정하기')
  await member(`/proposals/${number}/decision`, form({ decision: 'withdraw' }))
  expect(await textOf(member('/proposals?show=mine'))).toContain('거두었어요')
})

test('everything is said in English to those who read English', async () => {
  const { number } = await world.propose(mina, withLine(0, '영어로'))
  const ask = english(member)
  expect(await textOf(ask(`/wiki/${PAGE}`))).toContain('Propose an edit')
  expect(await textOf(ask(`/propose/${PAGE}`))).toContain('What do you change, and why?')
  const shown = await textOf(ask(`/proposals/${number}`))
  for (const words of ['To be looked at', 'As it will look', 'Your proposal', 'Withdraw'])
    expect(shown).toContain(words)
  const seen = await textOf(english(lead)(`/proposals/${number}`))
  for (const words of ['Decide', 'Ask for changes', 'Decline with a reason']) expect(seen).toContain(words)
  expect(await textOf(ask('/proposals'))).toContain('Anyone can propose an edit')
})

test('a long list comes in sheets', async () => {
  const tip = world.push('sheet', [{ files: { [`${PAGE}.md`]: withLine(0, '여러 장') }, message: '여러 장' }])
  const many = Array.from({ length: 60 }, (_b, index) => `create refs/heads/proposals/sheet-${index} ${tip}`)
  world.git(['update-ref', '--stdin'], `${many.join('\n')}\n`)
  await world.app.context.proposals.look()
  const first = await textOf(member('/proposals'))
  expect(first.match(/class="list-title"/g)).toHaveLength(50)
  expect(first).toContain('/proposals?show=open&amp;sheet=2')
  expect(await textOf(member('/proposals?sheet=2'))).toContain('class="list-title"')
})

test('looking at proposals writes nothing (abuse 51)', async () => {
  const { number } = await world.propose(mina, withLine(0, '보기만'))
  const state = () => [world.git(['for-each-ref']), world.app.context.database.dataVersion()]
  const before = state()
  for (const path of [
    '/proposals',
    '/proposals?show=mine',
    `/proposals/${number}`,
    `/proposals/${number}?view=page`,
    `/propose/${PAGE}`,
  ])
    expect((await member(path)).status).toBe(200)
  expect(state()).toEqual(before)
})
