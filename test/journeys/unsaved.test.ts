import type { Page } from 'playwright-core'
import { leo, mina } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const isKept = (page: Page) => page.waitForSelector('[data-saved]:has-text("보관했어요")')

test('a text whose tab was closed is on the home page, goes on in another browser, and is gone once it is saved', async () => {
  const first = await stage.visit()
  await signIn(first.page, leo)
  await first.page.goto('/new/guide')
  await first.page.fill('[name=title]', '장애를 알리는 법')
  await first.page.fill('[name=body]', '먼저 **알리고**, 그다음에 고쳐요.\n')
  await isKept(first.page)
  // The browser asks nothing: what it would warn of is not lost.
  await first.page.goto('/')
  await first.page.context().close()

  const { page, complaints } = await stage.visit()
  await signIn(page, leo)
  await page.click('a.list-title:has-text("장애를 알리는 법")')
  expect(await page.inputValue('[name=body]')).toBe('먼저 **알리고**, 그다음에 고쳐요.\n')
  await page.waitForSelector('.pane-preview strong:has-text("알리고")')
  expect(await page.locator('.toast').count()).toBe(0)
  await page.click('form[data-editor] button.primary')
  await page.waitForURL('**/wiki/guides/**')
  await page.goto('/new/guide')
  expect(await page.locator('[data-unsaved-text]').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('a session that ends while somebody writes is said, and what was typed is kept once they have signed in again', async () => {
  const { page } = await stage.visit()
  await signIn(page, leo)
  await page.goto('/new/lesson')
  await page.fill('[name=title]', '로그는 나중에 읽어요')
  await isKept(page)
  const context = page.context()
  await context.clearCookies()
  await page.fill('[name=title]', '로그부터 읽어요')
  await page.waitForSelector('[data-saved]:has-text("로그인이 풀렸어요")')

  const other = await context.newPage()
  await other.goto('/new/lesson')
  await other.waitForURL('**/login?next=**')
  await other.fill('[name=login]', leo.email)
  await other.fill('[name=password]', leo.password)
  await other.click('button.primary')
  await other.waitForURL('**/new/lesson')
  expect(await other.textContent('[data-unsaved-text]')).toContain('로그는 나중에 읽어요')
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await isKept(page)
  await other.reload()
  await other.click('[data-unsaved-text] a:has-text("이어 쓰기")')
  expect(await other.inputValue('[name=title]')).toBe('로그부터 읽어요')
})

test('what a member writes in a proposal is kept, and a text put back as it was is not', async () => {
  const token = await stage.app.withToken(leo)
  const source = '---\ntitle: 함께 쓰는 글\nkind: guide\nlang: ko\n---\n\n처음\n'
  await token('/api/v1/pages/guides/shared', { method: 'PUT', body: source })
  const { page } = await stage.visit({ width: 390 })
  await signIn(page, mina)
  await page.goto('/propose/guides/shared')
  await page.fill('[name=body]', '처음보다 나은 글\n')
  await isKept(page)
  const listed = async () => (await stage.app.context.unsaved.list(await stage.app.user(mina))).length
  expect(await listed()).toBe(1)
  const discarded = page.waitForResponse((answer) => answer.url().endsWith('/discard'))
  await page.fill('[name=body]', '처음\n')
  await discarded
  expect(await listed()).toBe(0)
})

test('a text that was discarded by a slip is brought back where it was typed', async () => {
  const { page, complaints } = await stage.visit({ width: 360 })
  await signIn(page, leo)
  await page.goto('/new/note')
  await page.fill('[name=title]', '버리면 안 되는 쪽지')
  await isKept(page)
  await page.goto('/new/note')
  await page.click('[data-unsaved-text] button')
  await page.waitForURL('**discarded=**')
  expect(await page.locator('[data-unsaved-text]').count()).toBe(0)
  await page.click('form[action$="/bring-back"] button')
  await page.waitForURL('**unsaved=**')
  expect(await page.inputValue('[name=title]')).toBe('버리면 안 되는 쪽지')
  expect(complaints).toEqual([])
})
