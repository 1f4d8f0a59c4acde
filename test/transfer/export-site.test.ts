import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PROGRAM_DIR } from '../../src/context.ts'
import { exportSite } from '../../src/transfer/site/export-site.ts'
import { startApp, type TestApp } from '../app.ts'
import { leo } from '../cast.ts'
import { openBrowser } from '../journeys/browser.ts'

let app: TestApp
let folder: string

const page = (title: string, body: string, more = '') =>
  `---\ntitle: ${title}\nkind: guide\nlang: ko\n${more}---\n\n${body}\n`

beforeAll(async () => {
  app = await startApp({ people: [leo] })
  const lead = await app.user(leo)
  const { pages, repository } = app.context
  const save = (path: string, source: string) => pages.save(lead, { path, source, how: 'create' })
  await save('guides/비밀', page('비밀 초안', '아무도 몰라요.', 'status: draft\n'))
  await save(
    'guides/등대',
    page('등대 돌보기', '[[guides/비밀]], [[없는 글]], [부두](부두.md#둘째), ![](빛.png)'),
  )
  await save('guides/부두', page('부두', '## 둘째\n\n밧줄을 **매어요**.'))
  await save(
    'lessons/매듭',
    `---
title: 배는 두 번 매어요
kind: lesson
lang: ko
owner: leo
tags: [부두]
supports: [guides/등대]
sources:
  - {tier: official, title: 매듭 책, url: 'https://knots.example/book', version: '3', checked: 2026-11-01}
lesson:
  when: 배를 댈 때
  do: [두 번 매어요]
  dont: [한 번만 매고 가지 않아요]
  because: 파도가 <높아요>
  evidence: 작년에 배가 떠내려갔어요
  learnedFrom: guides/비밀
---

자세한 글이에요.
`,
  )
  await pages.save(lead, {
    path: 'lessons/매듭',
    lang: 'en',
    source:
      '---\ntitle: Tie it twice\nkind: lesson\nlang: en\nlesson: {when: Mooring, do: [Tie twice]}\n---\n\nText\n',
    how: 'create',
  })
  await save(
    'paths/등대지기',
    `---
title: 등대지기가 되는 길
kind: path
lang: ko
steps:
  - {id: a, section: 첫날, page: guides/등대, why: 여기서 시작해요, minutes: 10}
  - {id: b, page: lessons/매듭, check: {type: task, do: 매듭을 지어 봐요}}
  - {id: c, page: guides/비밀, optional: true}
  - {id: d, url: 'https://sea.example/', title: 바다 지도}
---

길 글
`,
  )
  await save(
    'retros/첫해',
    `---
title: 첫해를 돌아봐요
kind: retro
lang: ko
retro:
  reasons:
    - {reason: 더 배우려고, outcome: 많이 배웠어요}
    - {reason: 바다가 좋아서}
  learned:
    - {what: 배는 <두 번> 매어요, lesson: lessons/매듭}
    - {what: 비밀은 비밀이에요, lesson: guides/비밀}
    - 아직 교훈이 아니에요
  actions:
    - {what: 밧줄을 사요, owner: leo, by: 2026-01-02, lesson: lessons/매듭}
    - {what: 등을 닦아요, owner: mina, by: 2026-12-24, done: 2026-11-20}
---

돌아본 글
`,
  )
  await pages.save(lead, {
    path: 'retros/첫해',
    lang: 'en',
    source:
      '---\ntitle: Our first year\nkind: retro\nlang: en\nretro: {reasons: [{reason: To learn}], actions: [{what: Buy rope}]}\n---\n\nText\n',
    how: 'create',
  })
  await save(
    'lessons/등',
    page('등은 밤에 켜요', '글', 'lesson: {learnedFrom: retros/첫해}\n').replace('guide', 'lesson'),
  )
  await save(
    'lessons/초안',
    page('아직 초안', '글', 'status: draft\nlesson: {learnedFrom: retros/첫해}\n').replace('guide', 'lesson'),
  )
  for (const name of ['빛.png', '숨은.png'])
    await repository.commitIfUnchanged({
      parent: await repository.head(),
      changes: [{ path: `guides/${name}`, content: Buffer.from(name) }],
      message: name,
      author: leo,
      time: new Date(),
    })
  await pages.content.refresh()
  folder = await mkdtemp(join(tmpdir(), 'giljabi-site-'))
  await exportSite({ repository, content: pages.content, programDir: PROGRAM_DIR }, folder)
})
afterAll(async () => {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
})

