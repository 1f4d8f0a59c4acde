import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina } from '../cast.ts'

let app: TestApp
let lead: Ask
let other: Ask
beforeAll(async () => {
  app = await startApp({ people: [ada, leo, mina] })
  lead = await app.signIn(leo)
  other = await app.signIn(ada)
})
afterAll(() => app.stop())

const BODY = '가 첫 줄\n\n나 둘째 줄\n\n다 셋째 줄\n'

let count = 0
const freshPath = () => `notes/edit-${++count}`
const head = () => app.context.repository.head()
const textAt = async (path: string) => (await lead(`/wiki/${path}.md`)).text()
const decode = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

/** What a browser would send for the named controls of a page, as far as the editor's pages use them. */
function fieldsIn(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    if (/type="checkbox"/.test(tag) && !/ checked/.test(tag)) continue
    const name = /\sname="([^"]+)"/.exec(tag)?.[1]
    if (name === undefined || /\sdisabled\b/.test(tag) || /type="(radio|search)"|name="pane"/.test(tag))
      continue
    fields[name] = decode(/\svalue="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', text = ''] of html.matchAll(
    /<textarea\b[^>]*\sname="([^"]+)"[^>]*>([^]*?)<\/textarea>/g,
  ))
    // A browser drops one newline after the tag and sends CRLF.
    fields[name] = decode(text).replace(/^\n/, '').replaceAll('\n', '\r\n')
  for (const [, name = '', options = ''] of html.matchAll(
    /<select\b[^>]*\sname="([^"]+)"[^>]*>([^]*?)<\/select>/g,
  ))
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  return fields
}

