import { leo, mina, noa } from '../cast.ts'
import { PAGE, sourceOf, startWorld, withLine, type World } from './world.ts'

const FILE = `${PAGE}.md`
const words = { added: '+', removed: '-' }
let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.app.stop())

const ops = () => world.app.context.proposals
const threadsOf = async (number: number) => {
  const lead = await world.app.user(leo)
  const proposal = await ops().get(lead, number)
  const { threads } = await ops().describe(lead, proposal, await ops().remarks(proposal), { words })
  return threads
}
const revise = async (number: number, source: string) => {
  const author = await world.app.user(mina)
  const { file, base } = await ops().readFile(author, number, undefined)
  await ops().revise(author, number, { file, base, source })
}

test('a remark on a line moves with it, and is outdated once the line is changed; it is kept either way', async () => {
  const { app, propose } = world
  const lead = await app.user(leo)
  const made = await propose(mina, withLine(1, '밧줄은 셋이 잡아요.'))
  const at = { file: FILE, side: 'new' as const, line: 10 }
  const id = await ops().remark(lead, made.number, { text: '왜 셋이요?', line: at })
  await ops().remark(await app.user(noa), made.number, { text: '바람 때문이에요', thread: id })
  expect(await threadsOf(made.number)).toMatchObject([
    { place: at, outdated: false, root: { anchor: { quote: '밧줄은 셋이 잡아요.' } } },
  ])

  await revise(
    made.number,
    sourceOf([
      '앞에 하나 더.',
      '배를 대기 전에 바람을 봐요.',
      '밧줄은 셋이 잡아요.',
      '마지막으로 등을 켜요.',
    ]),
  )
  expect(await threadsOf(made.number)).toMatchObject([{ place: { line: 12 }, outdated: false }])

  await revise(made.number, withLine(1, '밧줄은 넷이 잡아요.'))
  const [thread] = await threadsOf(made.number)
  expect(thread).toMatchObject({ place: undefined, outdated: true, root: { text: '왜 셋이요?' } })
  expect(thread?.replies.map(({ text }) => text)).toEqual(['바람 때문이에요'])
  const html = await (await (await app.signIn(leo))(`/proposals/${made.number}`)).text()
  expect(html).toContain('그 뒤로 바뀐 줄이에요')
  expect(html).toContain('밧줄은 셋이 잡아요.')
})

test('a remark on a line that the proposal removes stands at the side before', async () => {
  const { app, propose } = world
  const made = await propose(mina, withLine(1, '전혀 다른 줄'))
  const at = { file: FILE, side: 'old' as const, line: 10 }
  await ops().remark(await app.user(leo), made.number, { text: '이 줄은 두어요', line: at })
  expect(await threadsOf(made.number)).toMatchObject([
    { place: at, root: { anchor: { quote: '밧줄은 두 사람이 잡아요.' } } },
  ])
})

test('a remark that was begun before the proposal moved is not put at another line', async () => {
  const { app, propose } = world
  const lead = await app.user(leo)
  const made = await propose(mina, withLine(1, '하나'))
  const revision = made.files[0]?.after
  await revise(made.number, withLine(1, '둘'))
  const late = ops().remark(lead, made.number, {
    text: '늦은 말',
    line: { file: FILE, side: 'new', line: 10, revision },
  })
  await expect(late).rejects.toMatchObject({ key: 'proposals.moved' })
})

test('it is settled by who made it, by the proposal’s author or a lead, and can be opened again', async () => {
  const { app, propose } = world
  const [author, lead, other] = [await app.user(mina), await app.user(leo), await app.user(noa)]
  const made = await propose(mina, withLine(1, '해결할 글'))
  const id = await ops().remark(lead, made.number, { text: '여기요' })
  await expect(ops().settle(other, made.number, id, true)).rejects.toMatchObject({ code: 'forbidden' })
  await ops().settle(author, made.number, id, true)
  expect((await threadsOf(made.number))[0]?.root.settledAt).toBeDefined()
  await ops().settle(lead, made.number, id, false)
  expect((await threadsOf(made.number))[0]?.root.settledAt).toBeUndefined()
  await expect(ops().settle(lead, made.number, 'none', true)).rejects.toMatchObject({ code: 'not-found' })
})

test('empty and endless remarks are refused', async () => {
  const { app, propose } = world
  const made = await propose(mina, withLine(1, '빈 말'))
  const say = async (text: string, thread?: string) =>
    ops().remark(await app.user(noa), made.number, { text, thread })
  await expect(say('  \n')).rejects.toMatchObject({ key: 'proposals.remark.empty' })
  await expect(say('가'.repeat(4_001))).rejects.toMatchObject({ key: 'proposals.remark.long' })
  await expect(say('답', 'no-such-thread')).rejects.toMatchObject({ code: 'not-found' })
})
