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

test('drafts are nowhere in it, not in the index either (abuse 49)', async () => {
  const names = await readdir(folder, { recursive: true })
  expect(names.join('\n')).not.toContain('비밀')
  for (const file of ['search-index.js', 'index.html', 'index.en.html'])
    expect(await readFile(join(folder, file), 'utf8')).not.toMatch(/비밀 초안|아무도 몰라/)
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
