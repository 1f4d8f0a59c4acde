import { splitHtml, withoutIds } from '../../src/markdown/html-blocks.ts'
import { renderMarkdown } from '../../src/markdown/render.ts'
import type { SafeHtml } from '../../src/markdown/safe-html.ts'

const html = (text: string) => text as SafeHtml
const render = (body: string) =>
  renderMarkdown(body, { lang: 'en', path: 'x/y', resolve: () => undefined }).html

test('rendered pages are cut between their outermost elements', () => {
  expect(splitHtml(html('<p>a<br />b</p>\n<hr />\n<ul><li><p>c</p></li></ul>'))).toEqual([
    '<p>a<br />b</p>',
    '<hr />',
    '<ul><li><p>c</p></li></ul>',
  ])
  const body =
    '# One\n\nText[^1] with `a > b` and ![p](http://x.example/p.png).\n\n```js\nlet a = "<p>"\n```\n\n> [!NOTE]\n> note\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] task\n\n[^1]: Foot\n'
  const blocks = splitHtml(render(body))
  expect(blocks.length).toBeGreaterThanOrEqual(7)
  expect(blocks.join('').replace(/\s+/g, '')).toBe(render(body).replace(/\s+/g, ''))
})

test('HTML that does not balance stays in one piece', () => {
  for (const odd of ['<p>a', 'a</p><p>b', '<div><p></div></p></div>'])
    expect(splitHtml(html(odd))).toEqual([odd])
})

test('text around elements is kept', () => {
  expect(splitHtml(html('before <b>x</b> after'))).toEqual(['before <b>x</b>', 'after'])
  expect(splitHtml(html(''))).toEqual([])
})

test('ids are taken out of tags and not out of text', () => {
  expect(withoutIds(html('<h2 id="a" class="b">say id="a"</h2>'))).toBe('<h2 class="b">say id="a"</h2>')
})
