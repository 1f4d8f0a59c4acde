import { expectServing, page, startOutside, type Outside } from './outside.ts'

let outside: Outside

beforeEach(async () => {
  outside = await startOutside()
})

afterEach(() => outside.app.stop())

const status = async (path: string) => (await outside.lead(path)).status
const beside = () => `100644 blob ${outside.blob(page('곁에 있는 글'))}\tbeside.md`

test('symbolic links and submodules are no pages, and the rest is served (F9)', async () => {
  const { blob, commit, push } = outside
  await push([
    beside(),
    `120000 blob ${blob('../lessons/read-the-official-docs-first.md')}\tlink.md`,
    `160000 commit ${commit}\tmodule.md`,
  ])
  expect(await status('/wiki/odd/link')).toBe(404)
  expect(await status('/wiki/odd/module')).toBe(404)
  await expectServing(outside, 'odd/beside')
})

test('a page that is replaced by a link is gone, and comes back with its text', async () => {
  const { blob, push } = outside
  const entry = `100644 blob ${blob(page('먼저'))}\tturned.md`
  await push([beside(), entry])
  expect(await status('/wiki/odd/turned')).toBe(200)
  await push([beside(), `120000 blob ${blob('beside.md')}\tturned.md`])
  expect(await status('/wiki/odd/turned')).toBe(404)
  await push([beside(), entry])
  expect(await status('/wiki/odd/turned')).toBe(200)
  await expectServing(outside, 'odd/beside')
})

test('text that is not UTF-8 is shown with its fault, and a name that is not is no page', async () => {
  const { blob, push } = outside
  const name = Buffer.concat([
    Buffer.from(`100644 blob ${blob(page('이름'))}\t`),
    Buffer.from('caf\xe9.md', 'latin1'),
  ])
  await push([beside(), `100644 blob ${blob(Buffer.from('# caf\xe9\n', 'latin1'))}\tlatin.md`, name])
  expect(await (await outside.lead('/wiki/odd/latin')).text()).toContain('UTF-8')
  await expectServing(outside, 'odd/beside')
})

test('of twins in composition the composed one is the page; twins in case are both served', async () => {
  const { blob, push } = outside
  const name = '등대'
  await push([
    beside(),
    `100644 blob ${blob(page('대문자'))}\tTwin.md`,
    `100644 blob ${blob(page('소문자'))}\ttwin.md`,
    `100644 blob ${blob(page('풀어쓴 글'))}\t${name.normalize('NFD')}.md`,
    `100644 blob ${blob(page('모아쓴 글'))}\t${name}.md`,
  ])
  expect(await (await outside.lead('/wiki/odd/Twin')).text()).toContain('대문자')
  expect(await (await outside.lead('/wiki/odd/twin')).text()).toContain('소문자')
  expect(await (await outside.lead(`/wiki/odd/${encodeURIComponent(name)}`)).text()).toContain('모아쓴 글')
  await expectServing(outside, 'odd/beside')
})

test('a page that is marked as executable is a page', async () => {
  const { blob, push } = outside
  await push([beside(), `100755 blob ${blob(page('돌아가는 글'))}\tscript.md`])
  expect(await status('/wiki/odd/script')).toBe(200)
  await expectServing(outside, 'odd/beside')
})

test('a file of more than 4 MB is named with its fault, neither rendered nor searched, and served raw', async () => {
  const { blob, push, lead } = outside
  const text = page('큰 글', '가나다라 마바사 '.repeat(250_000))
  await push([beside(), `100644 blob ${blob(text)}\tlarge.md`])
  const shown = await (await lead('/wiki/odd/large')).text()
  expect(shown).toContain('4 MB')
  expect(shown.length).toBeLessThan(100_000)
  expect(await (await lead('/wiki/odd/large.md')).text()).toBe(text)
  await expectServing(outside, 'odd/beside')
})
