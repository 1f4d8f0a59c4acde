import type { Page } from 'playwright-core'
import { startApp } from '../app.ts'
import { ada, leo } from '../cast.ts'
import { signIn, visit } from './browser.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const publish = (page: Page) => page.click('form[data-editor] button.primary')

test('a lead writes an onboarding article with a preview, publishes, finds, edits, compares and restores it', async () => {
  const { page, complaints } = await stage.visit()
  await signIn(page, leo)
  await page.click('a[href="/write"]')
  await page.click('a[href="/new/onboarding"]')
  await page.fill('[name=title]', '배포하는 날')
  await page.fill('[name=body]', '## 버튼을 누르기 전에\n\n**되돌리는 법**을 먼저 적어요.\n')
  await page.waitForSelector('.pane-preview h2:has-text("버튼을 누르기 전에")')
  await publish(page)
  await page.waitForURL('**/wiki/onboarding/**')
  expect(decodeURIComponent(page.url())).toContain('/wiki/onboarding/배포하는-날')

  await page.goto('/search?q=배포하는')
  await page.click('.result h2 a:has-text("배포하는 날")')
  await page.click('.rail a[href^="/edit/"]')
  await page.fill('[name=body]', '## 버튼을 누르기 전에\n\n**되돌리는 법**을 소리 내어 읽어요.\n')
  await page.fill('[name=note]', '읽는 것으로 바꿈')
  await publish(page)
  await page.waitForSelector('article .prose:has-text("소리 내어")')

  await page.click('.rail a[href^="/history/"]')
  expect(await page.locator('.history tbody tr').count()).toBe(2)
  await page.click('button.primary:has-text("견주기")')
  await page.waitForSelector('.diff .add')
  expect(await page.textContent('.diff .del .line')).toContain('적어요')

  await page.goBack()
  await page.click('.history tbody tr:last-child a[href^="/diff/"]')
  await page.click('a[href^="/restore/"]')
  await page.waitForSelector('.diff .add')
  await page.click('form[action^="/restore/"] button')
  await page.waitForSelector('article .prose:has-text("먼저 적어요")')
  expect(complaints).toEqual([])
})

test('two people edit one page: other places are joined, the same place is shown to the second, and nothing is lost', async () => {
  const token = await stage.app.withToken(leo)
  const source =
    '---\ntitle: Two editors\nkind: guide\nlang: en\n---\n\n# One\n\nfirst\n\nmiddle\n\n# Two\n\nsecond\n'
  await token('/api/v1/pages/guides/two-editors', { method: 'PUT', body: source })
  const [one, two, three] = await Promise.all([0, 1, 2].map(() => stage.visit({ locale: 'en-GB' })))
  for (const [visitor, person] of [
    [one, leo],
    [two, ada],
    [three, ada],
  ] as const) {
    await signIn(visitor!.page, person)
    await visitor!.page.goto('/edit/guides/two-editors')
  }
  const change = async (page: Page, from: string, to: string) => {
    const body = await page.inputValue('[name=body]')
    await page.fill('[name=body]', body.replace(from, to))
    await publish(page)
  }
  await change(one!.page, 'first', 'FIRST by Leo')
  await one!.page.waitForURL('**/wiki/**')
  await change(two!.page, 'second', 'SECOND by Ada')
  await two!.page.waitForSelector('article .prose:has-text("FIRST by Leo"):has-text("SECOND by Ada")')

  await change(three!.page, 'first', 'first, differently')
  await three!.page.waitForSelector('.hunk')
  const shown = (await three!.page.textContent('.hunk')) ?? ''
  expect(shown).toContain('FIRST by Leo')
  expect(shown).toContain('first, differently')
  await three!.page.check('input[value=both]')
  await three!.page.click('.action-bar button.primary')
  await three!.page.waitForSelector(
    'article .prose:has-text("FIRST by Leo"):has-text("first, differently"):has-text("SECOND by Ada")',
  )
})

test('a missing page that is linked to is offered for writing, and the link mends itself', async () => {
  const token = await stage.app.withToken(leo)
  const source = '---\ntitle: Linker\nkind: guide\nlang: en\n---\n\nSee [[guides/to-be-written]].\n'
  await token('/api/v1/pages/guides/linker', { method: 'PUT', body: source })
  const { page } = await stage.visit({ locale: 'en-GB' })
  await signIn(page, leo)
  await page.goto('/wiki/guides/linker')
  await page.click('a.wanted')
  await page.fill('[name=title]', 'Now it is written')
  await page.fill('[name=body]', 'Here.\n')
  await publish(page)
  await page.waitForURL('**/wiki/guides/to-be-written**')
  await page.goto('/wiki/guides/linker')
  expect(await page.locator('.prose a.wanted').count()).toBe(0)
  expect(await page.textContent('.prose')).toContain('Now it is written')
})

test('writing works without scripts, preview included', async () => {
  const { page } = await stage.visit({ locale: 'en-GB', scripts: false })
  await signIn(page, leo)
  await page.goto('/new/note')
  await page.fill('[name=title]', 'Plain')
  await page.fill('[name=body]', '**bold**\n')
  await page.click('button[formaction="/preview"]')
  await page.waitForSelector('.pane-preview strong')
  expect(await page.inputValue('[name=title]')).toBe('Plain')
  await publish(page)
  await page.waitForSelector('article h1:has-text("Plain")')
})

test('the set-up link makes the first administrator, once', async () => {
  const empty = await startApp({ people: [] })
  try {
    const { page } = await visit(stage.browser, empty.url, { locale: 'en-GB' })
    await page.goto(empty.setupLink ?? '')
    await page.fill('[name=name]', 'Ada Han')
    await page.fill('[name=email]', ada.email)
    await page.fill('[name=password]', ada.password)
    await page.click('button.primary')
    await page.waitForURL('**/')
    expect(await page.locator('a[href="/admin/people"]').count()).toBeGreaterThan(0)
    const again = await page.goto(empty.setupLink ?? '')
    expect(again?.status()).toBe(404)
  } finally {
    await empty.stop()
  }
})
