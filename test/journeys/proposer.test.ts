import { startApp } from '../app.ts'
import { leo, mina } from '../cast.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

const PAGE = 'guides/judge-a-source'
const stage = openStage(() => startApp({ people: [leo, mina] }))

test('a member proposes an edit, a lead says something of a line and asks, the member revises, the lead accepts', async () => {
  const member = await stage.visit()
  const lead = await stage.visit()
  await signIn(member.page, mina)
  await signIn(lead.page, leo)

  await member.page.goto(`/wiki/${PAGE}`)
  await member.page.click('.rail a[href^="/propose/"]')
  const body = await member.page.inputValue('[name=body]')
  await member.page.fill('[name=body]', `${body}\n\n마지막으로 **날짜**를 봐요.\n`)
  await member.page.waitForSelector('.pane-preview strong:has-text("날짜")')
  // Without a reason the browser does not send it.
  await member.page.click('[name=as][value=proposal] >> nth=0')
  expect(member.page.url()).toContain('/propose/')
  await member.page.fill('[name=why]', '날짜 보기 더하기')
  await member.page.click('button.primary:has-text("제안하기")')
  await member.page.waitForURL('**/proposals/*')
  expect(await member.page.textContent('.diff .add .line >> nth=-1')).toContain('날짜')
  const keptTexts = await member.page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.includes('/propose/')),
  )
  expect(keptTexts).toEqual([])

  await lead.page.goto('/')
  await lead.page.click('a:has-text("날짜 보기 더하기")')
  await lead.page.click('.diff .add .ln a >> nth=-1')
  await lead.page.fill('.thread-box [name=text]', '어느 날짜요?')
  await lead.page.click('.thread-box button:has-text("댓글 달기")')
  await lead.page.waitForSelector('.thread-box:has-text("어느 날짜요?")')
  await lead.page.click('button[value=ask]')
  await lead.page.waitForSelector('#reason-error')
  await lead.page.fill('#reason', '어느 날짜인지 적어 주세요')
  await lead.page.click('button[value=ask]')
  await lead.page.waitForURL('**/proposals/*done=ask')

  await member.page.goto('/')
  await member.page.click('a:has-text("날짜 보기 더하기")')
  await member.page.click('a:has-text("이어서 고치기")')
  const mine = await member.page.inputValue('[name=body]')
  await member.page.fill('[name=body]', mine.replace('**날짜**를', '**고친 날짜**를'))
  await member.page.click('button.primary')
  await member.page.waitForURL('**/proposals/*done=revised')

  await lead.page.goto(member.page.url())
  await lead.page.waitForSelector('text=그 뒤로 바뀐 줄이에요')
  await lead.page.click('a:has-text("보이는 모습")')
  await lead.page.waitForSelector('.marked.come strong:has-text("고친 날짜")')
  await lead.page.click('button[value=accept]')
  await lead.page.waitForURL('**/proposals/*done=accept')
  await member.page.goto(`/wiki/${PAGE}`)
  await member.page.waitForSelector('article strong:has-text("고친 날짜")')
  expect([...member.complaints, ...lead.complaints]).toEqual([])
})

test('without scripts, at 360 pixels, a proposal is made and decided on as well', async () => {
  const member = await stage.visit({ scripts: false, width: 360, locale: 'en-GB' })
  const lead = await stage.visit({ scripts: false, width: 360, locale: 'en-GB' })
  await signIn(member.page, mina)
  await signIn(lead.page, leo)
  await member.page.goto(`/propose/${PAGE}?lang=en`)
  await member.page.fill('[name=body]', 'Look at the date first.\n')
  await member.page.fill('[name=why]', 'Date first')
  await member.page.click('button.primary:has-text("Propose")')
  await member.page.waitForURL('**/proposals/*')
  const wide = await member.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await lead.page.goto(member.page.url())
  await lead.page.click('.diff .del .ln-narrow >> nth=0')
  await lead.page.fill('.thread-box [name=text]', 'Why not keep this?')
  await lead.page.click('.thread-box button:has-text("Comment")')
  await lead.page.waitForSelector('.thread-box:has-text("Why not keep this?")')
  await lead.page.fill('#reason', 'Too much goes')
  await lead.page.click('button[value=decline]')
  await lead.page.waitForURL('**/proposals/*done=decline')
  await lead.page.waitForSelector('.badge:has-text("Declined")')
})
