import { ada, leo, type CastMember } from '../cast.ts'
import { openStage, post, send, textOf, type Stage } from './stage.ts'

let stage: Stage
let path: string
let noa: CastMember
let mina: CastMember
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  stage.setClock('2026-11-23T09:00+09:00')
  path = await stage.writePath()
  noa = await stage.newcomer('Noa')
  mina = await stage.newcomer('Mina')
})
afterAll(() => stage.stop())

const at = () => `/team?path=${encodeURIComponent(path)}`

test('a lead sees the people of a path by its steps, as a table and as a chart, and whom to speak to first', async () => {
  await stage.assign(path, noa, '2026-11-23', mina)
  await stage.assign(path, mina, '2026-11-23')
  await stage.walk(mina, path, 'one', 'two')
  stage.setClock('2026-11-25T09:00+09:00')
  const page = await textOf((await stage.app.signIn(leo))(at()))
  expect(page).toContain('<table class="matrix">')
  expect(page.match(/class="cell late" role="img" aria-label="늦음"/g)).toHaveLength(1)
  expect(page.match(/class="cell done" role="img" aria-label="마침"/g)).toHaveLength(2)
  expect(page).toContain('<svg class="course"')
  const toSee = page.slice(page.indexOf('id="to-see"'))
  expect(toSee).toContain('‘하나’가 근무일로 1일 늦었어요.')
  expect(toSee).not.toContain(mina.name)
  expect(page).toContain(`/team/${noa.handle}`)
  expect(page).not.toContain('style=')
})

test('in English the same is said in English', async () => {
  await stage.assign(path, noa, '2026-11-23')
  stage.setClock('2026-11-25T09:00+09:00')
  const lead = await stage.newcomer('Lea', 'lead')
  await stage.app.context.accounts.people.updateLang(await stage.app.user(lead), 'en')
  const page = await textOf((await stage.app.signIn(lead))(at()))
  expect(page).toContain('Whom to speak to first')
  expect(page).toContain('“하나” is 1 working day late.')
})

test('the team is filtered by path and by the month of the start', async () => {
  await stage.assign(path, noa, '2026-11-23')
  await stage.assign(path, mina, '2026-12-01')
  const ask = await stage.app.signIn(leo)
  const all = await textOf(ask(at()))
  expect(all).toContain('2026년 12월')
  const december = await textOf(ask(`${at()}&cohort=2026-12`))
  expect([december.includes(`/team/${mina.handle}`), december.includes(`/team/${noa.handle}`)]).toEqual([
    true,
    false,
  ])
  expect((await ask(`${at()}&cohort=soon`)).status).toBe(400)
  expect((await ask('/team?path=paths/none')).status).toBe(404)
  expect((await ask('/team?path=guides/one')).status).toBe(404)
})

test('a member is told kindly that the team is for leads, on the page and by the API', async () => {
  const ask = await stage.app.signIn(noa)
  const answer = await ask('/team')
  expect([answer.status, (await answer.text()).includes('팀 전체가 어떻게 걷는지는 리드만 봐요')]).toEqual([
    403,
    true,
  ])
  for (const address of ['/team.csv', at(), '/api/v1/team', `/api/v1/team?path=${path}`])
    expect([address, (await ask(address)).status]).toEqual([address, 403])
  const api = await (await stage.app.withToken(noa))(`/api/v1/team?path=${path}`)
  expect([api.status, api.headers.get('content-type')]).toEqual([403, 'application/problem+json'])
  const { team } = stage.app.context
  await expect(team.view(await stage.app.user(noa), { path }, 'ko')).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect((await stage.app.anonymous('/team')).status).toBe(303)
  expect(await textOf(ask('/'))).not.toContain('href="/team"')
  expect(await textOf((await stage.app.signIn(leo))('/'))).toContain('href="/team"')
})

test('a person is seen by themselves, by leads and, on that path, by their buddy; by nobody else', async () => {
  const other = await stage.writePath()
  await stage.assign(path, noa, '2026-11-23', mina)
  await stage.assign(other, noa, '2026-11-23')
  const paths = async (person: CastMember) => {
    const answer = await (await stage.app.signIn(person))(`/api/v1/team/${noa.handle}`)
    if (answer.status !== 200) return answer.status
    return ((await answer.json()) as { paths: { path: string }[] }).paths.map((one) => one.path).sort()
  }
  expect(await paths(noa)).toEqual([path, other].sort())
  expect(await paths(leo)).toEqual([path, other].sort())
  expect(await paths(ada)).toEqual([path, other].sort())
  expect(await paths(mina)).toEqual([path])
  const stranger = await stage.newcomer('Else')
  expect(await paths(stranger)).toBe(403)
  const answer = await (await stage.app.signIn(stranger))(`/team/${noa.handle}`)
  expect([answer.status, (await answer.text()).includes('리드와 버디만 봐요')]).toEqual([403, true])
  expect((await (await stage.app.signIn(leo))('/team/nobody-here')).status).toBe(404)
})