test('pages link to each other and to the files they show, with addresses from where they are', async () => {
  const html = await readFile(join(folder, 'wiki/guides/등대.html'), 'utf8')
  const guides = `../../wiki/guides`
  expect(html).toContain(`href="${guides}/${encodeURIComponent('부두')}.html#${encodeURIComponent('둘째')}"`)
  expect(html).toContain(`src="../../files/guides/${encodeURIComponent('빛')}.png"`)
  expect(html).not.toMatch(/(href|src)="\//)
  expect(await readdir(join(folder, 'files/guides'))).toEqual(['빛.png'])
})

test('a lesson shows its advice, what it stands on and what is known of it, in both languages', async () => {
  const html = await readFile(join(folder, 'wiki/lessons/매듭.html'), 'utf8')
  for (const part of [
    '배를 댈 때',
    '<li>두 번 매어요</li>',
    '<li>한 번만 매고 가지 않아요</li>',
    '파도가 &lt;높아요&gt;',
    '작년에 배가 떠내려갔어요',
    'href="https://knots.example/book"',
    '3 기준 · 2026년 11월 1일에 확인',
    'leo 관리',
    '<span class="chip">부두</span>',
    `href="../../wiki/guides/${encodeURIComponent('등대')}.html"`,
    '자세한 글이에요.',
  ])
    expect(html).toContain(part)
  // What it was learned from is a draft: its path is no secret, its title is.
  expect(html).toContain('<span>guides/비밀</span>')
  const english = await readFile(join(folder, 'wiki/lessons/매듭.en.html'), 'utf8')
  for (const part of ['<html lang="en">', 'When', 'Mooring', 'Tie twice']) expect(english).toContain(part)
})

test('a path shows its steps in order, each with its link, its reason and its kind', async () => {
  const html = await readFile(join(folder, 'wiki/paths/등대지기.html'), 'utf8')
  const steps = [...html.matchAll(/step-title"(?: rel="[^"]*")?[^>]*>([^<]+)</g)].map(([, title]) => title)
  expect(steps).toEqual(['등대 돌보기', '배는 두 번 매어요', 'guides/비밀', '바다 지도'])
  for (const part of [
    `href="../../wiki/lessons/${encodeURIComponent('매듭')}.html"`,
    'href="https://sea.example/" rel="external',
    '여기서 시작해요',
    '10분',
    '매듭을 지어 봐요',
    '첫날',
    '4걸음',
  ])
    expect(html).toContain(part)
})

test('a retrospective shows why, what was learned and agreed on, and the lessons drawn from it, in both languages', async () => {
  const html = await readFile(join(folder, 'wiki/retros/첫해.html'), 'utf8')
  for (const part of [
    '그때 적어 둔 이유',
    '많이 배웠어요',
    '아직 적지 않았어요',
    '배는 &lt;두 번&gt; 매어요',
    '교훈이 됐어요',
    `<a href="../../wiki/lessons/${encodeURIComponent('매듭')}.html" lang="ko">배는 두 번 매어요</a>`,
    '밧줄을 사요',
    '2026년 1월 2일까지',
    '2026년 11월 20일에 마침',
    '여기서 나온 교훈',
    '등은 밤에 켜요',
    '돌아본 글',
  ])
    expect(html).toContain(part)
  expect(html.indexOf('하기로 한 일')).toBeLessThan(html.indexOf('돌아본 글'))
  // What is late depends on the day, and a site is read on any.
  expect(html).not.toMatch(/늦었어요|아직 초안|비밀 초안|<form|<use|href="\/|people/)
  const english = await readFile(join(folder, 'wiki/retros/첫해.en.html'), 'utf8')
  for (const part of ['The reasons we gave then', 'To learn', 'Buy rope', 'Not said yet', 'Done 20 Nov 2026'])
    expect(english).toContain(part)
})

test('drafts are nowhere in it, not in the index either (abuse 49)', async () => {
  const names = await readdir(folder, { recursive: true })
  expect(names.join('\n')).not.toContain('비밀')
  for (const file of ['search-index.js', 'index.html', 'index.en.html'])
    expect(await readFile(join(folder, file), 'utf8')).not.toMatch(/비밀 초안|아무도 몰라|아직 초안/)
  expect(await readFile(join(folder, 'search-index.js'), 'utf8')).toContain('닦아')
})

test('it has its face with it, and nothing comes from elsewhere', async () => {
  const home = await readFile(join(folder, 'index.html'), 'utf8')
  const sheets = [...home.matchAll(/(?:href|src)="([^"]+\.(?:css|svg|js))"/g)].map(([, address]) => address!)
  expect(sheets).toContain('fonts/pretendardvariable-dynamic-subset.css')
  for (const address of sheets) expect((await readFile(join(folder, address))).length).toBeGreaterThan(0)
  const font = await readFile(join(folder, 'fonts/pretendardvariable-dynamic-subset.css'), 'utf8')
  const pieces = [...font.matchAll(/url\(['"]?\.\/([^)'"]+)/g)].map(([, address]) => address!)
  expect(pieces.length).toBeGreaterThan(50)
  for (const address of pieces)
    expect((await readFile(join(folder, 'fonts', address))).length).toBeGreaterThan(0)
})

test('its search works from a file, without a server', async () => {
  const browser = await openBrowser()
  try {
    const tab = await browser.newPage()
    await tab.goto(pathToFileURL(join(folder, 'index.html')).href)
    await tab.getByRole('searchbox').fill('밧줄을')
    const result = tab.locator('[data-results] a').first()
    expect(await result.textContent()).toBe('부두')
    await result.click()
    expect(await tab.locator('h1').textContent()).toBe('부두')
    await tab.getByRole('searchbox').fill('없는낱말이에요')
    const nothing = tab.locator('[data-results]', { hasText: '결과가 없어요.' })
    await nothing.waitFor()
    expect(await nothing.locator('a').count()).toBe(0)
  } finally {
    await browser.close()
  }
}, 120_000)
