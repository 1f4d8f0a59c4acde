import { takeRedirects } from '../../src/pages/redirects.ts'
import { createWorld, PATH, writePath, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await writePath(world)
  await world.write('guides/one', page(words))
})
afterEach(() => world.close())

/** A hundred words, so that one is one per cent. */
const words = Array.from({ length: 100 }, (_, index) => `낱말${index}`)
const page = (body: readonly string[], more = '') =>
  `---\ntitle: 하나\nlang: ko\n${more}---\n\n${body.join(' ')}\n`
const withChanged = (count: number, from = 0, kind = '바뀐') =>
  words.map((word, index) => (index >= from && index < from + count ? `${kind}${index}` : word))
const read = () => world.learning.completeStep(world.member, PATH, 'read')
const status = async () => (await world.learning.getWalk(world.member, PATH, 'ko')).steps[0]?.status

test('a small correction asks nobody', async () => {
  await read()
  await world.write('guides/one', page(withChanged(3)))
  expect(await status()).toBe('done')
})

test('a change of more than a fifth of the words asks again', async () => {
  await read()
  await world.write('guides/one', page(withChanged(30)))
  expect(await status()).toBe('changed')
  await read()
  expect(await status()).toBe('done')
})

test('small corrections count in sum, from the revision that was read', async () => {
  await read()
  for (const from of [0, 10, 20]) {
    expect(await status()).toBe('done')
    await world.write(
      'guides/one',
      page(words.map((word, index) => (index < from + 10 ? `바뀐${index}` : word))),
    )
  }
  expect(await status()).toBe('changed')
})

test('what was changed and changed back asks nobody', async () => {
  await read()
  await world.write('guides/one', page(withChanged(60)))
  await world.write('guides/one', page(words))
  expect(await status()).toBe('done')
})

test('an author who says that readers should look again is believed, however small the change', async () => {
  await read()
  await world.write('guides/one', page(withChanged(1)), undefined, { 'Look-again': 'yes' })
  expect(await status()).toBe('changed')
  await world.write('guides/one', page(withChanged(2)))
  expect(await status()).toBe('changed')
  await read()
  await world.write('guides/one', page(withChanged(3)))
  expect(await status()).toBe('done')
})

test('a page says for itself how much may change, before its path, before the default', async () => {
  await read()
  const path = await source(PATH)
  await world.write(PATH, path.replace('kind: path\n', 'kind: path\nlookAgainAbove: 2\n'))
  await world.write('guides/one', page(withChanged(5)))
  expect(await status()).toBe('changed')
  await world.write('guides/one', page(withChanged(5), 'lookAgainAbove: 50\n'))
  expect(await status()).toBe('done')
})

test('what only the wiki reads (owner, review, a moved paragraph of nothing) asks nobody', async () => {
  await read()
  await world.write('guides/one', page(words, 'owner: leo\nreviewed: 2026-11-20\ntags: [a, b]\n'))
  expect(await status()).toBe('done')
})

test('a lesson’s own lines count as its text', async () => {
  await world.write(
    'guides/one',
    `---\ntitle: 하나\nlang: ko\nlesson: {when: 부탁이 올 때, do: [글로 답한다]}\n---\n\n본문\n`,
  )
  await read()
  await world.write(
    'guides/one',
    `---\ntitle: 하나\nlang: ko\nlesson: {when: 부탁이 올 때, do: [전화로 거절한다]}\n---\n\n본문\n`,
  )
  expect(await status()).toBe('changed')
})

test('a page that was renamed is still the one that was read, and its later changes are found', async () => {
  await read()
  await world.write('guides/uno', page(words))
  await world.pages.remove(world.lead, { path: 'guides/one' })
  takeRedirects(world.pages.content, 'guides/one: guides/uno\n')
  expect(await status()).toBe('done')
  await world.write('guides/uno', page(withChanged(4)))
  expect(await status()).toBe('done')
  await world.write('guides/uno', page(withChanged(40)))
  expect(await status()).toBe('changed')
})

test('a step that was given another page asks to read that one', async () => {
  await read()
  const path = await source(PATH)
  await world.write(PATH, path.replace('page: guides/one', 'page: guides/three'))
  expect(await status()).toBe('changed')
})

async function source(path: string): Promise<string> {
  return (await world.pages.readSource(world.pages.get(world.lead, path).original)).toString()
}