test('nobody sees answers or what was left for a task there', async () => {
  await stage.assign(path, noa, '2026-11-23', mina)
  await stage.walk(noa, path, 'one', 'two', 'three')
  for (const person of [leo, mina]) {
    const ask = await stage.app.signIn(person)
    for (const address of [`/team/${noa.handle}`, `/api/v1/team/${noa.handle}`]) {
      const text = await textOf(ask(address))
      expect([address, /공식 문서|자리 사진/.test(text)]).toEqual([address, false])
    }
  }
  const ask = await stage.app.signIn(leo)
  for (const address of [
    at(),
    `/api/v1/team?path=${path}`,
    `/team.csv?path=${path}`,
    `/team/friction?path=${path}`,
  ])
    expect([address, /공식 문서|자리 사진/.test(await textOf(ask(address)))]).toEqual([address, false])
})

test('only leads see the buttons that change assignments; using them starts the dates again', async () => {
  await stage.assign(path, noa, '2026-11-16', mina)
  expect(await textOf((await stage.app.signIn(noa))(`/team/${noa.handle}`))).not.toContain('/again')
  expect(await textOf((await stage.app.signIn(mina))(`/team/${noa.handle}`))).not.toContain('/again')
  const ask = await stage.app.signIn(leo)
  const page = await textOf(ask(`/team/${noa.handle}`))
  const id = /\/assignments\/([\w-]+)\/again/.exec(page)?.[1] ?? ''
  const answer = await post(ask, `/assignments/${id}/again`, { back: `/team/${noa.handle}` })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/team/${noa.handle}?done=again`])
  const { standings } = await stage.app.context.team.person(await stage.app.user(leo), noa.handle, 'ko')
  expect([standings[0]?.given?.start, standings[0]?.given?.buddy?.handle, standings[0]?.pace]).toEqual([
    '2026-11-23',
    mina.handle,
    'well',
  ])
  expect((await post(await stage.app.signIn(mina), `/assignments/${id}/end`)).status).toBe(403)
})

test('the API answers with people by steps, and with the paths there are', async () => {
  await stage.assign(path, noa, '2026-11-23', mina)
  await stage.walk(noa, path, 'one')
  const ask = await stage.app.withToken(leo)
  const one = (await (await ask(`/api/v1/team?path=${path}`)).json()) as Record<string, unknown>
  expect(one).toMatchObject({
    path,
    title: '시작하기',
    joiners: [],
    people: [
      {
        handle: noa.handle,
        name: noa.name,
        start: '2026-11-23',
        buddy: mina.handle,
        status: 'well',
        day: 1,
        done: 1,
        total: 5,
        reasons: [],
      },
    ],
  })
  const [person] = one.people as { steps: unknown[] }[]
  expect(person?.steps).toEqual([
    { id: 'one', status: 'done', due: '2026-11-24', completedAt: '2026-11-23T00:00:00.000Z' },
    { id: 'two', status: 'now', due: '2026-11-25', completedAt: null },
    { id: 'extra', status: 'todo', due: '2026-11-25', completedAt: null },
    { id: 'three', status: 'todo', due: '2026-11-26', completedAt: null },
    { id: 'four', status: 'todo', due: '2026-11-30', completedAt: null },
  ])
  const all = (await (await ask('/api/v1/team')).json()) as { paths: { path: string; people: number }[] }
  expect(all.paths.find((other) => other.path === path)?.people).toBe(1)
  expect((await ask('/api/v1/team?path=paths/none')).status).toBe(404)
  expect((await send(ask, 'GET', `/api/v1/team?path=${path}&path=x`)).status).toBe(400)
})

test('the CSV has a row a person, and no cell that is a formula (abuse 21)', async () => {
  await stage.assign(path, noa, '2026-11-23')
  await stage.app.context.accounts.people.updateProfile(await stage.app.user(noa), {
    name: '=HYPERLINK("x")',
    lang: 'ko',
    theme: 'system',
  })
  const answer = await (await stage.app.signIn(leo))(`/team.csv?path=${path}`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="team.csv"')
  const lines = Buffer.from(await answer.arrayBuffer())
    .toString('utf8')
    .split('\r\n')
  expect(lines[0]).toBe(
    '\uFEFF이름,핸들,길,시작,버디,어떤가요,마친 걸음,모든 걸음,마친 날,까닭,1. 하나,2. 둘,3. 셋,4. 자리 정하기,5. Git 문서',
  )
  expect(lines[1]).toBe(
    `"'=HYPERLINK(""x"")",${noa.handle},시작하기,2026-11-23,,순조로움,0,5,,,지금,남음,남음,남음,남음`,
  )
})

test('a wiki without paths, and a path without people, say what to do', async () => {
  const empty = await openStage()
  const { pages } = empty.app.context
  const lead = await empty.app.user(leo)
  for (const page of [...pages.content.catalog.list('path')]) await pages.remove(lead, { path: page.path })
  try {
    const ask = await empty.app.signIn(leo)
    for (const address of ['/team', '/team/friction']) {
      const answer = await ask(address)
      expect([address, answer.status]).toEqual([address, 200])
      const text = await answer.text()
      expect([address, text.includes('href="/new/path"')]).toEqual([address, true])
    }
    expect(await (await ask('/api/v1/team')).json()).toEqual({ joiners: [], paths: [] })
  } finally {
    await empty.stop()
  }
  const page = await textOf((await stage.app.signIn(leo))(at()))
  expect(page).toContain('아직 걷는 사람이 없어요')
  expect(page).toContain(`href="/assign/${path}"`)
})

test('who walked a path that was renamed, or merged into another, stands on that one', async () => {
  const walker = await stage.newcomer('Old')
  const old = await stage.writePath()
  await stage.walk(walker, old, 'one')
  const seen = async (asked: string) => {
    const view = await stage.app.context.team.view(await stage.app.user(leo), { path: asked }, 'ko')
    return view.team?.people.map(({ person, done }) => [person.handle, done])
  }
  expect(await seen(old)).toEqual([[walker.handle, 1]])
  const lead = await stage.app.user(leo)
  const renamed = `${old}-renamed`
  await stage.writePath(renamed)
  await stage.app.context.pages.remove(lead, { path: old })
  await stage.writeFile('redirects.yml', `${old}: ${renamed}\n`)
  expect(await seen(renamed)).toEqual([[walker.handle, 1]])
  const whole = await stage.writePath(undefined, `merges: [${renamed}]\n`)
  expect(await seen(whole)).toEqual([[walker.handle, 1]])
  await stage.app.context.pages.remove(lead, { path: renamed })
  expect(await seen(whole)).toEqual([[walker.handle, 1]])
})

test("the path's page leads to assigning and to where it is hard: leads, and its owner to the latter", async () => {
  const owner = await stage.newcomer('Owner')
  await stage.writePath(path, `owner: ${owner.handle}\n`)
  const lead = await textOf((await stage.app.signIn(leo))(`/wiki/${path}`))
  expect([lead.includes(`href="/assign/${path}"`), lead.includes('/team/friction?path=')]).toEqual([
    true,
    true,
  ])
  const own = await textOf((await stage.app.signIn(owner))(`/wiki/${path}`))
  expect([own.includes(`href="/assign/${path}"`), own.includes('/team/friction?path=')]).toEqual([
    false,
    true,
  ])
  const member = await textOf((await stage.app.signIn(noa))(`/wiki/${path}`))
  expect(member).not.toContain('/team')
})

test("the path's page shows the dates and the buddy of who was given it", async () => {
  await stage.assign(path, noa, '2026-11-23', mina)
  const page = await textOf((await stage.app.signIn(noa))(`/wiki/${path}`))
  expect(page).toContain('11월 24일까지')
  expect(page).toContain(mina.name)
})

test('looking changes nothing (abuse 51)', async () => {
  await stage.assign(path, noa, '2026-11-16', mina)
  const { kysely } = stage.app.context.database
  const dump = async () => [
    await kysely.selectFrom('assignments').selectAll().execute(),
    await kysely.selectFrom('late_told').selectAll().execute(),
    await kysely.selectFrom('notifications').selectAll().execute(),
  ]
  const before = await dump()
  for (const person of [leo, noa, mina]) {
    const ask = await stage.app.signIn(person)
    for (const address of [
      '/',
      at(),
      `/team/${noa.handle}`,
      `/team/friction?path=${path}`,
      `/assign/${path}`,
      `/wiki/${path}`,
    ])
      await (await ask(address)).text()
  }
  expect(await dump()).toEqual(before)
})
