import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from 'axe-core'
import { readConfig } from '../../src/config.ts'
import { demoTeam, DEMO_PASSWORD } from '../../src/demo/team.ts'
import { tellStory } from '../../src/demo/tell-story.ts'
import { createLog } from '../../src/log.ts'
import { startApp } from '../app.ts'
import { signIn } from './browser.ts'
import { openStage } from './stage.ts'

let dataDir: string
const stage = openStage(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'giljabi-demo-'))
  const told: string[] = []
  await tellStory(
    { ...readConfig({ LOG_LEVEL: 'silent' }), dataDir },
    createLog('silent'),
    (_day, what) => void told.push(what),
  )
  return startApp({ dataDir, people: [] })
}, 300_000)
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const person = (handle: string) => {
  const found = demoTeam.find((one) => one.handle === handle)
  if (!found) throw new Error(`${handle} is not in the story`)
  return { ...found, password: DEMO_PASSWORD }
}
interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}
const VIEWS = [
  '/',
  '/learn',
  '/wiki/lessons/no-friday-deploys',
  '/wiki/lessons/release-notes-by-hand',
  '/wiki/guides/release-checklist',
  '/wiki/paths/first-two-weeks',
  '/wiki/directions/2026',
  '/wiki/retros/first-year',
  '/search?q=배포',
  '/proposals',
  '/proposals/2',
  '/gaps',
  '/gaps/searches',
  '/team',
  '/team/seojun',
  '/upkeep',
  '/upkeep/sources',
  '/upkeep/translations',
  '/contradictions',
  '/confirmations',
  '/feedback',
  '/notifications',
  '/usage',
  '/assign/paths/first-two-weeks',
  '/edit/paths/first-two-weeks',
  '/new/retro',
  '/translate/lessons/not-backed-up-is-lost?lang=en',
  '/move/guides/release-checklist',
  '/delete/guides/release-checklist',
  '/history/lessons/no-friday-deploys',
  '/diff/lessons/no-friday-deploys',
  '/diff/lessons/no-friday-deploys?view=page',
  '/blame/lessons/no-friday-deploys',
  '/attachments',
  '/trash',
  '/admin/backups',
  '/account/tokens',
]

test('ninety days leave what was told: held and stopped, superseded, contradicting, overdue, without an owner', async () => {
  const lead = await stage.app.signIn(person('hayun'))
  const json = async <T>(path: string) => (await (await lead(path)).json()) as T
  const friday = await (await lead('/wiki/lessons/no-friday-deploys')).text()
  expect(friday).toContain('badge stopped')
  expect(await (await lead('/wiki/lessons/release-notes-by-hand')).text()).toContain('callout turn')
  const pairs = await json<{ results: unknown[] }>('/api/v1/contradictions')
  expect(pairs.results).toHaveLength(1)
  const gaps = await json<{ results: { text: string; kind: string }[] }>('/api/v1/gaps')
  expect(gaps.results.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['출장비 정산', 'guides/incident-channel']),
  )
  expect(gaps.results.map(({ text }) => text)).not.toContain('온콜 교대')
  const told = await (await (await stage.app.signIn(person('seojun')))('/notifications')).text()
  expect(told).toContain('/wiki/guides/on-call-rotation')
  const proposals = await json<{ results: unknown[] }>('/api/v1/proposals')
  expect(proposals.results.length).toBeGreaterThanOrEqual(2)
  const team = await (await lead('/team')).text()
  expect(team).toContain('문서준')
})

test.each(['ko-KR', 'en-GB'])(
  'every view of the story opens without complaints, scrolls sideways nowhere at 360 px and is accessible (%s)',
  async (locale) => {
    const { page, complaints } = await stage.visit({ locale, width: 360 })
    await signIn(page, person('hayun'))
    const found: string[] = []
    for (const address of VIEWS) {
      const answer = await page.goto(address)
      expect([address, answer?.status()]).toEqual([address, 200])
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([address, over]).toEqual([address, 0])
      await page.evaluate(AxeBuilder.source)
      const faults = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: Axe }
        // A label that says more than the number it stands for (“1번째 걸음”) is no mismatch in Korean.
        const rules = { 'label-content-name-mismatch': { enabled: false } }
        const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], rules })
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
      })
      found.push(...faults.map((fault) => `${address} ${fault}`))
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  },
)
