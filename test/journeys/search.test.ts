import type { CDPSession, Page } from 'playwright-core'
import { leo, mina } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** Somebody with the overlay open, an input method at hand, and a list of what was asked of the server. */
async function openOverlay(path = '/') {
  const { page, complaints } = await stage.visit()
  await signIn(page, mina)
  await page.goto(path)
  const asked: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/search/suggest') asked.push(url.searchParams.get('q') ?? '')
  })
  await page.keyboard.press('Control+k')
  await page.waitForSelector('.finder [role=combobox]')
  const ime = await page.context().newCDPSession(page)
  return { page, complaints, asked, ime }
}
/** Puts a syllable together as an input method does: it shows, and nothing is committed. */
const compose = (ime: CDPSession, text: string) =>
  ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
const commit = (ime: CDPSession, text: string) => ime.send('Input.insertText', { text })
const rowFor = (page: Page, query: string) => page.waitForSelector(`.finder .hit:has-text("‘${query}’ 결과")`)
const typed = (page: Page) => page.inputValue('.finder [role=combobox]')

test('a syllable being composed asks when the fingers rest, not once a jamo, and nothing typed is lost', async () => {
  const { page, asked, ime, complaints } = await openOverlay()
  for (const step of ['ㅁ', '무', '문']) await compose(ime, step)
  await rowFor(page, '문')
  expect(asked).toEqual(['문'])
  for (const step of ['문ㅅ', '문서']) await compose(ime, step)
  await rowFor(page, '문서')
  expect(asked).toEqual(['문', '문서'])
  await commit(ime, '문서')
  expect(await typed(page)).toBe('문서')
  await page.keyboard.type(' 읽기')
  await rowFor(page, '문서 읽기')
  expect(await typed(page)).toBe('문서 읽기')
  expect(complaints).toEqual([])
})

test('Enter pressed while the last syllable is composed opens what is chosen, once', async () => {
  const { page, ime } = await openOverlay()
  await compose(ime, '문서')
  await rowFor(page, '문서')
  const href = await page.getAttribute('.finder .hit[aria-selected=true]', 'href')
  const press = (type: 'rawKeyDown' | 'keyUp') =>
    ime.send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 })
  await press('rawKeyDown')
  await commit(ime, '문서')
  await press('keyUp')
  await page.waitForURL((url) => `${url.pathname}${url.search}${url.hash}` === href)
})

test('Enter that only chooses among candidates of the input method opens nothing', async () => {
  const { page, ime } = await openOverlay()
  await compose(ime, '문서')
  await rowFor(page, '문서')
  await ime.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  await commit(ime, '文書')
  await rowFor(page, '文書').catch(() => page.waitForSelector('.finder [data-note]:has-text("文書")'))
  expect(await typed(page)).toBe('文書')
  expect(new URL(page.url()).pathname).toBe('/')
})

test('the overlay is walked by keys alone, round and to both ends, and says so to screen readers', async () => {
  const { page, complaints } = await openOverlay()
  await page.keyboard.type('공식 문서')
  await rowFor(page, '공식 문서')
  const chosen = () => page.getAttribute('.finder [role=combobox]', 'aria-activedescendant')
  const count = await page.locator('.finder [role=option]').count()
  expect(count).toBeGreaterThan(2)
  expect(await chosen()).toBe('finder-hit-0')
  expect(await page.getAttribute('.finder [role=combobox]', 'aria-expanded')).toBe('true')
  expect(await page.locator('.finder [role=option][aria-selected=true]').count()).toBe(1)
  expect(await page.textContent('.finder [role=status]')).toMatch(/^결과 \d+개$/)
  for (const [key, at] of [
    ['ArrowDown', 1],
    ['End', count - 1],
    ['ArrowDown', 0],
    ['ArrowUp', count - 1],
    ['Home', 0],
  ] as const) {
    await page.keyboard.press(key)
    expect([key, await chosen()]).toEqual([key, `finder-hit-${at}`])
  }
  await page.keyboard.press('Escape')
  await page.waitForSelector('.finder', { state: 'detached' })
  expect(complaints).toEqual([])
})

