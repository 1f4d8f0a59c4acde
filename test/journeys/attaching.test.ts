import { startApp } from '../app.ts'
import { leo, mina } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const LESSON = 'lessons/read-the-official-docs-first'

const stage = openStage(() => startApp({ people: [leo, mina], config: { maxAttachmentBytes: 100_000 } }))

/** One red dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

test('a lead attaches a picture while writing, is told of one that is too large, and readers see it', async () => {
  const { page, complaints } = await stage.visit()
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

test('a member drops a picture into the edit that they propose, sees it, and a lead takes it over', async () => {
  const { page, complaints } = await stage.visit()
  await signIn(page, mina)
  await page.goto(`/propose/${LESSON}`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '지도.png', mimeType: 'image/png', buffer: PNG })
  await page.waitForSelector('[data-preview] img')
  await seen('[data-preview] img')
  await page.fill('[name=why]', '지도를 더해요')
  await page.locator('button[name=as][value=proposal]').last().click()
  await page.waitForURL('**/proposals/*')
  const address = page.url().replace(/\?.*/, '')
  await page.goto(`${address}?view=page`)
  await seen('.diff-look .prose img')
  await page.setViewportSize({ width: 360, height: 740 })
  expect(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBe(0)
  const lead = await stage.visit()
  await signIn(lead.page, leo)
  await lead.page.goto(address)
  await lead.page.click('button[value=accept]')
  await lead.page.waitForURL('**done=accept**')
  await page.goto(`/wiki/${LESSON}`)
  await seen('.prose img')
  expect([...complaints, ...lead.complaints]).toEqual([])

  async function seen(picture: string): Promise<void> {
    const found = page.locator(picture).first()
    await found.evaluate((image: HTMLImageElement) => {
      image.loading = 'eager'
      return image.decode()
    })
    expect(await found.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  }
})
