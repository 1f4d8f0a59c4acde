import { render, renderHtml } from './rendering.ts'

describe('wikilinks', () => {
  test('show the title of the page, or their label', () => {
    expect(renderHtml('[[guides/read-official-documentation]]')).toBe(
      '<p><a href="/wiki/guides/read-official-documentation">공식 문서 읽는 법</a></p>',
    )
    expect(renderHtml('[[공식 문서 읽는 법|이 글]]을')).toBe(
      '<p><a href="/wiki/guides/read-official-documentation">이 글</a>을</p>',
    )
  })

  test('lead to a heading of the page', () => {
    expect(renderHtml('[[guides/용어집#두 낱말|x]]')).toBe(
      '<p><a href="/wiki/guides/%EC%9A%A9%EC%96%B4%EC%A7%91#%EB%91%90-%EB%82%B1%EB%A7%90">x</a></p>',
    )
    expect(renderHtml('[[#두 낱말]]')).toBe('<p><a href="#두-낱말">두 낱말</a></p>')
    expect(renderHtml('[[C# basics]]')).toBe('<p><a href="/wiki/lessons/csharp">C# basics</a></p>')
  })

  test('to pages that are not there ask for them', () => {
    expect(renderHtml('[[lessons/none]] [[없는 글|라벨]]')).toBe(
      '<p><a class="wanted" href="/new/note?path=lessons%2Fnone" title="아직 없는 글이에요">lessons/none</a> <a class="wanted" href="/new/note?title=%EC%97%86%EB%8A%94%20%EA%B8%80" title="아직 없는 글이에요">라벨</a></p>',
    )
    expect(renderHtml('[[x/y]]', { lang: 'en' })).toContain('title="Nobody has written this page yet"')
  })

  test('are text in code', () => {
    expect(renderHtml('`[[guides/용어집]]`')).toBe('<p><code>[[guides/용어집]]</code></p>')
    expect(render('```\n[[guides/용어집]]\n```').links).toEqual([])
  })

  test('work in tables, where the bar is escaped', () => {
    expect(renderHtml('| a |\n|---|\n| [[guides/용어집\\|말]] |')).toContain('>말</a>')
  })

  test('show their label as text', () => {
    expect(renderHtml('[[guides/용어집|<img src=x onerror=alert(1)> **b**]]')).toContain(
      '>&lt;img src=x onerror=alert(1)&gt; **b**</a>',
    )
  })
})

describe('Markdown links', () => {
  test('between pages lead to the wiki', () => {
    expect(renderHtml('[x](../guides/read-official-documentation.ko.md#절)')).toBe(
      '<p><a href="/wiki/guides/read-official-documentation#%EC%A0%88">x</a></p>',
    )
    expect(renderHtml('[x](%EC%97%86%EC%9D%8C.md "t")')).toBe(
      '<p><a title="아직 없는 글이에요" href="/new/note?path=lessons%2F%EC%97%86%EC%9D%8C" class="wanted">x</a></p>',
    )
    expect(renderHtml('<a href="../guides/용어집.md">x</a>')).toContain('/wiki/guides/%EC')
  })

  test('go where the caller says', () => {
    const hrefFor = (path: string, fragment = ''): string => `/read/${path}!${fragment}`
    expect(renderHtml('[[lessons/csharp#a]]', { hrefFor })).toContain('href="/read/lessons/csharp!a"')
  })

  test('to other files lead to the attachments', () => {
    expect(renderHtml('[x](표.pdf) ![그림](../a/b%20c.png "제목")')).toBe(
      '<p><a href="/files/lessons/%ED%91%9C.pdf">x</a> <img src="/files/a/b%20c.png" alt="그림" title="제목" loading="lazy" /></p>',
    )
  })

  test('to outside say so', () => {
    expect(renderHtml('https://example.com/a <mailto:a@b.co>')).toBe(
      '<p><a href="https://example.com/a" rel="external noopener noreferrer">https://example.com/a</a> <a href="mailto:a@b.co">mailto:a@b.co</a></p>',
    )
    for (const host of ['//evil.com', '\\\\evil.com', '/\\evil.com']) {
      expect(renderHtml(`<a href="${host}">x</a>`)).toContain('rel="external noopener noreferrer"')
    }
  })

  test('that climb out lead nowhere (abuse 22)', () => {
    expect(renderHtml('[x](../../../etc/passwd) ![y](../../../etc/a.png)')).toBe(
      '<p><a>x</a> <span>y</span></p>',
    )
  })
})

test('an outside picture is linked to, not loaded (abuse 10)', () => {
  expect(renderHtml('![그림](https://x.y/a.png)')).toBe(
    '<p><a href="https://x.y/a.png" rel="external noopener noreferrer">그림</a></p>',
  )
  expect(renderHtml('[![표](https://x.y/a.svg)](https://x.y)')).toBe(
    '<p><a href="https://x.y" rel="external noopener noreferrer"><span>표</span></a></p>',
  )
  expect(renderHtml('![](//x.y/a.png) <img src="data:image/svg+xml,x" alt="d">')).toBe(
    '<p><a href="//x.y/a.png" rel="external noopener noreferrer">a.png</a> <span>d</span></p>',
  )
})

test('links and wishes are told, each once', () => {
  const page =
    '[[guides/용어집]] [a](../guides/용어집.md) [[none/x]] [b](y.md) [[없는 글]] [[none/x]] ![i](i.png) [o](https://x.y)'
  const { links, missing } = render(page)
  expect(links).toEqual(['guides/용어집'])
  expect(missing.toSorted()).toEqual(['lessons/y', 'none/x', '없는 글'])
})
