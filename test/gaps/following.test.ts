import { form } from '../app.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.app.stop())

const editorFields = { kind: 'guide', lang: 'ko', body: '이렇게 씻겨요.' }

const withWord = async (word: string, query = '') =>
  (await world.gaps(query)).filter(({ text }) => text.includes(word))
const newsOf = async (word: string, who = world.member) =>
  (await world.told(who)).filter((text) => text.includes(word))

test('a page begun from a gap closes it when it is published, and tells those who asked', async () => {
  await world.wish(world.member, '코끼리를 어떻게 씻기나요')
  await world.wish(world.lead, '코끼리를 어떻게 씻기나요')
  const id = (await world.find('코끼리를 어떻게 씻기나요'))?.id ?? ''
  const list = await (await world.lead('/gaps')).text()
  const href = /href="(\/new\/guide\?title=[^"]+)"/.exec(list)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const editor = await (await world.lead(href)).text()
  expect(editor).toContain('코끼리를 어떻게 씻기나요')
  expect(editor).toContain(`name="closes" value="gap/${id}"`)
  const fields = { ...editorFields, title: '덩치 큰 동물 돌보기', path: 'guides/big', closes: `gap/${id}` }
  expect((await world.lead('/new/guide', form(fields))).status).toBe(303)
  expect(await world.find('코끼리를 어떻게 씻기나요')).toBeUndefined()
  expect(await world.find('코끼리를 어떻게 씻기나요', '?status=closed')).toMatchObject({ page: 'guides/big' })
  expect(await newsOf('코끼리')).toEqual([
    '기다리던 ‘코끼리를 어떻게 씻기나요’ 글이 나왔어요: 덩치 큰 동물 돌보기',
  ])
})

test('a draft closes nothing until it is published', async () => {
  await world.wish(world.member, '하마를 어떻게 씻기나요')
  const id = (await world.find('하마를 어떻게 씻기나요'))?.id ?? ''
  const fields = {
    ...editorFields,
    title: '물에 사는 동물',
    path: 'guides/hippo',
    closes: `gap/${id}`,
    status: 'draft',
  }
  expect((await world.lead('/new/guide', form(fields))).status).toBe(303)
  expect(await world.find('하마를 어떻게 씻기나요')).toMatchObject({ status: 'taken', assignee: 'leo' })
  expect(await newsOf('하마')).toEqual([])
  await world.write('guides/hippo', { title: '물에 사는 동물', kind: 'guide' })
  expect(await world.find('하마를 어떻게 씻기나요')).toBeUndefined()
  expect(await newsOf('하마')).toHaveLength(1)
})

test('a link that led nowhere is closed when its page is there, and open again when it is gone', async () => {
  await world.write(
    'guides/one',
    { title: '하나', kind: 'guide', owner: 'mina' },
    '[[guides/two]] [[셋째 글]]\n',
  )
  expect(await world.gaps('?kind=missing-page')).toHaveLength(2)
  await world.write('guides/two', { title: '둘', kind: 'guide', owner: 'leo' })
  await world.write('guides/three', { title: '셋째 글', kind: 'guide', owner: 'leo' })
  expect(await world.gaps('?kind=missing-page')).toEqual([])
  expect(
    (await world.gaps('?kind=missing-page&status=closed')).map(({ text, page }) => [text, page]).sort(),
  ).toEqual([
    ['guides/two', 'guides/two'],
    ['셋째 글', 'guides/three'],
  ])
  expect(await newsOf('가리키던')).toEqual([
    '내 글이 가리키던 글이 나왔어요: 셋째 글',
    '내 글이 가리키던 글이 나왔어요: 둘',
  ])
  await world.leadApi('/api/v1/pages/guides/two', { method: 'DELETE', headers: { 'if-match': '*' } })
  expect(await world.find('guides/two')).toMatchObject({ status: 'open', count: 1 })
})

test.each([
  ['기린 목욕', '기린', { title: '기린을 목욕시키는 법' }, true],
  ['사자목욕', '사자', { title: '사자 목욕' }, true],
  ['bathing otters', 'otter', { title: 'How to bathe an otter', lang: 'en' }, true],
  ['여우 목욕', '여우', { title: '여우에 대해', summary: '여우의 목욕에 대해' }, true],
  ['늑대 목욕', '늑대', { title: '늑대 먹이' }, false],
  ['토끼 목욕', '토끼', { title: '농장 안내' }, false],
  ['사슴 목욕', '사슴', { title: '사슴을 목욕시키는 법', status: 'draft' }, false],
])('a wish for %s, %s, and a new page %j: answered is %s', async (text, word, frontMatter, answered) => {
  await world.wish(world.member, text)
  await world.search(world.other, text)
  const body = `${word}도 목욕을 하나요? Every ${word} bathes.\n`
  await world.write(`guides/${word}`, { kind: 'guide', ...frontMatter }, body)
  expect(await withWord(word)).toHaveLength(answered ? 0 : 2)
  expect(await newsOf(word)).toHaveLength(answered ? 1 : 0)
  expect(await newsOf(word, world.other)).toEqual([])
})

test('an edit answers what was searched for in vain, but no wish: who wished had seen the page', async () => {
  await world.write('guides/zoo', { title: '동물원', kind: 'guide' })
  await world.wish(world.member, '펭귄 산책')
  await world.search(world.other, '펭귄 산책')
  await world.write('guides/zoo', { title: '동물원의 펭귄 산책', kind: 'guide' })
  expect((await withWord('펭귄')).map(({ kind }) => kind)).toEqual(['wish'])
})

test('a page that a search would not put first answers nothing', async () => {
  await world.write('guides/seal', { title: '물개 묘기', kind: 'guide' })
  await world.wish(world.member, '물개 묘기')
  await world.write('guides/sea', { title: '바다의 모든 일', kind: 'guide', tags: '[물개, 묘기]' })
  expect(await world.find('물개 묘기')).toMatchObject({ status: 'open' })
})

test('many pages at once, as an import makes them, close nothing by their words', async () => {
  await world.wish(world.member, '앵무새 노래')
  const { repository, pages } = world.app.context
  const changes = Array.from({ length: 60 }, (_, at) => ({
    path: `notes/imported-${at}.md`,
    content: Buffer.from(`---\ntitle: 앵무새 노래 ${at}\nkind: note\nlang: ko\n---\n\n노래\n`),
  }))
  const author = { name: 'Import', email: 'import@team.example' }
  await pages.content.commit(author, () => Promise.resolve({ files: changes, message: 'Import' }))
  expect(await repository.head()).toBe(pages.content.head())
  expect(await world.find('앵무새 노래')).toMatchObject({ status: 'open' })
})
