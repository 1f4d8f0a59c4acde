import { form } from '../app.ts'
import { mina, noa } from '../cast.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.app.stop())

/** Kind, text and count of the gaps whose text has one of these words, in the order of the list. */
async function gapsWith(words: RegExp, query = '') {
  const gaps = await world.gaps(query)
  return gaps.filter(({ text }) => words.test(text)).map(({ kind, text, count }) => [kind, text, count])
}
const guide = (title: string) => ({ title, kind: 'guide' })

test('searches that found nothing, wishes, missing pages and questions are one list, the most wanted first', async () => {
  await world.write('guides/list-1', { ...guide('목록 하나'), owner: 'leo' }, '[[guides/list-none]]\n')
  await world.write('guides/list-2', guide('목록 둘'), '[글](list-none.md) [[목록에 없는 제목]]\n')
  await world.write('guides/list-3', guide('목록 셋'), '[[guides/list-none|곧]]\n')
  await world.search(world.member, '목록 얼룩말')
  await world.wish(world.member, '목록 코끼리')
  await world.wish(world.other, '목록 코끼리')
  const question = { path: 'guides/list-1', lang: 'ko', kind: 'question', text: '목록은 왜 있나요?' }
  await world.member('/feedback', form(question))
  expect(await gapsWith(/목록|list-none/)).toEqual([
    ['missing-page', 'guides/list-none', 3],
    ['wish', '목록 코끼리', 2],
    ['question', '목록은 왜 있나요?', 1],
    ['search', '목록 얼룩말', 1],
    ['missing-page', '목록에 없는 제목', 1],
  ])
  expect(await world.find('guides/list-none')).toMatchObject({ status: 'open', assignee: null, due: null })
  expect((await world.find('guides/list-none'))?.pages).toHaveLength(3)
  expect(await gapsWith(/목록|list-none/, '?kind=wish')).toEqual([['wish', '목록 코끼리', 2]])
})

test('one need in another case or spacing is one gap', async () => {
  await world.wish(world.member, '공작새  기르기')
  await world.wish(world.other, '공작새기르기?')
  await world.search(world.member, 'Peacock Farm')
  await world.search(world.other, 'peacock   farm')
  await world.write('guides/case-1', guide('대소문자 하나'), '[[guides/Peacock-Plan]]\n')
  await world.write('guides/case-2', guide('대소문자 둘'), '[[guides/peacock-plan]]\n')
  const counts = (await gapsWith(/공작새|peacock/i)).map(([kind, , count]) => `${kind} ${count}`)
  expect(counts.sort()).toEqual(['missing-page 2', 'search 2', 'wish 2'])
})

test('whoever asks twice has asked once, and can take it back', async () => {
  await world.wish(world.member, '하마 목욕', '처음에 한 말')
  await world.wish(world.member, '하마  목욕', '다시 한 말')
  const gap = await world.find('하마 목욕')
  expect(gap).toMatchObject({ kind: 'wish', count: 1 })
  const own = await (await world.member(`/gaps/${gap?.id}`)).text()
  expect(own).toContain('다시 한 말')
  expect(own).not.toContain('처음에 한 말')
  expect((await world.other(`/wishes/${gap?.id}/withdraw`, form({}))).status).toBe(404)
  expect((await world.member(`/wishes/${gap?.id}/withdraw`, form({}))).status).toBe(303)
  expect(await world.find('하마 목욕')).toBeUndefined()
})

test('a search counts a person once, only where it found nothing anywhere', async () => {
  for (let time = 0; time < 3; time++) await world.search(world.member, '두루미 사육')
  await world.search(world.member, '두루미 배포', 4)
  await world.search(world.member, 'kind:lesson 두루미')
  await world.search(world.member, '두루미 -날개')
  expect(await gapsWith(/두루미/)).toEqual([['search', '두루미 사육', 1]])
})

test('a search stops to be a gap when somebody finds and opens a page by it', async () => {
  await world.search(world.member, '고니 사육')
  await world.search(world.other, '고니 사육', 3)
  expect(await world.find('고니 사육')).toMatchObject({ count: 1 })
  const opened = { q: '고니 사육', total: '3', opened: 'guides/judge-a-source' }
  expect((await world.other('/search/log', form(opened))).status).toBe(204)
  expect(await world.find('고니 사육')).toBeUndefined()
})

