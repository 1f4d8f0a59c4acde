import { form, startApp, type TestApp } from '../app.ts'
import { mina } from '../cast.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ people: [mina], now: () => new Date('2026-11-24T18:30:00Z') })
})
afterAll(() => app.stop())

const profile = { name: mina.name, lang: 'ko', theme: 'system' }

test('people are where the team is at home until they say otherwise', async () => {
  const ask = await app.signIn(mina)
  expect(await (await ask('/account')).text()).toContain('<option value="Asia/Seoul" selected>')
  expect(await (await ask('/')).text()).toContain('11월 25일 수요일')
  const saved = await ask('/account', form({ ...profile, timeZone: 'America/Los_Angeles' }))
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/account?done=profile'])
  expect(await (await ask('/account')).text()).toContain('<option value="America/Los_Angeles" selected>')
  expect(await (await ask('/')).text()).toContain('11월 24일 화요일')
  await ask('/account', form(profile))
  expect((await app.user(mina)).timeZone).toBe('America/Los_Angeles')
})

test.each(['Seoul', 'asia/seoul; DROP', '', '+09:00', 'Mars/Olympus', '<b>'])(
  'what is no time zone is refused: %j',
  async (timeZone) => {
    const ask = await app.signIn(mina)
    const answer = await ask('/account', form({ ...profile, timeZone }))
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('모르는 시간대예요')
  },
)