async function begin(body = BODY, status: 'published' | 'draft' = 'published'): Promise<string> {
  const path = freshPath()
  const fields = { title: '글', path, kind: 'note', lang: 'ko', owner: 'leo', body, status }
  const answer = await lead('/new/note', form(fields))
  const done = status === 'draft' ? 'drafted' : 'created'
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/wiki/${path}?lang=ko&done=${done}`])
  return path
}

async function openEditor(ask: Ask, path: string, lang = 'ko'): Promise<Record<string, string>> {
  const answer = await ask(`/edit/${path}?lang=${lang}`)
  expect(answer.status).toBe(200)
  return { ...fieldsIn(await answer.text()), status: 'published' }
}

const send = (ask: Ask, path: string, fields: Record<string, string>, lang = 'ko') =>
  ask(`/edit/${path}?lang=${lang}`, form(fields))

/** The text as the editor's field holds it in a page that is shown again. */
const bodyIn = (html: string) => fieldsIn(html).body?.replaceAll('\r\n', '\n')

describe('writing', () => {
  test('a new page is kept as a file with its front matter, and is found', async () => {
    const path = freshPath()
    const fields = {
      title: '글',
      path,
      kind: 'note',
      lang: 'ko',
      owner: 'leo',
      body: BODY,
      status: 'published',
    }
    const made = await lead('/new/note', form({ ...fields, tags: 'alpha, #beta', summary: '요약' }))
    expect(made.headers.get('location')).toBe(`/wiki/${path}?lang=ko&done=created`)
    expect(await textAt(path)).toBe(
      `---\ntitle: 글\nkind: note\nlang: ko\nsummary: 요약\ntags:\n  - alpha\n  - beta\nowner: leo\nstatus: published\n---\n\n${BODY}`,
    )
    expect(await (await lead('/search?q=tag:beta')).text()).toContain(path)
  })

  test('a path that ends in its folder gets a name from the title', async () => {
    const title = `배포하는 날 ${++count}`
    const answer = await lead(
      '/new/guide',
      form({ title, path: 'guides/', kind: 'guide', lang: 'ko', body: 'b', status: 'published' }),
    )
    const location = decodeURIComponent(answer.headers.get('location') ?? '')
    expect(location).toMatch(new RegExp(`^/wiki/guides/${title.replaceAll(' ', '-')}\\?`))
  })

  test('a form that is sent back as it came changes nothing', async () => {
    const path = await begin()
    const before = [await head(), await textAt(path)]
    const answer = await send(lead, path, await openEditor(lead, path))
    expect(answer.status).toBe(303)
    expect([await head(), await textAt(path)]).toEqual(before)
  })

  test('the first button of the form keeps a draft a draft', async () => {
    const path = await begin(BODY, 'draft')
    const html = await (await lead(`/edit/${path}`)).text()
    expect(/<button class="visually-hidden" name="status" value="(\w+)"/.exec(html)?.[1]).toBe('draft')
  })

  test('a translation begins as the text of the original and becomes a file of its own', async () => {
    const path = await begin()
    const fields = await openEditor(lead, path, 'en')
    expect(fields).not.toHaveProperty('base')
    const answer = await send(lead, path, { ...fields, title: 'Page', body: 'Text' }, 'en')
    expect(answer.headers.get('location')).toBe(`/wiki/${path}?lang=en&done=created`)
    expect(await textAt(path)).toContain(BODY)
    expect(await (await lead(`/wiki/${path}.en.md`)).text()).toContain('\n\nText\n')
  })

  test('a translation that somebody else finished first is not written over', async () => {
    const path = await begin()
    const fields = await openEditor(lead, path, 'en')
    await send(lead, path, { ...fields, title: 'Page', body: 'Text' }, 'en')
    const late = await send(other, path, { ...fields, title: 'Other', body: 'Other text' }, 'en')
    const html = await late.text()
    expect(await (await lead(`/wiki/${path}.en.md`)).text()).toContain('\n\nText\n')
    expect([late.status, html.includes('Other text')]).toEqual([409, true])
  })
})

describe('a form that cannot be saved is shown again with everything that was typed', () => {
  const typed = {
    title: '쓰던 제목 <b>',
    kind: 'note',
    lang: 'ko',
    tags: 'alpha, beta',
    summary: '쓰던 요약',
    owner: 'leo',
    more: 'team: platform',
    body: '쓰던 글 & <i>\n\n둘째 줄\n',
    status: 'published',
  }
  const cases: [string, Record<string, string>][] = [
    ['an unknown kind', { kind: 'poem' }],
    ['a kind that every object has', { kind: 'constructor' }],
    ['an unknown language', { lang: 'fr' }],
    ['no title', { title: '' }],
    ['invalid YAML', { more: 'team: [platform' }],
    ['a wrong value', { more: 'reviewed: someday' }],
    ['a field that no form of ours has', { role: 'admin' }],
    ['an author', { author: 'Evil' }],
    ['a status that is none', { status: 'secret' }],
    ['a NUL', { body: 'a\0b and some more' }],
    ['a path that leads out', { path: 'notes/../../etc' }],
    ['a path of git', { path: '.git/config' }],
    ['a backslash', { path: 'notes\\x' }],
    ['a path of settings with a language', { path: 'notes/x.ko' }],
  ]

  test.each(cases)('new, with %s (abuse 22, 24, 47)', async (_, change) => {
    const path = freshPath()
    const fields = { ...typed, path, ...change }
    const before = await head()
    const answer = await lead('/new/note', form(fields))
    const html = await answer.text()
    expect(answer.status).toBe(400)
    expect(html).toContain('role="alert"')
    const shown = fieldsIn(html)
    for (const name of ['title', 'path', 'tags', 'summary', 'owner', 'more', 'body'] as const) {
      if (/\0/.test(fields[name])) continue
      expect([name, shown[name]?.replaceAll('\r\n', '\n')]).toEqual([name, fields[name]])
    }
    expect(await head()).toBe(before)
    expect((await lead(`/wiki/${path}`)).status).toBe(404)
  })

  test.each(cases.filter(([, change]) => !('path' in change)))(
    'an edit, with %s (abuse 47)',
    async (_, change) => {
      const path = await begin()
      const { base = '' } = await openEditor(lead, path)
      const before = await head()
      const fields = { ...typed, base, note: '왜 고쳤는지', ...change }
      const answer = await send(lead, path, fields)
      const html = await answer.text()
      expect(answer.status).toBe(400)
      const shown = fieldsIn(html)
      for (const name of ['title', 'base', 'note', 'tags', 'summary', 'more', 'body'] as const) {
        if (/\0/.test(fields[name])) continue
        expect([name, shown[name]?.replaceAll('\r\n', '\n')]).toEqual([name, fields[name]])
      }
      expect(await head()).toBe(before)
    },
  )

  test('new, where a page is already, or one that differs in case alone (abuse 30)', async () => {
    const path = await begin()
    const before = await head()
    for (const [asked, status] of [
      [path, 409],
      [path.replace('notes/edit', 'notes/EDIT'), 400],
    ] as const) {
      const answer = await lead('/new/note', form({ ...typed, path: asked }))
      const html = await answer.text()
      expect([asked, answer.status, bodyIn(html)]).toEqual([asked, status, typed.body])
      expect(html).toContain('role="alert"')
    }
    expect(await head()).toBe(before)
    expect(await textAt(path)).toContain(BODY)
  })

  test('an edit, from a base that is no version of this page (abuse 48)', async () => {
    const [path, foreign] = [await begin(), await begin('남의 비밀\n')]
    const { base: theirs = '' } = await openEditor(lead, foreign)
    const before = await head()
    for (const base of [theirs, 'f'.repeat(40), 'HEAD']) {
      const answer = await send(lead, path, { ...typed, base })
      const html = await answer.text()
      expect([base, answer.status, bodyIn(html), html.includes('남의 비밀')]).toEqual([
        base,
        400,
        typed.body,
        false,
      ])
    }
    expect(await head()).toBe(before)
  })

  test('after the page of a kind there is none of, which is 404', async () => {
    for (const kind of ['poem', 'constructor', '__proto__'])
      expect((await lead(`/new/${kind}`)).status).toBe(404)
  })
})

describe('a preview', () => {
  test.each([
    ['an unknown kind', { kind: 'poem' }],
    ['no kind', {}],
    ['an unknown language', { kind: 'note', lang: 'fr' }],
    ['a title that is too long', { kind: 'note', lang: 'ko', title: 'x'.repeat(400) }],
  ])('of a form with %s keeps what was typed', async (_, change) => {
    const fields: Record<string, string> = { lang: 'ko', body: '쓰던 글\n', action: '/new/note', ...change }
    const answer = await lead('/preview', form(fields))
    const html = await answer.text()
    expect([answer.status, bodyIn(html)]).toEqual([200, '쓰던 글\n'])
  })

  test.each([
    ['that is edited', '/edit/guides/%EB%93%B1%EB%8C%80?lang=ko', undefined],
    ['that is proposed', '/propose/guides/%EB%93%B1%EB%8C%80?lang=ko', undefined],
    ['of a proposal', '/proposals/3/edit?file=guides%2F%EB%93%B1%EB%8C%80.ko.md', undefined],
    ['that is new', '/new/guide', 'guides/등대'],
  ])('of a page %s shows pictures from where the page is', async (_, action, path) => {
    const fields = {
      kind: 'guide',
      lang: 'ko',
      body: '![불](등대.files/불.png)',
      action,
      ...(path && { path }),
    }
    const html = await (await lead('/preview', form(fields))).text()
    expect(html).toContain(`src="/files/${encodeURI('guides/등대.files/불.png')}"`)
  })

  test('changes nothing and shows what would be', async () => {
    const before = await head()
    const fragment = await lead('/preview', {
      ...form({ kind: 'note', lang: 'ko', body: '**굵게**' }),
      headers: { 'x-fragment': '1' },
    })
    expect(await fragment.text()).toContain('<strong>굵게</strong>')
    expect(await head()).toBe(before)
  })
})

describe('a session that has ended', () => {
  const stale = { cookie: 'sid=no-such-session', 'sec-fetch-site': 'same-origin' }
  const save = async (fields: Record<string, string>) => {
    const path = await begin()
    const before = await head()
    const answer = await app.anonymous(`/edit/${path}?lang=ko`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: stale,
    })
    const html = await answer.text()
    expect(await head()).toBe(before)
    return { path, status: answer.status, html }
  }

  test('keeps the text on a 401 page, from which it can be sent again after signing in', async () => {
    const body = `오래 쓴 글 & <b>\n\n${'한 줄 더\n'.repeat(40)}`
    const fields = {
      title: '오래 쓴 제목',
      kind: 'note',
      lang: 'ko',
      body,
      status: 'published',
      summary: '요약',
    }
    const { path, status, html } = await save(fields)
    expect(status).toBe(401)
    expect(html).toContain(`action="/edit/${path}?lang=ko"`)
    const kept = fieldsIn(html)
    for (const [name, text] of Object.entries(fields))
      expect([name, kept[name]?.replaceAll('\r\n', '\n')]).toEqual([name, text])
    const { next, ...again } = kept
    expect(next).toBe(`/edit/${path}?lang=ko`)
    const { revision } = (await (await lead(`/api/v1/pages/${path}`)).json()) as { revision: string }
    const answer = await send(lead, path, { ...again, base: revision })
    expect(answer.status).toBe(303)
    expect(await textAt(path)).toContain(body)
  })

  test('keeps a short text as well', async () => {
    const { status, html } = await save({
      title: '짧은 글',
      kind: 'note',
      lang: 'ko',
      body: '한 줄만 적었어요.',
    })
    expect(status).toBe(401)
    expect(html).toContain('한 줄만 적었어요.')
  })

  test('never shows a password or a token again', async () => {
    const headers = stale
    const body = new URLSearchParams({
      current: 'x',
      password: `hunter2 ${'x'.repeat(100)}`,
      token: 'y'.repeat(100),
    })
    const answer = await app.anonymous('/account/password', { method: 'POST', body, headers })
    expect([answer.status, /hunter2|yyyy/.test(await answer.text())]).toEqual([401, false])
  })

  test('of somebody who may not write any more keeps the text on the 403 page', async () => {
    const path = await begin()
    const member = await app.signIn(mina)
    const body = `쓴 글\n${'줄\n'.repeat(50)}`
    const answer = await send(member, path, { title: 't', kind: 'note', lang: 'ko', body })
    const html = await answer.text()
    expect([answer.status, bodyIn(html)]).toEqual([403, body])
  })
})

describe('two editors of one page', () => {
  test('who changed other places are both kept', async () => {
    const path = await begin()
    const [mine, theirs] = [await openEditor(lead, path), await openEditor(other, path)]
    expect((await send(other, path, { ...theirs, body: BODY.replace('가 첫', '가! 첫') })).status).toBe(303)
    const answer = await send(lead, path, { ...mine, body: BODY.replace('셋째', '셋째!') })
    expect(answer.headers.get('location')).toBe(`/wiki/${path}?lang=ko&done=merged`)
    expect(await textAt(path)).toContain('가! 첫 줄\n\n나 둘째 줄\n\n다 셋째! 줄\n')
  })

  test('of which one sends twice what is there already make one version', async () => {
    const path = await begin()
    const mine = await openEditor(lead, path)
    const changed = { ...mine, body: BODY.replace('가 첫', '가! 첫') }
    expect((await send(lead, path, changed)).status).toBe(303)
    expect((await send(lead, path, changed)).status).toBe(303)
    expect(app.context.pages.content.history.of(`${path}.md`)).toHaveLength(2)
  })

  async function collide(): Promise<{ path: string; html: string; choices: Record<string, string> }> {
    const path = await begin()
    const [mine, theirs] = [await openEditor(lead, path), await openEditor(other, path)]
    await send(other, path, {
      ...theirs,
      body: BODY.replace('가 첫', '가 그들 <b>').replace('다 셋째', '다 그들'),
    })
    const before = await head()
    const answer = await send(lead, path, {
      ...mine,
      body: BODY.replace('가 첫', '가 나의 <i>').replace('다 셋째', '다 나의'),
      note: '왜 고쳤는지',
    })
    expect(answer.status).toBe(409)
    expect(await head()).toBe(before)
    const html = await answer.text()
    const choices = fieldsIn(html)
    return { path, html, choices }
  }

  test('who changed the same place: the 409 page holds both texts, and each choice saves what it says', async () => {
    const outcomes: [string, string, string][] = [
      ['mine', 'theirs', '가 나의 <i> 줄\n\n나 둘째 줄\n\n다 그들 줄\n'],
      ['theirs', 'mine', '가 그들 <b> 줄\n\n나 둘째 줄\n\n다 나의 줄\n'],
      ['both', 'edit', '가 나의 <i> 줄\n가 그들 <b> 줄\n\n나 둘째 줄\n\n다 함께\n'],
    ]
    for (const [first, second, text] of outcomes) {
      const { path, html, choices } = await collide()
      const shown = decode(html)
      for (const line of ['가 나의 <i> 줄', '가 그들 <b> 줄', '다 나의 줄', '다 그들 줄', '나 둘째 줄'])
        expect(shown).toContain(line)
      expect(html).not.toMatch(/가 그들 <b>|가 나의 <i>/)
      expect(choices).toMatchObject({ note: '왜 고쳤는지', lang: 'ko' })
      const fields = { ...choices, 'choice-0': first, 'choice-1': second, 'edit-1': '다 함께' }
      const saved = await lead(`/merge/${path}`, form(fields))
      expect([saved.status, saved.headers.get('location')]).toEqual([
        303,
        `/wiki/${path}?lang=ko&done=merged`,
      ])
      expect((await textAt(path)).split('---\n\n')[1]).toBe(text)
      const versions = app.context.pages.content.history.of(`${path}.md`)
      expect([versions.length, versions[0]?.subject]).toEqual([3, '왜 고쳤는지'])
    }
  })

  test('while one chooses, a third change of another place is kept too', async () => {
    const { path, choices } = await collide()
    const third = await openEditor(other, path)
    await send(other, path, { ...third, body: (third.body ?? '').replace('나 둘째', '나 셋이서') })
    const answer = await lead(`/merge/${path}`, form({ ...choices, 'choice-0': 'mine', 'choice-1': 'mine' }))
    expect(answer.status).toBe(303)
    expect(await textAt(path)).toContain('가 나의 <i> 줄\n\n나 셋이서 줄\n\n다 나의 줄\n')
  })

  test('while one chooses, a third change of the same place is asked about again, and no text is lost', async () => {
    const { path, choices } = await collide()
    const third = await openEditor(other, path)
    await send(other, path, { ...third, body: (third.body ?? '').replace('다 그들', '다 셋이서') })
    const before = await head()
    const answer = await lead(
      `/merge/${path}`,
      form({ ...choices, 'choice-0': 'theirs', 'choice-1': 'mine' }),
    )
    const html = await answer.text()
    expect([answer.status, await head()]).toEqual([409, before])
    for (const line of ['가 그들 <b> 줄', '다 나의 줄', '다 셋이서 줄']) expect(decode(html)).toContain(line)
    const last = await lead(`/merge/${path}`, form({ ...fieldsIn(html), 'choice-0': 'both' }))
    expect(last.status).toBe(303)
    expect(await textAt(path)).toContain('가 그들 <b> 줄\n\n나 둘째 줄\n\n다 나의 줄\n다 셋이서 줄\n')
  })

  test('of which one deleted it: the text of the other is kept on a 409 page and can still be saved', async () => {
    const path = await begin()
    const mine = await openEditor(lead, path)
    await other(`/delete/${path}`, form({ base: mine.base ?? '' }))
    const body = BODY.replace('가 첫', '가 나의')
    const answer = await send(lead, path, { ...mine, body })
    const html = await answer.text()
    expect(answer.status).toBe(409)
    expect(html).toContain('가 나의 줄')
    const choices = fieldsIn(html)
    const saved = await lead(`/merge/${path}`, form({ ...choices, 'choice-0': 'mine' }))
    expect(saved.status).toBe(303)
    expect(await textAt(path)).toContain(body)
  })

  test('what was chosen and does not make a page is shown again, choices and texts as they were', async () => {
    const path = await begin()
    const [mine, theirs] = [await openEditor(lead, path), await openEditor(other, path)]
    await send(other, path, { ...theirs, title: '그들의 제목' })
    const answer = await send(lead, path, {
      ...mine,
      title: '나의 제목',
      body: BODY.replace('다 셋째', '다 나의'),
    })
    const choices = fieldsIn(await answer.text())
    const before = await head()
    const chosen = { ...choices, 'choice-0': 'edit', 'edit-0': 'title: "닫지 않은 따옴표' }
    const again = await lead(`/merge/${path}`, form(chosen))
    const html = await again.text()
    expect([again.status, await head()]).toEqual([400, before])
    expect(html).toContain('role="alert"')
    expect(html).toMatch(/name="choice-0" value="edit" checked/)
    expect(fieldsIn(html)['edit-0']).toBe('title: "닫지 않은 따옴표')
    expect(fieldsIn(html).mine).toContain('다 나의 줄')
    const saved = await lead(`/merge/${path}`, form({ ...fieldsIn(html), 'choice-0': 'theirs' }))
    expect(saved.status).toBe(303)
    expect(await textAt(path)).toMatch(/title: 그들의 제목[^]*다 나의 줄/)
  })

  test('what the edit was for goes through the choosing: it closes what it closed, and was read and found true', async () => {
    const path = await begin()
    const [mine, theirs] = [await openEditor(lead, path), await openEditor(other, path)]
    await send(other, path, { ...theirs, body: BODY.replace('가 첫', '가 그들') })
    const body = BODY.replace('가 첫', '가 나의')
    const answer = await send(lead, path, {
      ...mine,
      body,
      closes: 'gap/7',
      verified: 'yes',
      lookAgain: 'yes',
    })
    const saved = await lead(`/merge/${path}`, form({ ...fieldsIn(await answer.text()), 'choice-0': 'mine' }))
    expect(saved.status).toBe(303)
    const [commit] = app.context.pages.content.history.recent()
    expect(commit?.body.split('\n').sort()).toEqual(['Closes: gap/7', 'Look-again: yes', 'Verified: changed'])
  })

  test('of which one moves it while the other chooses: the choice is saved where the page is now', async () => {
    const { path, choices } = await collide()
    const to = `${path}-moved`
    const token = await app.withToken(leo)
    const moved = await token(`/api/v1/pages/${path}/move`, {
      method: 'POST',
      body: JSON.stringify({ to }),
      headers: { 'Content-Type': 'application/json' },
    })
    expect(moved.status).toBe(200)
    const saved = await lead(`/merge/${path}`, form({ ...choices, 'choice-0': 'mine', 'choice-1': 'mine' }))
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/wiki/${to}?lang=ko&done=merged`])
    expect(await textAt(to)).toContain('다 나의 줄')
  })

  test('of which one also changes the language of the page: the choosing is about the file that was opened', async () => {
    const path = await begin()
    const [mine, theirs] = [await openEditor(lead, path), await openEditor(other, path)]
    await send(other, path, { ...theirs, body: BODY.replace('가 첫', '가 그들') })
    const body = BODY.replace('가 첫', '가 나의')
    const answer = await send(lead, path, { ...mine, lang: 'en', body })
    const choices = fieldsIn(await answer.text())
    expect(choices.theirs).toMatch(/^[0-9a-f]{40}$/)
    const saved = await lead(`/merge/${path}`, form({ ...choices, 'choice-0': 'both' }))
    expect(saved.status).toBe(303)
    expect(await textAt(path)).toMatch(/lang: en[^]*가 나의 줄\n가 그들 줄/)
  })

  test('of which one deleted it, and the other agrees: it stays deleted', async () => {
    const path = await begin()
    const mine = await openEditor(lead, path)
    await other(`/delete/${path}`, form({ base: mine.base ?? '' }))
    const answer = await send(lead, path, { ...mine, body: BODY.replace('가 첫', '가 나의') })
    const before = await head()
    const left = await lead(
      `/merge/${path}`,
      form({ ...fieldsIn(await answer.text()), 'choice-0': 'theirs' }),
    )
    expect([left.status, await head()]).toEqual([303, before])
  })

  test('a choice that was tampered with saves nothing, and the text is still there (abuse 47, 48)', async () => {
    const { path, choices } = await collide()
    const foreign = await openEditor(lead, await begin('남의 비밀\n'))
    const before = await head()
    for (const change of [
      { theirs: foreign.base ?? '' },
      { from: foreign.base ?? '' },
      { theirs: 'HEAD' },
      { lang: 'fr' },
    ]) {
      const answer = await lead(`/merge/${path}`, form({ ...choices, ...change }))
      const html = await answer.text()
      expect([change, answer.status]).toEqual([change, 400])
      expect(html).not.toContain('남의 비밀')
      expect(decode(html)).toContain('가 나의 <i> 줄')
    }
    expect(await head()).toBe(before)
  })

  test('twenty at once in one place: one is saved, nineteen hold their text and theirs', async () => {
    const path = await begin()
    const mine = await openEditor(lead, path)
    const bodies = Array.from({ length: 20 }, (_, index) => BODY.replace('나 둘째', `나 사람${index} `))
    const answers = await Promise.all(bodies.map((body) => send(lead, path, { ...mine, body })))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(19)
    for (const [index, answer] of answers.entries()) {
      if (answer.status === 409) expect(await answer.text()).toContain(`나 사람${index}  줄`)
    }
    const winner = statuses.indexOf(303)
    expect(await textAt(path)).toContain(bodies[winner] ?? 'nobody')
  })
})