test('a slash opens it anywhere but in a field', async () => {
  const { page } = await stage.visit()
  await signIn(page, mina)
  await page.goto('/wiki/guides/judge-a-source')
  await page.focus('.searchbox input')
  await page.keyboard.type('a/b')
  expect(await page.inputValue('.searchbox input')).toBe('a/b')
  expect(await page.locator('.finder').count()).toBe(0)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('/')
  await page.waitForSelector('.finder [role=combobox]')
})

test('nothing found offers what comes near and the way to ask; asking says thanks, and the lead writes it', async () => {
  const { page, complaints } = await openOverlay()
  await page.keyboard.type('뿗쀍뛟')
  await page.waitForSelector('.finder [data-note]:has-text("뿗쀍뛟")')
  await page.click('.finder .hit:has-text("써 달라고 하기")')
  await page.waitForURL('**/search?q=**')
  await page.fill('#wish-note', '둥지를 찾았어요')
  await page.click('#wish button')
  await page.waitForURL('**/gaps/**')
  expect(await page.textContent('.toasts')).toContain('고마워요')
  expect(complaints).toEqual([])

  const writer = await stage.visit()
  await signIn(writer.page, leo)
  await writer.page.click('.side a[href="/gaps"]')
  await writer.page.click('a.list-title:has-text("뿗쀍뛟") >> nth=0')
  await writer.page.click('.btn.primary:has-text("이 글 쓰기")')
  expect(await writer.page.inputValue('[name=title]')).toBe('뿗쀍뛟')
  await writer.page.fill('[name=body]', '조용히 물러나요.\n')
  await writer.page.click('form[data-editor] button.primary')
  await writer.page.waitForURL('**/wiki/**')
  expect(writer.complaints).toEqual([])
  await page.goto('/notifications')
  expect(await page.textContent('main')).toContain('기다리던 ‘뿗쀍뛟’ 글이 나왔어요')
})

test('what is seen and opened is counted, and never what was typed on the way', async () => {
  const { page } = await openOverlay()
  await page.keyboard.type('출처를 고르는')
  await rowFor(page, '출처를 고르는')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/wiki/**')
  await loggedAs('출처를 고르는', 1)
  await page.goto(`/search?q=${encodeURIComponent('출처')}`)
  await loggedAs('출처', 0)
  await page.click('.result h2 a >> nth=0')
  await loggedAs('출처', 1)
  const texts = (await stage.app.context.searchLog.searchedFor(7)).map(({ text }) => text)
  expect(texts.filter((text) => '출처를 고르는'.startsWith(text)).sort()).toEqual(['출처', '출처를 고르는'])
})

/** Resolves when the query is in the log with so many opened pages; the browser tells of it in its own time. */
async function loggedAs(text: string, opened: number): Promise<void> {
  for (;;) {
    const found = (await stage.app.context.searchLog.searchedFor(7)).find((one) => one.text === text)
    if (found?.opened.length === opened) return
    await new Promise(setImmediate)
  }
}

test.each([1280, 360])('the pages of search and gaps do not scroll sideways at %i px', async (width) => {
  const { page, complaints } = await stage.visit({ width, dark: width === 360 })
  await signIn(page, leo)
  const long = encodeURIComponent('아주긴낱말하나가띄어쓰기없이이어지는찾기말아주긴낱말하나가띄어쓰기없이')
  for (const path of [
    '/search',
    '/search?q=문서',
    `/search?q=${long}`,
    '/search?q=문서&kind=lesson',
    '/gaps',
    '/gaps/searches',
  ]) {
    await page.goto(path)
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect({ path, over }).toEqual({ path, over: 0 })
  }
  expect(complaints).toEqual([])
})
