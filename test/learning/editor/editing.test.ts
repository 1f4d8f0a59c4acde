import { form, startApp, type Ask, type TestApp } from '../../app.ts'
import { leo, mina } from '../../cast.ts'

const PATH = 'paths/edited'
const source = `---
title: 고치는 길
kind: path
lang: ko
steps:
  # kept
  - {id: one, page: guides/judge-a-source, minutes: 5, mood: calm}
  - {id: two, page: onboarding/glossary}
---

본문이에요.
`

let app: TestApp
let lead: Ask
beforeAll(async () => {
  app = await startApp({ people: [leo, mina] })
  lead = await app.signIn(leo)
})
afterAll(() => app.stop())
beforeEach(async () => {
  await app.context.pages.save(await app.user(leo), { path: PATH, source, how: 'replace' })
})

const text = async (answer: Promise<Response>) => (await answer).text()
/** What a browser would send: every named field of the form, but for its buttons. */
function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  const within = html.slice(html.indexOf('<form method="post"'), html.indexOf('<form id="panes"'))
  for (const [tag, name = ''] of within.matchAll(/<input[^>]* name="([^"]+)"[^>]*>/g)) {
    if (/ disabled/.test(tag) || / form="/.test(tag)) continue
    if (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag)) continue
    fields[name] = unescape(/ value="([^"]*)"/.exec(tag)?.[1] ?? 'on')
  }
  for (const [, name = '', value = ''] of within.matchAll(
    /<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/g,
  ))
    fields[name] = unescape(value)
  for (const [, name = '', options = ''] of within.matchAll(
    /<select[^>]* name="([^"]+)"[^>]*>([^]*?)<\/select>/g,
  ))
    fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? /value="([^"]*)"/.exec(options)?.[1] ?? ''
  return fields
}
const unescape = (value: string) =>
  value
    .replaceAll('&#34;', '"')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const open = async (address = `/edit/${PATH}`) => fieldsOf(await text(lead(address)))
const saved = async (path = PATH) =>
  (await app.context.pages.readSource(app.context.pages.get(await app.user(leo), path).original)).toString()
const press = async (fields: Record<string, string>, act: string, address = `/edit/${PATH}`) =>
  fieldsOf(await text(lead(address, form({ ...fields, act }))))

test('a path opens with its steps in fields, and saved as it is nothing changes', async () => {
  const fields = await open()
  expect(fields).toMatchObject({
    steps: 'steps',
    's0-id': 'one',
    's0-page': 'guides/judge-a-source',
    's1-id': 'two',
  })
  expect(fields.more).not.toContain('steps')
  expect((await lead(`/edit/${PATH}?lang=ko`, form({ ...fields, status: 'published' }))).status).toBe(303)
  expect(await saved()).toBe(source)
})

test('without scripts: add by title, by path and by link, order, take out; all that was typed stays', async () => {
  let fields: Record<string, string> = {
    ...(await open()),
    title: '새 <제목>',
    's0-why': '까닭이에요',
    body: '다른 본문',
  }
  fields = await press({ ...fields, 'steps-add': '누가 무엇을 맡나요' }, 'add')
  fields = await press({ ...fields, 'steps-add': '/wiki/guides/write-a-lesson?x=1' }, 'add')
  fields = await press({ ...fields, 'steps-add': 'https://git-scm.com/docs' }, 'add')
  fields = await press(fields, 'task')
  expect(fields).toMatchObject({
    title: '새 <제목>',
    body: '다른 본문',
    's0-why': '까닭이에요',
    's2-page': 'onboarding/who-owns-what',
    's2-id': 'who-owns-what',
    's3-page': 'guides/write-a-lesson',
    's4-url': 'https://git-scm.com/docs',
    's4-id': 'git-scm-com',
    's5-id': 'task',
    's5-check': 'task',
  })
  fields = await press(
    { ...fields, 's5-title': '자리 정하기', 's5-do': '사진을 남겨요', 's5-confirm': '1' },
    'up:5',
  )
  fields = await press(fields, 'remove:1')
  fields = await press(fields, 'move:0:2')
  expect((await lead(`/edit/${PATH}?lang=ko`, form({ ...fields, status: 'published' }))).status).toBe(303)
  const file = await saved()
  expect(file).toContain('mood: calm')
  expect(file).toContain('# kept')
  const { steps } = await app.context.learning.getWalk(await app.user(mina), PATH, 'ko')
  expect(steps.map(({ id }) => id)).toEqual(['who-owns-what', 'write-a-lesson', 'one', 'task', 'git-scm-com'])
  expect(steps[3]?.check).toEqual({ type: 'task', do: '사진을 남겨요', confirm: true })
})

test('what cannot be found is said, and what was typed stays', async () => {
  const fields = await open()
  const page = await text(
    lead(`/edit/${PATH}`, form({ ...fields, 's0-why': '그대로', 'steps-add': '세상에 없는 글', act: 'add' })),
  )
  expect(page).toContain('‘세상에 없는 글’ 글을 찾지 못했어요')
  expect(fieldsOf(page)).toMatchObject({ 's0-why': '그대로', 'steps-add': '세상에 없는 글' })
  expect(await saved()).toBe(source)
})

test('an id is never given to another step: not one of the form, not one under which somebody did something', async () => {
  const { learning } = app.context
  const member = await app.user(mina)
  await learning.completeStep(member, PATH, 'two')
  await app.context.pages.save(await app.user(leo), {
    path: PATH,
    source: source.replace(
      '{id: two, page: onboarding/glossary}',
      '{id: glossary, page: guides/write-a-lesson}',
    ),
    how: 'replace',
  })
  await learning.completeStep(member, PATH, 'glossary')
  await app.context.pages.save(await app.user(leo), { path: PATH, source, how: 'replace' })
  const fields = await press(
    await press({ ...(await open()), 'steps-add': 'onboarding/glossary' }, 'add'),
    'show',
  )
  expect(fields['s2-id']).toBe('glossary-2')
})

