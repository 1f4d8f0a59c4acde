import type { Page } from 'playwright-core'
import { startApp } from '../app.ts'
import { leo, mina } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const stage = openStage(() => startApp({ people: [leo, mina] }))

const titles = (page: Page) =>
  page.locator('[data-step] .list-title').evaluateAll((all) => all.map((one) => one.textContent?.trim()))
const addBySearch = async (page: Page, typed: string, title: string) => {
  const count = await page.locator('[data-step]').count()
  await page.fill('[data-step-add]', typed)
  await page.locator('#steps-add-list [role="option"]', { hasText: title }).first().waitFor()
  await page.locator('#steps-add-list [role="option"]', { hasText: title }).first().click()
  await page.locator('[data-step]').nth(count).waitFor()
}

test('a lead lays out a path by searching, dragging and the keyboard, previews it, and a new hire walks and rereads it', async () => {
  const { page, complaints } = await stage.visit()
  await signIn(page, leo)
  await page.goto('/new/path')
  await page.fill('[name=title]', '브라우저로 놓은 길')
  await addBySearch(page, '용어', '용어집')
  await addBySearch(page, '출처를', '출처를 판단하는 법')
  await addBySearch(page, '누가', '누가 무엇을 맡나요')
  expect(await titles(page)).toEqual(['용어집', '출처를 판단하는 법', '누가 무엇을 맡나요'])

  // What was typed stays while the order changes.
  await page.fill('[name="s0-why"]', '낱말부터')
  await page.locator('[data-step="0"] [name="s0-why"]').press('Alt+ArrowDown')
  await page.locator('[data-step="1"] .list-title:has-text("용어집")').waitFor()
  expect(await page.inputValue('[name="s1-why"]')).toBe('낱말부터')
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-step'))
  expect(focused).toBe('1')

  const grip = await page.locator('[data-step="2"] [data-grip]').boundingBox()
  const top = await page.locator('[data-step="0"]').boundingBox()
  if (!grip || !top) throw new Error('the steps are not shown')
  await page.mouse.move(grip.x + 5, grip.y + 10)
  await page.mouse.down()
  await page.mouse.move(top.x + 40, top.y + 4, { steps: 8 })
  await page.mouse.up()
  await page.locator('[data-step="0"] .list-title:has-text("누가 무엇을 맡나요")').waitFor()
  expect(await titles(page)).toEqual(['누가 무엇을 맡나요', '출처를 판단하는 법', '용어집'])

  await page.click('[data-step="1"] button[value="remove:1"]')
  await page.locator('.toast:has-text("뺐어요")').waitFor()
  expect(await titles(page)).toHaveLength(2)
  await page.click('.toast :text("되돌리기")')
  expect(await titles(page)).toHaveLength(3)
  await page.click('[data-step="1"] button[value="remove:1"]')
  await page.locator('[data-step="1"] .list-title:has-text("용어집")').waitFor()

  await page.click('[data-step="1"] > details > summary')
  await page.selectOption('[name="s1-check"]', 'quiz')
  await page.fill('[name="s1-q0-ask"]', '되기는 하는지 보려고 만든 것은?')
  await page.fill('[name="s1-q0-o0"]', 'POC')
  await page.check('[name="s1-q0-r0"]')
  await page.fill('[name="s1-q0-o1"]', '릴리스')
  await page.locator('.pane-preview .trail >> text=용어집').waitFor()
  await page.locator('.pane-preview :text("새로 온 사람이 보는 길")').waitFor()
  await page.locator('.pane-preview .meta:has-text("퀴즈")').waitFor()
  await page.click('form[data-editor] button.primary')
  await page.waitForURL('**/wiki/paths/**')
  const path = decodeURIComponent(new URL(page.url()).pathname)
  expect(complaints).toEqual([])

  const walker = await stage.visit()
  await signIn(walker.page, mina)
  await walker.page.goto(path)
  await walker.page.click('.trail .next a.primary')
  await walker.page.click('#step button:has-text("다 읽었어요")')
  await walker.page.click('#step a.primary')
  await walker.page.check('#step input[value="POC"]')
  await walker.page.click('#step button:has-text("답하기")')
  await walker.page.waitForURL('**/learn/records/**')
  expect(await walker.page.textContent('h1')).toContain('브라우저로 놓은 길')

  await page.goto('/edit/onboarding/who-owns-what')
  await page.fill('[name=body]', '## 새로 쓴 곳\n\n모두 다시 봐 주세요.\n')
  await page.check('[name=lookAgain]')
  await page.click('form[data-editor] button.primary')
  await page.waitForURL('**/wiki/onboarding/**')
  await walker.page.goto(path)
  await walker.page.click('.trail a:has-text("바뀐 곳만 보기")')
  await walker.page.locator('.changed-pieces :text("모두 다시 봐 주세요.")').waitFor()
  await walker.page.click('button:has-text("확인했어요")')
  await walker.page.waitForURL(`**${encodeURI(path)}**`)
  expect(await walker.page.locator('.trail .again').count()).toBe(0)
  expect(walker.complaints).toEqual([])
})

test('the steps are put in order without scripts, too, and at 360 px', async () => {
  const { page } = await stage.visit({ scripts: false, width: 360, locale: 'en-GB' })
  await signIn(page, leo)
  await page.goto('/edit/paths/working-with-internal-tools')
  const before = await titles(page)
  await page.fill('[name="s1-why"]', 'typed')
  await page.click('button[value="up:1"]')
  expect((await titles(page))[0]).toBe(before[1])
  expect(await page.inputValue('[name="s0-why"]')).toBe('typed')
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})
