import type { Lang } from '../../src/user.ts'
import { createWorld, page, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await createWorld()
})
afterEach(() => world.close())

const english = (title: string, body = 'Text.', frontMatter = '') =>
  `---\ntitle: ${title}\nlang: en\n${frontMatter}---\n\n${body}\n`
const behind = (path = 'guides/one', lang: Lang = 'en') => {
  const found = world.pages.get(world.lead, path)
  const translation = found.variants.get(lang)
  if (!translation) throw new Error('no translation')
  return world.upkeep.translations.behind(found, translation)
}
const keep = (user = world.lead, more = {}) =>
  world.upkeep.translations.keepInStep(user, 'guides/one', { lang: 'en', ...more })
const WORDS = { added: 'Added', removed: 'Removed' }

/** Original and translation, in two commits of one moment, as a clock that stands still would date them. */
async function writeBoth(frontMatter = ''): Promise<void> {
  await world.write('guides/one', page('하나', frontMatter))
  await world.write('guides/one', english('One'), 'en')
}

test('a translation is behind once the text of its original has changed, by commits and not by clocks', async () => {
  await writeBoth()
  expect(await behind()).toBeUndefined()
  await world.write('guides/one', page('하나', '', '고친 본문'))
  world.clock = new Date('2020-01-01T00:00:00.000Z')
  await world.write('guides/one', page('하나', '', '또 고친 본문'))
  expect(await behind()).toMatchObject({ changes: 2 })
  await world.write('guides/one', english('One', 'New text.'), 'en')
  expect(await behind()).toBeUndefined()
})

test('verifying, handing over and mending a source leave it in step, and do not bring it into step', async () => {
  await writeBoth('owner: mina\nsources: [{tier: other, title: t, url: "https://a.example/"}]\n')
  await world.upkeep.verification.verify(world.lead, { path: 'guides/one', verdict: 'still-true' })
  await world.upkeep.sources.replace(world.lead, 'https://a.example/', 'https://b.example/')
  expect(await behind()).toBeUndefined()
  const now = await world.read('guides/one.md')
  await world.write('guides/one', now.replace('본문이에요', '고친 본문이에요'))
  world.day('2026-11-25')
  await world.upkeep.verification.verify(world.lead, { path: 'guides/one', verdict: 'still-true' })
  await world.upkeep.owners.handOver(world.lead, { from: 'mina', to: 'noa' })
  expect(await behind()).toMatchObject({ changes: 1 })
})

test('one commit on both keeps them in step', async () => {
  await writeBoth()
  const files = [
    { path: 'guides/one.md', content: Buffer.from(page('하나', '', '새 본문')) },
    { path: 'guides/one.en.md', content: Buffer.from(english('One', 'New text')) },
  ]
  await world.pages.content.commit({ name: 'x', email: 'x@x' }, () =>
    Promise.resolve({ files, message: 'both' }),
  )
  expect(await behind()).toBeUndefined()
})

test('what changed and changed back is not behind', async () => {
  await writeBoth()
  await world.write('guides/one', page('하나', '', '고친 본문'))
  expect(await behind()).toBeDefined()
  await world.write('guides/one', page('하나'))
  expect(await behind()).toBeUndefined()
})

test('still in step is a commit that notes the revision, until the original changes again', async () => {
  await writeBoth('owner: mina\n')
  const revision = await world.write('guides/one', page('하나', 'owner: mina\n', '오타를 고친 본문'))
  await expect(keep(world.other)).rejects.toMatchObject({ code: 'forbidden' })
  await keep(world.member, { revision })
  expect(await world.read('guides/one.en.md')).toBe(english('One', 'Text.', `translationOf: ${revision}\n`))
  expect([...world.pages.content.history.recent()][0]).toMatchObject({
    subject: 'Still in step: One',
    body: `Translation-Of: ${revision}`,
  })
  expect(await behind()).toBeUndefined()
  await world.upkeep.verification.verify(world.lead, { path: 'guides/one', verdict: 'still-true' })
  expect(await behind()).toBeUndefined()
  await world.write('guides/one', page('하나', 'owner: mina\n', '크게 고친 본문'))
  expect(await behind()).toMatchObject({ changes: 1 })
  await expect(keep(world.lead, { revision })).rejects.toMatchObject({ code: 'precondition-failed' })
})

test('a page without a translation, and the original itself, cannot be in step', async () => {
  await world.write('guides/one', page('하나'))
  await expect(keep()).rejects.toMatchObject({ key: 'upkeep.translation.missing' })
  await expect(keep(world.lead, { lang: 'ko' })).rejects.toMatchObject({ key: 'upkeep.translation.missing' })
  await expect(world.upkeep.translations.keepInStep(world.lead, 'guides/none', {})).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('side by side: what came and went in the original is marked, and the translation stands beside it', async () => {
  await world.write('guides/one', page('하나', '', '첫 문단\n\n둘째 문단'))
  await world.write('guides/one', english('One', 'First\n\nSecond <script>alert(1)</script>'), 'en')
  await world.write('guides/one', page('하나', '', '첫 문단\n\n고친 둘째 문단\n\n셋째 문단'))
  const side = await world.upkeep.translations.compare(world.other, 'guides/one', 'en', WORDS)
  expect(side.behind).toMatchObject({ changes: 1 })
  expect(side.originalHtml).toMatch(/<p>첫 문단<\/p>\s*<p><ins>고친 <\/ins>둘째 문단<\/p>/)
  expect(side.originalHtml).toContain('<p>셋째 문단</p>')
  expect(side.translationHtml).toContain('First')
  expect(side.translationHtml).not.toContain('<script')
  expect([side.isChanged, side.mayKeepInStep]).toEqual([true, false])
  expect(side.rows.filter(({ kind }) => kind === 'added').length).toBeGreaterThan(1)
})

test('the list of what to translate: what is read most first, missing or behind', async () => {
  await writeBoth()
  await world.write('guides/one', page('하나', '', '고친 본문'))
  await world.write('guides/two', page('둘'))
  await world.write('guides/three', page('셋'))
  await world.write('guides/done', page('넷'))
  await world.write('guides/done', english('Four'), 'en')
  await world.write('guides/draft', page('초안', 'status: draft\n'))
  await world.write('templates/guide', page('틀'))
  world.reads.set('guides/two', 3)
  const rows = await world.upkeep.translations.toTranslate(world.lead, 'ko')
  expect(rows.map(({ path, kind, to, changes, reads }) => [path, kind, to, changes, reads])).toEqual([
    ['guides/two', 'missing', 'en', 0, 3],
    ['guides/one', 'behind', 'en', 1, 0],
    ['guides/three', 'missing', 'en', 0, 0],
  ])
  await expect(world.upkeep.translations.toTranslate(world.member, 'ko')).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a translation whose front matter is broken is shown and not rewritten', async () => {
  await writeBoth()
  await world.write('guides/one', page('하나', '', '고친 본문'))
  const broken = '---\ntitle: [\n---\nText\n'
  await world.pages.content.commit({ name: 'x', email: 'x@x' }, () =>
    Promise.resolve({ files: [{ path: 'guides/one.en.md', content: Buffer.from(broken) }], message: 'push' }),
  )
  await expect(keep()).rejects.toMatchObject({ code: 'invalid' })
  expect(await world.read('guides/one.en.md')).toBe(broken)
  expect(
    (await world.upkeep.translations.compare(world.lead, 'guides/one', 'en', WORDS)).translationHtml,
  ).toContain('Text')
})
