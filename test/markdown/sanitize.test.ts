import { createSanitizer } from '../../src/markdown/sanitize.ts'
import type { SafeHtml } from '../../src/markdown/safe-html.ts'
import { renderHtml } from './rendering.ts'

describe('addresses', () => {
  test.each([
    '[a](java&#x09;script:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](<java\nscript:alert(1)>)',
    '[a](vbscript:x)',
    '[a](data:text/html,x)',
    '[a](&#1;javascript:alert(1))',
    '[a](javascript&colon;alert(1))',
    '[a][r]\n\n[r]: javascript:alert(1)',
    '<javascript:alert(1)>',
    '<a href=" \u0001java\tscript:alert(1)">a</a>',
    'a[^1]\n\n[^1]: [b](javascript:alert(1))',
    '[a](file:///etc/passwd)',
    '[a](blob:x)',
  ])('of other schemes are dropped: %j (abuse 2)', (page) => {
    expect(renderHtml(page)).not.toMatch(/href="(?!#|\/)/)
  })

  test('in pictures are those of this wiki', () => {
    expect(renderHtml('![a](javascript:alert(1)) <img src="javascript:alert(1)">')).not.toContain('<img')
  })
})

test('base, refresh, forms, styles and frames are removed (abuse 8)', () => {
  const page =
    '<base href="https://x.y"><meta http-equiv="refresh" content="0;url=https://x.y">\n<form action="https://x.y"><input type="password" name="p"><button>b</button></form>\n<p style="position:fixed" onclick="a()">글</p><link rel=stylesheet href=x><object data=x></object><embed src=x>'
  expect(renderHtml(page).replace(/<\/?(?:p|span)>|\s/g, '')).toBe('b글')
  expect(renderHtml('<iframe src="https://x.y"></iframe>\n\n<style>a{}</style>')).not.toMatch(
    /<(?:iframe|style)/,
  )
})

test('an author’s ids are set apart and names removed (abuse 9)', () => {
  expect(renderHtml('<p id="config" name="getElementById">a</p>')).toBe('<p id="user-config">a</p>')
  expect(renderHtml('## config\n\n<a name="here"></a> [x](#here) [y](#config)')).toContain(
    '<p><a id="user-here"></a> <a href="#user-here">x</a> <a href="#config">y</a></p>',
  )
})

describe('what is ours', () => {
  test('cannot be had by its class, role or element', () => {
    expect(renderHtml('<div class="callout danger" role="alert" tabindex="1" aria-label="x">a</div>')).toBe(
      '<div>a</div>',
    )
    expect(renderHtml('<svg class="icon"><use href="/icons.svg#i-info"/></svg>')).not.toContain('svg')
    expect(renderHtml('<input type="checkbox" checked> <section class="footnotes">a</section>')).not.toMatch(
      /<(?:input|section)/,
    )
    expect(
      renderHtml('<gj-slot data-own="0" data-slot="0"></gj-slot>\n\n```\ncode\n```').match(/code<|code\n/g),
    ).toHaveLength(1)
  })

  test('cannot be taken in by a tag left open', () => {
    for (const start of [
      '<div class=x id=main ',
      "<div title='",
      '<div id=main title="',
      '<div x=',
      '<a href="x',
    ]) {
      const html = renderHtml(`${start}\n\n## 제목\n\n'> "> 끝`)
      expect(html).toContain('<h2 id="제목">제목')
      expect(html).not.toMatch(/id="main"|data-own/)
      expect(html).toContain('끝')
    }
  })

  const policy = { rewriteLink: (href: string) => ({ href }), rewriteImage: () => undefined }

  test('keeps its secret even from a tag that takes it in', () => {
    const { own, putAside, sanitize } = createSanitizer(policy)
    const heading = own('h2', { id: 'x', class: 'y' })
    const secret = /"([0-9a-f]{32})"/.exec(heading)?.[1] ?? ''
    expect(secret).not.toBe('')
    const taken = sanitize(
      `<p title='${heading}t</h2>${putAside('<svg></svg>' as SafeHtml)}'>a</p><div id=main ${heading}b</h2>`,
    )
    expect(taken).not.toContain(secret)
    expect(taken).not.toContain('<svg>')
    expect(taken).toContain('<div id="user-main">b</div>')
  })

  test('has another secret on each page', () => {
    expect(createSanitizer(policy).own('p')).not.toBe(createSanitizer(policy).own('p'))
  })
})

test('elements end where they should, after one that was refused', () => {
  expect(renderHtml('<form><input type=password></form>\n<details><summary>a</summary>b</details>')).toMatch(
    /<details><summary>a<\/summary>b<\/details>$/,
  )
})
