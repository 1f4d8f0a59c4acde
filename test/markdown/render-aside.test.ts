import { renderAside } from '../../src/markdown/render-aside.ts'
import { outline } from '../../src/markdown/outline.ts'
import { renderMarkdown, type RenderOptions } from '../../src/markdown/render.ts'

const titles = new Map([
  ['guides/one', '첫 안내'],
  ['guides/two', '둘째 안내'],
])
const resolve: RenderOptions['resolve'] = ({ path, title }) => {
  for (const page of titles)
    if (page[0] === path || page[1] === title) return { path: page[0], title: page[1] }
  return undefined
}
const options: RenderOptions = { lang: 'ko', path: 'guides/large', resolve }

const LINKS =
  '[[guides/one]] [[둘째 안내|이름]] [[없는 글]] [글](two.md#머리) ![그림](그림.png) [밖](https://example.com)[^1]\n\n[^1]: [[guides/two]]\n'
const CODE = '```ts\nconst answer: number = 42 // 주석\n```\n\n'
const large = `# 큰 글\n\n${LINKS}\n${Array.from({ length: 400 }, (_, at) => `## 머리 ${at}\n\n문단 **${at}** 이에요.\n\n${CODE}`).join('')}`

test.each([
  ['small', `# 작은 글\n\n${LINKS}`],
  ['large', large],
])('a %s page reads as it does where it is rendered at once, with its links', async (_size, body) => {
  const aside = await renderAside(body, options)
  expect(aside).toEqual(renderMarkdown(body, options))
  expect(aside.links).toEqual(['guides/one', 'guides/two'])
  expect(aside.missing).toEqual(['없는 글'])
})

test('others are answered while a large page is rendered', async () => {
  let turns = 0
  let isRendered = false
  const count = (): void => {
    turns++
    if (!isRendered) setImmediate(count)
  }
  setImmediate(count)
  await renderAside(large, options)
  isRendered = true
  expect(turns).toBeGreaterThan(50)
})

test('several large pages at once each get their own', async () => {
  const bodies = ['하나', '둘', '셋'].map((word) => `# ${word}\n\n${large}`)
  const rendered = await Promise.all(bodies.map((body) => renderAside(body, options)))
  expect(rendered.map(({ headings }) => headings[0]?.text)).toEqual(['하나', '둘', '셋'])
})

test('a page whose links are known is told of them before, and asks nothing later', async () => {
  let isSent = false
  let late = 0
  const rendering = renderAside(large, {
    ...options,
    links: outline(large).links,
    resolve(request) {
      if (isSent) late++
      return resolve(request)
    },
  })
  isSent = true
  expect(await rendering).toEqual(renderMarkdown(large, options))
  expect(late).toBe(0)
})
