import type { Page } from 'playwright-core'
import { startApp } from '../app.ts'
import { ada, leo } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const stage = openStage(() => startApp({ people: [leo, ada] }))

const page = (title: string, body: string) => `---\ntitle: ${title}\nkind: guide\nlang: ko\n---\n\n${body}`

async function put(path: string, source: string): Promise<void> {
  const ask = await stage.app.withToken(leo)
  const answer = await ask(`/api/v1/pages/${encodeURI(path)}`, { method: 'PUT', body: source })
  expect([path, answer.status]).toEqual([path, 201])
}

/** Goes on by Tab until what is wanted has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let step = 0; step < 150; step++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return
  }
  throw new Error(`${wanted} is not reached by Tab`)
}

test('by keyboard alone a lead deletes a page, is shown what links to it, and brings it back from the trash', async () => {
  await put('guides/여행', page('여행 준비', '짐을 싸요.\n'))
  await put('guides/짐', page('짐 싸는 법', '[[guides/여행]]부터 읽어요.\n'))
  const { page: tab, complaints } = await stage.visit()
  await signIn(tab, leo)
  await tab.goto('/edit/guides/여행')
  await tabTo(tab, 'a[href^="/delete/"]')
  await tab.keyboard.press('Enter')
  await tab.waitForURL('**/delete/**')
  expect(await tab.textContent('.callout')).toContain('짐 싸는 법')
  await tabTo(tab, 'button.danger')
  await tab.keyboard.press('Enter')
  await tab.waitForURL((url) => !url.pathname.startsWith('/delete/'))
  expect((await tab.goto('/wiki/guides/여행'))?.status()).toBe(404)

  await tab.goto('/trash')
  await tabTo(tab, 'form[action^="/trash/"] button')
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('h1:has-text("여행 준비")')
  await tab.goto('/wiki/guides/짐')
  expect(await tab.locator('.prose a.wanted').count()).toBe(0)
  expect(await tab.textContent('.prose')).toContain('여행 준비')
  expect(complaints).toEqual([])
})

test('a folder is moved after its preview, at 360 pixels: links, old addresses and histories lead on', async () => {
  await put('guides/캠프/장비', page('장비', '[[guides/캠프/불]]도 봐요.\n'))
  await put('guides/캠프/불', page('불 피우기', '마른 가지를 모아요.\n'))
  await put('guides/산', page('산에서', '[[guides/캠프/장비]]를 챙겨요.\n'))
  const { page: tab, complaints } = await stage.visit({ width: 360 })
  await signIn(tab, leo)
  await tab.goto('/move/guides/캠프/장비')
  await tab.click('a[href$="?folder=yes"]')
  await tab.fill('[name=to]', 'guides/야영')
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('#plan')
  const plan = (await tab.textContent('section[aria-labelledby=plan]')) ?? ''
  expect(plan).toContain('글 2편이 옮겨 가고')
  expect(plan).toContain('guides/캠프/불 → guides/야영/불')
  expect(plan).toContain('산에서')
  expect((await tab.goto('/wiki/guides/야영/불'))?.status()).toBe(404)

  await tab.goBack()
  await tab.click('section[aria-labelledby=plan] button.primary')
  await tab.waitForURL('**/wiki/**')
  expect(decodeURIComponent(tab.url())).toContain('/wiki/guides/야영/')
  await tab.goto('/wiki/guides/캠프/불')
  expect(decodeURIComponent(tab.url())).toContain('/wiki/guides/야영/불')
  await tab.goto('/wiki/guides/산')
  expect(await tab.getAttribute('.prose a:has-text("장비")', 'href')).toBe(
    encodeURI('/wiki/guides/야영/장비'),
  )
  await tab.goto('/history/guides/야영/불')
  expect(await tab.locator('.history tbody tr').count()).toBe(2)
  expect(await tab.textContent('.history tbody')).toContain('guides/캠프에서 guides/야영으로 옮겼어요')
  expect(
    await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBe(0)
  expect(complaints).toEqual([])
})

test('by keyboard alone each place of a conflict is settled in its own way: mine, theirs, and one by hand', async () => {
  const before = '하나\n\n사이\n\n둘\n\n사이 둘\n\n셋\n'
  await put('guides/숫자', page('숫자', before))
  const [first, second] = await Promise.all([stage.visit(), stage.visit()])
  await signIn(first.page, leo)
  await signIn(second.page, ada)
  await second.page.goto('/edit/guides/숫자')
  await first.page.goto('/edit/guides/숫자')
  await first.page.fill('[name=body]', '하나 가\n\n사이\n\n둘 가\n\n사이 둘\n\n셋 가\n')
  await first.page.click('form[data-editor] button.primary')
  await first.page.waitForURL('**/wiki/**')

  const tab = second.page
  await tab.fill('[name=body]', '하나 나\n\n사이\n\n둘 나\n\n사이 둘\n\n셋 나\n')
  await tab.focus('[name=body]')
  await tabTo(tab, 'form[data-editor] button.primary, form[data-editor] button[type=submit]')
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('.hunk')
  expect(await tab.locator('.hunk').count()).toBe(3)
  await tabTo(tab, 'input[name=choice-1]')
  await tab.keyboard.press('ArrowDown')
  expect(await tab.isChecked('input[name=choice-1][value=theirs]')).toBe(true)
  await tabTo(tab, 'input[name=choice-2]')
  await tab.keyboard.press('ArrowUp')
  expect(await tab.isChecked('input[name=choice-2][value=edit]')).toBe(true)
  await tabTo(tab, 'textarea[name=edit-2]')
  await tab.keyboard.press('Control+a')
  await tab.keyboard.type('셋 다')
  await tabTo(tab, '.action-bar button.primary')
  await tab.keyboard.press('Enter')
  await tab.waitForURL('**/wiki/**')
  const paragraphs = await tab.locator('article .prose p').allTextContents()
  expect(paragraphs).toEqual(['하나 나', '사이', '둘 가', '사이 둘', '셋 다'])
  expect([...first.complaints, ...second.complaints]).toEqual([])
})

test('pictures are pasted and dropped into the text; cells of a spreadsheet, which bring a picture along, stay text', async () => {
  const { page: tab, complaints } = await stage.visit()
  await signIn(tab, leo)
  await tab.goto('/new/guide')
  await tab.fill('[name=title]', '그림 두 장')
  await tab.fill('[name=body]', '')
  await give(tab, 'paste', '붙인 그림.png')
  await tab.waitForSelector('[data-preview] img[alt="붙인 그림"]')
  await give(tab, 'drop', '끌어온 그림.png')
  await tab.waitForSelector('[data-preview] img[alt="끌어온 그림"]')
  const written = await tab.inputValue('[name=body]')
  await give(tab, 'paste', '표.png', '가\t나')
  await tab.click('form[data-editor] button.primary')
  await tab.waitForURL('**/wiki/guides/**')
  expect(written.match(/!\[/g)).toHaveLength(2)
  expect(await tab.locator('.prose img').count()).toBe(2)
  expect(complaints).toEqual([])
})

/** What the browser sends the text when a file comes by the clipboard or by the mouse. */
function give(page: Page, how: 'paste' | 'drop', name: string, text = ''): Promise<void> {
  return page.locator('[name=body]').evaluate(
    (area, { how, name, text }) => {
      const dot =
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
      const bytes = Uint8Array.from(atob(dot), (letter) => letter.charCodeAt(0))
      const carried = new DataTransfer()
      carried.items.add(new File([bytes], name, { type: 'image/png' }))
      if (text) carried.setData('text/plain', text)
      const kind = { bubbles: true, cancelable: true }
      area.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...kind, clipboardData: carried })
          : new DragEvent('drop', { ...kind, dataTransfer: carried }),
      )
    },
    { how, name, text },
  )
}
