import { renderMarkdown } from '../../src/markdown/render.ts'
import { compareRendered } from '../../src/pages/rendered-diff.ts'

const render = (markdown: string) =>
  renderMarkdown(markdown, { lang: 'ko', path: 'guides/one', resolve: () => undefined }).html
const compare = (before: string, after: string) =>
  compareRendered(render(before), render(after), { added: '더해짐', removed: '빠짐' })

test('words that come and go are marked within a block that stays', () => {
  expect(compare('금요일에는 배포를 하지 말아요.', '금요일 오후에는 배포를 하지 말아요.')).toBe(
    '<p><del>금요일에는</del><ins>금요일 오후에는</ins> 배포를 하지 말아요.</p>',
  )
  expect(compare('We *always* roll back first.', 'We *always* roll back first, then look.')).toBe(
    '<p>We <em>always</em> roll back first<ins>, then look</ins>.</p>',
  )
  const list = compare('- one thing here\n- another thing', '- one thing there\n- another thing')
  expect(list.replace(/\s*\n\s*/g, '')).toBe(
    '<ul><li>one thing <del>here</del><ins>there</ins></li><li>another thing</li></ul>',
  )
})

test('what has little in common, code, tables and other links are shown whole', () => {
  for (const [before, after] of [
    ['하나의 이야기예요.', '전혀 다른 말을 적었어요.'],
    ['```\nnpm ci\n```', '```\nnpm install\n```'],
    ['| a | b |\n|---|---|\n| one | two |', '| a | b |\n|---|---|\n| one | three |'],
    ['Read [the docs](https://a.example/) first.', 'Read [the docs](https://b.example/) first.'],
    ['- one thing\n- two things\n- three things', '- one thing\n- three things'],
  ] as const) {
    const shown = compare(before, after)
    expect([shown, shown.includes('marked gone'), shown.includes('marked come')]).toEqual([shown, true, true])
    expect(shown).not.toMatch(/<(?:ins|del)>/)
  }
})

test('a block that changed keeps its place among blocks that come and go', () => {
  const shown = compare(
    'A paragraph that goes away.\n\nThe deploy takes ten minutes today.\n\nThe end.',
    'The deploy takes five minutes today.\n\nSomething wholly new came in.\n\nThe end.',
  )
  expect(shown.indexOf('goes away')).toBeLessThan(shown.indexOf('<del>ten</del><ins>five</ins>'))
  expect(shown.indexOf('<del>ten')).toBeLessThan(shown.indexOf('wholly new'))
  expect(shown.match(/marked (?:gone|come)/g)).toEqual(['marked gone', 'marked come'])
})

test('the marks never break what is safe: text that looks like a tag stays text', () => {
  const shown = compare('Write `<b>` and a < b here.', 'Write `<i>` and a < b here.')
  expect(shown).not.toMatch(/<[bi]>/)
  expect(shown.match(/<(\w+)/g)?.length).toBe(shown.match(/<\/(\w+)/g)?.length)
})