test('a quiz is written with its questions, and faults come back with the form', async () => {
  let fields: Record<string, string> = {
    ...(await open()),
    's0-check': 'quiz',
    's0-q0-ask': '무엇을 먼저?',
    's0-q0-o0': '공식 문서',
  }
  const refused = await lead(
    `/edit/${PATH}?lang=ko`,
    form({ ...fields, 's0-q0-o1': '블로그', status: 'published' }),
  )
  const page = await refused.text()
  expect([refused.status, page]).toEqual([400, expect.stringContaining('1번 질문에 맞는 보기가 없어요')])
  fields = await press(
    { ...fieldsOf(page), 's0-q0-r0': '1', 's0-q0-because': '만든 사람이 썼어요' },
    'question:0',
  )
  fields = { ...fields, 's0-q1-ask': '한 낱말로?', 's0-q1-accept': '롤백\nrollback' }
  expect((await lead(`/edit/${PATH}?lang=ko`, form({ ...fields, status: 'published' }))).status).toBe(303)
  const { original } = app.context.pages.get(await app.user(leo), PATH)
  expect(original.frontMatter.steps?.[0]?.check).toMatchObject({
    type: 'quiz',
    questions: [
      {
        ask: '무엇을 먼저?',
        options: ['공식 문서', '블로그'],
        answer: ['공식 문서'],
        because: '만든 사람이 썼어요',
      },
      { ask: '한 낱말로?', accept: ['롤백', 'rollback'] },
    ],
  })
})

test('loops are refused in the form, by name', async () => {
  const fields = { ...(await open()), 's0-after-two': '1', 's1-after-one': '1' }
  const answer = await lead(`/edit/${PATH}?lang=ko`, form({ ...fields, status: 'published' }))
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('one → two → one')])
})

test('the preview is the road as a newcomer sees it, from what is typed, without forms in the form', async () => {
  const fields = { ...(await open()), 's1-section': '둘째 날', 's0-why': '새 까닭' }
  const preview = await text(lead('/preview', { ...form(fields), headers: { 'x-fragment': '1' } }))
  expect(preview).toContain('새로 온 사람이 보는 길')
  expect(preview).toContain('둘째 날')
  expect(preview).toContain('새 까닭')
  expect(preview).toContain('class="trail"')
  expect(preview).not.toMatch(/<form/)
})

test('a part is given alone to the scripts, escaped', async () => {
  const fields = { ...(await open()), 's0-why': '<img src=x onerror=alert(1)>' }
  const part = await text(
    lead(`/edit/${PATH}`, { ...form({ ...fields, act: 'down:0' }), headers: { 'x-fragment': '1' } }),
  )
  expect(part.trim()).toMatch(/^<section[^>]* data-steps/)
  expect(part).toContain('&lt;img src=x')
  expect(part).not.toContain('<img')
})

test('a new path begins without steps and is saved with those that were added', async () => {
  let fields = await open('/new/path')
  expect(fields.steps).toBe('steps')
  expect(fields['s0-id']).toBeUndefined()
  fields = await press(
    { ...fields, title: '아주 새 길', 'steps-add': 'onboarding/glossary' },
    'add',
    '/new/path',
  )
  const answer = await lead('/new/path', form({ ...fields, status: 'published' }))
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    expect.stringContaining('/wiki/paths/'),
  ])
  expect(await saved('paths/아주-새-길')).toContain('- id: glossary\n    page: onboarding/glossary\n')
})

test('a translation writes words alone and offers no other order', async () => {
  const english = source
    .replace('고치는 길', 'A path')
    .replace('lang: ko', 'lang: en')
    .replace(', mood: calm', ', why: Old')
  await app.context.pages.save(await app.user(leo), {
    path: PATH,
    lang: 'en',
    source: english,
    how: 'replace',
  })
  const page = await text(lead(`/edit/${PATH}?lang=en`))
  expect(page).not.toMatch(/value="(up|down|remove):/)
  const fields: Record<string, string> = {
    ...fieldsOf(page),
    's0-why': 'New words',
    's1-title': 'Words',
  }
  expect(fields.steps).toBe('words')
  expect((await lead(`/edit/${PATH}?lang=en`, form({ ...fields, status: 'published' }))).status).toBe(303)
  const { variants } = app.context.pages.get(await app.user(leo), PATH)
  expect(variants.get('en')?.frontMatter.steps).toMatchObject([
    { id: 'one', why: 'New words', page: 'guides/judge-a-source' },
    { id: 'two', title: 'Words' },
  ])
  expect(await saved()).toBe(source)
})

test('steps that the form cannot show stay in the other front matter', async () => {
  await app.context.pages.content.commit({ name: 'Push', email: 'p@team.example' }, () =>
    Promise.resolve({
      files: [
        { path: `${PATH}.md`, content: Buffer.from(source.replace('{id: two,', '{id: "no good id",')) },
      ],
      message: 'push',
    }),
  )
  const fields = await open()
  expect([fields.steps, fields.more?.includes('no good id')]).toEqual([undefined, true])
})

test('members edit no path', async () => {
  const member = await app.signIn(mina)
  expect((await member(`/edit/${PATH}`)).status).toBe(403)
  expect((await member(`/edit/${PATH}`, form({ steps: 'steps', act: 'add' }))).status).toBe(403)
})
