import type { Browser } from 'playwright-core'
import { startApp, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'
import { openBrowser, signIn, visit } from './browser.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  ;[app, browser] = await Promise.all([
    startApp({ people: [leo, mina], config: { maxAttachmentBytes: 100_000 } }),
    openBrowser(),
  ])
}, 60_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

/** One red dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

test('a lead attaches a picture while writing, is told of one that is too large, and readers see it', async () => {
  const { page, complaints } = await visit(browser, app.url)
  await signIn(page, leo)
  await page.goto('/new/guide')
  await page.fill('[name=title]', '두루미 그림')
  await page.fill('[name=body]', '그림은 여기에:\n\n')
  const picker = page.locator('input[type=file]')
  await picker.setInputFiles({
    name: '큰 것.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(200_000),
  })
  await page.waitForSelector('.toast:has-text("파일이 너무 커요")')
  expect(await page.inputValue('[name=body]')).toBe('그림은 여기에:\n\n')
  await picker.setInputFiles({ name: '두루미.png', mimeType: 'image/png', buffer: PNG })
  await page.waitForSelector('[data-preview] img')
  expect(await page.inputValue('[name=body]')).toContain('![두루미](')
  await page.click('form[data-editor] button.primary')
  await page.waitForURL('**/wiki/guides/**')
  const picture = page.locator('.prose img')
  await picture.evaluate((image: HTMLImageElement) => image.decode())
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await page.click('.rail a[href^="/attachments/"]')
  await page.waitForSelector('a:has-text("두루미.png")')
  expect(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBe(0)
  await page.setViewportSize({ width: 360, height: 740 })
  expect(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBe(0)
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT })
  expect(complaints).toEqual([])
})
