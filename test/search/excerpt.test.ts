import { shownText } from '../../src/search/document-text.ts'
import { findPassage } from '../../src/search/passage.ts'
import { plainLine, sectionsOf } from '../../src/search/plain-text.ts'

const shown = (body: string, terms: string[], headings: string[] = []): string => {
  const fields = { title: '', summary: '', tags: [], headings, body }
  const { segments } = findPassage(shownText(fields), new Map(terms.map((term) => [term, 1])))
  return segments.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')
}

test('words are marked through an ending, in a compound and by their stem', () => {
  expect(shown('자동배포가 끝나면 배포를 멈춘다', ['배포'])).toBe('자동[배포]가 끝나면 [배포]를 멈춘다')
  expect(shown('이전 판으로 되돌립니다', ['되돌리'])).toBe('이전 판으로 [되돌립니다]')
  expect(shown('Rolling back is rolled back', ['roll'])).toBe('[Rolling] back is [rolled] back')
})

test('Markdown leaves no marks', () => {
  expect(plainLine('- [ ] **굵게** and [a link](http://x.test "t"), [[lessons/a|이름]], `code` ~~no~~')).toBe(
    '굵게 and a link, 이름, code no',
  )
  expect(shown('> [!NOTE]\n> 알아 두기\n\n```sh\nkubectl get\n```', ['알'])).toBe('알아 두기 kubectl get')
})

test('the best passage is where most of the words stand together, under its heading', () => {
  const filler = 'Nothing of note happens in this sentence. '.repeat(12)
  const body = `# Top\n\nroll once. ${filler}\n\n## Undo\n\nTo roll back the deployment, run this.`
  const fields = { title: '', summary: '', tags: [], headings: ['Top', 'Undo'], body }
  const passage = findPassage(
    shownText(fields),
    new Map([
      ['roll', 2],
      ['back', 1],
      ['deploy', 2],
    ]),
  )
  expect(passage.heading).toBe(1)
  expect(passage.segments.map(({ text }) => text).join('')).toBe('To roll back the deployment, run this.')
})

test('a passage is about two lines, cut at words', () => {
  const text = shown('word '.repeat(300) + 'needle ' + 'word '.repeat(300), ['needl'])
  expect(text.length).toBeLessThan(180)
  expect(text).toMatch(/^…word.*\[needle\].*word…$/)
})

test('without a match the summary or the beginning is shown', () => {
  expect(shown('# 제목\n\n첫 문단이다.', ['없다'], ['제목'])).toBe('첫 문단이다.')
})

test('a heading inside a code fence is none', () => {
  expect(sectionsOf('```\n# no\n```\n# yes\ntext', ['no', 'yes'])).toEqual([
    { heading: -1, text: '# no' },
    { heading: 1, text: 'text' },
  ])
})