test('wishes of people who have left count for nobody, and they are told nothing', async () => {
  const { standing } = world.app.context.accounts
  await world.wish(world.member, '사자 목욕')
  await world.wish(world.other, '사자 목욕')
  await world.wish(world.other, '사자 이발')
  const before = (await world.told(world.other)).length
  await standing.disable('command', noa.handle)
  expect(await gapsWith(/사자/)).toEqual([['wish', '사자 목욕', 1]])
  await world.write('guides/lion', guide('사자 목욕'))
  await standing.enable('command', noa.handle)
  expect((await world.told(world.member))[0]).toContain('사자 목욕')
  world.other = await world.app.signIn(noa)
  expect(await world.told(world.other)).toHaveLength(before)
})

test('links in drafts are nobody’s gap, and a page that is only a draft is still missing (abuse 49)', async () => {
  const draft = { ...guide('몰래 쓰는 글'), status: 'draft', owner: 'leo' }
  await world.write('guides/hidden', draft, '[[guides/whale-plan]]\n')
  expect(await world.find('guides/whale-plan', '?status=all')).toBeUndefined()
  await world.write('guides/seen', guide('보이는 글'), '[[guides/hidden]]\n')
  expect(await world.find('guides/hidden')).toMatchObject({ kind: 'missing-page', count: 1 })
})

test('the list is for leads, a gap for those whom it concerns', async () => {
  await world.wish(world.member, '나만의 소원')
  const id = (await world.find('나만의 소원'))?.id
  const statuses = (path: string) =>
    Promise.all(
      [world.app.anonymous, world.other, world.member, world.lead].map(
        async (ask) => (await ask(path)).status,
      ),
    )
  expect(await statuses('/gaps')).toEqual([303, 403, 403, 200])
  expect(await statuses('/gaps/searches')).toEqual([303, 403, 403, 200])
  expect(await statuses(`/gaps/${id}`)).toEqual([303, 404, 200, 200])
  expect(await statuses(`/api/v1/gaps/${id}`)).toEqual([401, 404, 200, 200])
  expect(await statuses('/api/v1/gaps')).toEqual([401, 403, 403, 200])
  expect(await (await world.member('/')).text()).not.toContain('href="/gaps"')
  expect(await (await world.lead('/')).text()).toContain('href="/gaps"')
})

test.each([
  ['', '어떤 글을 찾는지 적어 주세요'],
  ['  \u200b ', '어떤 글을 찾는지 적어 주세요'],
  ['가'.repeat(201), '200자까지 적을 수 있어요'],
])('a wish for %j is refused and what was typed is kept', async (query, words) => {
  const before = await world.gaps()
  const answer = await world.member('/wishes', form({ query, note: '꼭 필요해요' }))
  const html = await answer.text()
  expect(answer.status).toBe(400)
  expect(html).toContain(words)
  expect(html).toContain('꼭 필요해요')
  expect(await world.gaps()).toEqual(before)
})

test('what people wish for is shown as they typed it and runs nowhere (abuse 1)', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  await world.wish(world.member, evil, '<script>alert(2)</script>')
  await world.search(world.member, '"><svg onload=alert(3)>')
  const gap = await world.find(evil)
  for (const address of [
    '/gaps',
    `/gaps/${gap?.id}`,
    '/gaps/searches',
    `/search?q=${encodeURIComponent(evil)}`,
  ])
    expect(await (await world.lead(address)).text()).not.toMatch(/<img src=x|<script>alert|<svg onload/)
})

test('a person waits for at most fifty pages', async () => {
  const user = await world.app.user(mina)
  const { gaps } = world.app.context
  const wishAll = async () => {
    for (let number = 0; number <= 50; number++) await gaps.wish(user, { query: `쉰 개의 글 ${number}` })
  }
  await expect(wishAll()).rejects.toThrow('gaps.wish.tooMany')
  await gaps.wish(user, { query: '쉰 개의 글 7', note: '이미 기다리는 것은 돼요' })
  for (const { id } of await gaps.ownWishes(user)) await gaps.withdraw(user, id)
})
