import type { Page } from 'playwright-core'
import { leo, mina, noa } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const publish = (page: Page) => page.click('form[data-editor] button.primary')
const pathOf = (page: Page) => decodeURIComponent(new URL(page.url()).pathname).replace('/wiki/', '')

async function write(page: Page, kind: string, title: string, body: string): Promise<string> {
  await page.goto(`/new/${kind}`)
  await page.fill('[name=title]', title)
  await page.fill('[name=body]', body)
  await publish(page)
  await page.waitForURL('**/wiki/**')
  return pathOf(page)
}

test('a lead writes an article, puts it in a path and gives it to a new hire, who walks it to the end and sees only what changed', async () => {
  const lead = await stage.visit()
  await signIn(lead.page, leo)
  const article = await write(
    lead.page,
    'onboarding',
    '화요일에 하는 일',
    '## 아침\n\n교대표를 봐요.\n\n## 저녁\n\n한 줄 남겨요.\n',
  )

  await lead.page.goto('/new/path')
  await lead.page.fill('[name=title]', '교대하는 길')
  await lead.page.fill('[data-step-add]', article)
  await lead.page.click('button[name=act][value=add]')
  await lead.page.waitForSelector('[data-step="0"]')
  await lead.page.fill('[data-step-add]', 'lessons/write-down-why')
  await lead.page.click('button[name=act][value=add]')
  await lead.page.waitForSelector('[data-step="1"]')
  await publish(lead.page)
  await lead.page.waitForURL('**/wiki/paths/**')
  const path = pathOf(lead.page)

  await lead.page.goto(`/assign/${encodeURI(path)}`)
  await lead.page.fill('[name=handle]', noa.handle)
  await lead.page.fill('form[action^="/assign/"] [name=buddy]', mina.handle)
  await lead.page.click('form[action^="/assign/"] button.primary')
  await lead.page.waitForSelector(`a.list-title[href="/team/${noa.handle}"]`)

  const hire = await stage.visit()
  await signIn(hire.page, noa)
  await hire.page.waitForSelector('.unseen')
  await hire.page.click('a.btn.primary:has-text("걷기 시작하기")')
  await hire.page.waitForSelector('h1:has-text("화요일에 하는 일")')
  await hire.page.click('#step button[value=done]')
  await hire.page.click('#step a.btn.primary')
  await hire.page.waitForSelector('h1:has-text("결정의 이유를 적고")')
  await hire.page.click('#step button[value=done]')
  await hire.page.waitForURL('**/learn/records/**')
  expect(await hire.page.textContent('main')).toContain('교대하는 길')

  await lead.page.goto(`/edit/${encodeURI(article)}`)
  await lead.page.fill(
    '[name=body]',
    '## 아침\n\n교대표를 봐요.\n\n## 저녁\n\n두 줄 남기고, 바꿀 사람에게 전화해요.\n',
  )
  await lead.page.check('[name=lookAgain]')
  await publish(lead.page)
  await lead.page.waitForURL('**/wiki/onboarding/**')

  await hire.page.goto(`/wiki/${encodeURI(path)}`)
  await hire.page.click('a[href^="/changes/"] >> nth=0')
  await hire.page.waitForSelector('.changed-pieces:has-text("전화해요")')
  expect(await hire.page.textContent('.changed-pieces')).not.toContain('교대표를 봐요')
  await hire.page.click('form[action="/learn/step"] button.primary')

  await lead.page.goto(`/team?path=${encodeURIComponent(path)}`)
  await lead.page.waitForSelector(`a[href^="/team/${noa.handle}"]`)
  expect(await lead.page.textContent('main')).toContain('2/2')
  const refused = await stage.visit()
  await signIn(refused.page, mina)
  expect((await refused.page.goto('/team'))?.status()).toBe(403)
  expect([...lead.complaints, ...hire.complaints]).toEqual([])
})

test('a path is printed as its road and its steps, without what only a screen needs', async () => {
  const { page } = await stage.visit()
  await signIn(page, mina)
  await page.goto('/wiki/paths/first-two-weeks')
  await page.emulateMedia({ media: 'print' })
  for (const gone of ['.bar', '.side', '.rail', '.trail .btn'])
    expect([gone, await page.locator(gone).first().isVisible()]).toEqual([gone, false])
  expect(await page.locator('ol.road').isVisible()).toBe(true)
  expect(await page.locator('ol.trail > li:visible').count()).toBe(12)
})
