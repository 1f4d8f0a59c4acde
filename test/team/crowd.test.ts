import { startApp, type TestApp } from '../app.ts'
import { leo } from '../cast.ts'
import { crowdHandle, crowdPath, doneBy, gatherCrowd, PATHS, PEOPLE } from './crowd.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ people: [leo], now: () => new Date('2026-11-24T09:00+09:00') })
  await gatherCrowd(app.context, await app.user(leo))
})
afterAll(() => app.stop())

test('200 people on 30 paths: each stands where they are, on every path', async () => {
  const { team } = app.context
  const lead = await app.user(leo)
  for (const path of [0, 7, PATHS - 1]) {
    const view = await team.view(lead, { path: crowdPath(path) }, 'ko')
    const people = view.team?.people ?? []
    expect(people).toHaveLength(PEOPLE)
    const wrong = people.filter(({ person, done }) => {
      const number = Number(person.handle.slice(-3))
      return person.handle !== crowdHandle(number) || done !== doneBy(number, path)
    })
    expect(wrong).toEqual([])
    const finished = people.filter(({ pace }) => pace === 'finished').length
    expect(finished).toBe(
      Array.from({ length: PEOPLE }, (_one, person) => doneBy(person, path)).filter((done) => done === 4)
        .length,
    )
    expect(
      view.choices.filter(({ path: one }) => one.startsWith('paths/crowd-')).map((one) => one.people),
    ).toEqual(Array.from({ length: PATHS }, () => PEOPLE))
  }
})

test('the API answers for the path with most people where none is named', async () => {
  const ask = await app.withToken(leo)
  const body = (await (await ask('/api/v1/team')).json()) as {
    path: string
    people: unknown[]
    paths: unknown[]
  }
  expect([body.people.length, body.paths.length >= PATHS]).toEqual([PEOPLE, true])
})

test('the page shows all of them, and draws no more lines than can be told apart', async () => {
  const page = await (await (await app.signIn(leo))(`/team?path=${crowdPath(3)}`)).text()
  expect(page.match(/<th scope="row">/g)).toHaveLength(PEOPLE)
  const chart = page.slice(page.indexOf('<svg class="course"'))
  expect((chart.match(/<path class="(late|well)" d="M/g) ?? []).length).toBeLessThanOrEqual(40)
})
