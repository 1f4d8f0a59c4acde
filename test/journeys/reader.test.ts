import { mina, noa } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const stage = openStage()

test('a member signs in, finds the lesson by a Korean compound, and reads it in both languages', async () => {
  const { page, complaints } = await stage.visit()
  await signIn(page, mina)
  await page.fill('.searchbox input', '공식문서')
  await page.press('.searchbox input', 'Enter')
  await page.click('.result h2 a:has-text("먼저 읽는다")')
  await page.waitForSelector('h1:has-text("공식 문서를 먼저 읽는다")')
  expect(await page.textContent('.lesson .do')).toContain('이렇게 해요')
  await page.click('a[hreflang=en]')
  await page.waitForSelector('h1:has-text("Read the official docs first")')
  expect(complaints).toEqual([])
})

test('an English search lands on the lesson', async () => {
  const { page } = await stage.visit({ locale: 'en-GB' })
  await signIn(page, mina)
  await page.goto('/search?q=official+docs')
  const titles = await page.locator('.result h2').allTextContents()
  expect(titles.slice(0, 3).join()).toContain('Read the official docs first')
})

test('the finder opens by Ctrl-K, is walked by keys and closes by Escape', async () => {
  const { page, complaints } = await stage.visit()
  await signIn(page, mina)
  await page.keyboard.press('Control+k')
  await page.waitForSelector('.finder [role=combobox]')
  await page.keyboard.type('외부 고객')
  await page.waitForSelector('.finder .hit')
  await page.keyboard.press('Escape')
  await page.waitForSelector('.finder', { state: 'detached' })
  await page.keyboard.press('/')
  await page.waitForSelector('.finder [role=combobox]')
  await page.keyboard.type('외부 고객을 만들지 말자')
  // The last row names what was asked: once it is the whole text, the answer is to that.
  await page.waitForSelector('.finder .hit:has-text("‘외부 고객을 만들지 말자’ 결과")')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/wiki/**')
  expect(complaints).toEqual([])
})

test('a new hire opens a path, ticks the next step, and goes on there the next time', async () => {
  const first = await stage.visit()
  await signIn(first.page, noa)
  await first.page.click('.here-card .btn.primary')
  await first.page.waitForURL('**/wiki/**')
  await first.page.goto('/wiki/paths/first-two-weeks')
  await first.page.click('.trail .next form button')
  await first.page.waitForSelector('.trail li.done')
  await first.page.context().close()

  const tomorrow = await stage.visit()
  await signIn(tomorrow.page, noa)
  await tomorrow.page.goto('/wiki/paths/first-two-weeks')
  expect(await tomorrow.page.locator('.trail li.done').count()).toBe(1)
  expect(await tomorrow.page.locator('.road li.done').count()).toBe(1)
})

test('a member who wants to write is told kindly that leads do', async () => {
  const { page } = await stage.visit()
  await signIn(page, mina)
  expect(await page.locator('a[href="/write"]').count()).toBe(0)
  const answer = await page.goto('/new/onboarding')
  expect(answer?.status()).toBe(403)
  expect(await page.textContent('main')).toContain('글은 리드가 쓰고 고칠 수 있어요')
})

test.each([360, 320])('no view scrolls sideways at %i px', async (width) => {
  const { page } = await stage.visit({ width })
  await signIn(page, mina)
  const views = [
    '/',
    '/learn',
    '/lessons',
    '/wiki/lessons/read-the-official-docs-first',
    '/wiki/paths/first-two-weeks',
  ]
  const more = [
    '/wiki/onboarding/glossary',
    '/search?q=배포',
    '/account',
    '/history/guides/judge-a-source',
    '/nope',
  ]
  for (const path of [...views, ...more]) {
    await page.goto(path)
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect({ path, over }).toEqual({ path, over: 0 })
  }
})

test('reading and searching work without scripts', async () => {
  const { page } = await stage.visit({ scripts: false })
  await signIn(page, mina)
  await page.fill('.searchbox input', '백업')
  await page.press('.searchbox input', 'Enter')
  await page.click('.result h2 a >> nth=0')
  await page.waitForSelector('article h1')
})
