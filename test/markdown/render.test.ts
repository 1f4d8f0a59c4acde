import { render, renderHtml } from './rendering.ts'

describe('headings', () => {
  test('have ids that keep Hangul, and an address to copy', () => {
    expect(renderHtml('## 출처에는 순서가 있어요')).toBe(
      '<h2 id="출처에는-순서가-있어요">출처에는 순서가 있어요<a class="anchor" href="#출처에는-순서가-있어요" aria-label="이 제목의 주소">#</a></h2>',
    )
    expect(renderHtml('### A *b*', { lang: 'en' })).toBe(
      '<h3 id="a-b">A <em>b</em><a class="anchor" href="#a-b" aria-label="Address of this heading">#</a></h3>',
    )
  })

  test('have an address only where the contents list them', () => {
    expect(renderHtml('# 하나')).toBe('<h1 id="하나">하나</h1>')
    expect(renderHtml('#### 넷')).toBe('<h4 id="넷">넷</h4>')
    expect(renderHtml('> ## 인용')).toBe('<blockquote>\n<h2>인용</h2>\n</blockquote>')
  })
})

describe('footnotes', () => {
  test('are numbered in the order of reference, with ways there and back', () => {
    expect(renderHtml('글[^b] 글[^a] 또[^b]\n\n[^a]: 에이\n[^b]: **비**\n')).toBe(
      [
        '<p>글<a id="r1" class="footnote-ref" href="#fn1" aria-label="각주 1">1</a> 글<a id="r2" class="footnote-ref" href="#fn2" aria-label="각주 2">2</a> 또<a id="r1-2" class="footnote-ref" href="#fn1" aria-label="각주 1">1</a></p>',
        '<section class="footnotes"><ol>',
        '<li id="fn1"><strong>비</strong> <a href="#r1" aria-label="본문으로 돌아가기">↩</a> <a href="#r1-2" aria-label="본문으로 돌아가기">↩</a></li>',
        '<li id="fn2">에이 <a href="#r2" aria-label="본문으로 돌아가기">↩</a></li>',
        '</ol></section>',
      ].join('\n'),
    )
  })

  test('may hold paragraphs, links of the page and further notes', () => {
    const html = renderHtml(
      'a[^1]\n\n[^1]: 첫 문단 [밖][out][^2]\n\n    둘째 문단\n\n[^2]: 더\n\n[out]: https://x.y\n\n끝',
    )
    expect(html).toContain('<a href="https://x.y" rel="external noopener noreferrer">밖</a>')
    expect(html).toContain('<p>둘째 문단 <a href="#r1"')
    expect(html).toContain('<li id="fn2">더 ')
    expect(html).toContain('<p>끝</p>')
  })

  test('without a definition stay as written; without a reference are not shown', () => {
    expect(renderHtml('a[^x]\n\n[^y]: 안 보임')).toBe('<p>a[^x]</p>')
    expect(renderHtml('`[^1]` [^1]\n\n```\n[^1]: code\n```\n\n[^1]: note')).toContain('[^1]: code')
  })

  test('give way to headings of the same id', () => {
    const html = renderHtml('## FN1\n\na[^1]\n\n[^1]: b')
    expect(html.match(/id="fn1"/g)).toHaveLength(1)
    expect(html).toContain('href="#fn1-note"')
  })
})

describe('callouts', () => {
  test.each([
    ['NOTE', 'note', 'info', '알아 두세요', 'Note'],
    ['TIP', 'tip', 'bulb', '이렇게 해 보세요', 'Tip'],
    ['IMPORTANT', 'note', 'flag', '중요해요', 'Important'],
    ['WARNING', 'warning', 'warn', '조심하세요', 'Warning'],
    ['caution', 'danger', 'x', '위험해요', 'Caution'],
  ])('of the kind %s are set apart with an icon and a title', (kind, tone, icon, ko, en) => {
    const markup = (title: string): string =>
      `<div class="callout ${tone}"><p class="callout-title"><svg class="icon" aria-hidden="true"><use href="/icons.svg#i-${icon}"/></svg>${title}</p>\n<p>글 <em>강조</em></p>\n</div>`
    expect(renderHtml(`> [!${kind}]\n> 글 *강조*`)).toBe(markup(ko))
    expect(renderHtml(`> [!${kind}]\n> 글 *강조*`, { lang: 'en' })).toBe(markup(en))
  })

  test('may have a title of their own and hold blocks', () => {
    const html = renderHtml('> [!TIP] 15분만 **써** <b>보세요</b>\n>\n> - 하나\n> - 둘')
    expect(html).toContain('</svg>15분만 써 보세요</p>\n<ul>\n<li>하나</li>')
  })

  test('need a kind that is known', () => {
    expect(renderHtml('> [!HINT]\n> a')).toBe('<blockquote>\n<p>[!HINT]\na</p>\n</blockquote>')
  })
})

test('task lists have boxes with a word for each state', () => {
  expect(renderHtml('- [x] 했어요\n- [ ] 아직 *안*')).toBe(
    '<ul class="tasks">\n<li><input aria-label="마침" type="checkbox" checked disabled /><span class="is-done">했어요</span></li>\n<li><input aria-label="아직" type="checkbox" disabled /><span>아직 <em>안</em></span></li>\n</ul>',
  )
  expect(renderHtml('- [ ] a\n\n  b\n- [ ] c')).toContain('disabled /><div><p>a</p>\n<p>b</p>\n</div></li>')
  expect(renderHtml('- [ ] a\n- b')).not.toContain('class="tasks"')
})

test('tables scroll by themselves and have a name', () => {
  expect(renderHtml('| 이름 | 값 |\n|---|--:|\n| a | 1 |')).toBe(
    '<div class="scroll-x" role="region" tabindex="0" aria-label="표: 이름, 값"><table class="table">\n<thead>\n<tr>\n<th scope="col">이름</th>\n<th class="num" scope="col">값</th>\n</tr>\n</thead>\n<tbody><tr>\n<td>a</td>\n<td class="num">1</td>\n</tr>\n</tbody></table></div>',
  )
})

describe('code', () => {
  test('is in colour under the name of its language', () => {
    expect(renderHtml('```js\nconst a = "<b>" // 1\n```')).toBe(
      '<figure class="code"><figcaption><span>js</span></figcaption><pre tabindex="0"><code><span class="hl-k">const</span> a = <span class="hl-s">&quot;&lt;b&gt;&quot;</span> <span class="hl-c">// 1</span>\n</code></pre></figure>',
    )
  })

  test('may have a title', () => {
    expect(renderHtml('```ini title=".gitconfig <b>"\na = 1\n```')).toContain(
      '<figcaption><span>.gitconfig &lt;b&gt;</span>',
    )
  })

  test.each([
    ['a language that is not known', '```mermaid\ngraph TD; a-->b\n```', 'graph TD; a--&gt;b'],
    ['no language', '```\na < b\n```', 'a &lt; b'],
    ['an indent', '    a < b', 'a &lt; b'],
    ['much of it', `\`\`\`js\n${'const a = 1\n'.repeat(5000)}\`\`\``, 'const a = 1\nconst'],
    ['a very long line', `\`\`\`js\nconst ${'a'.repeat(1000)}\n\`\`\``, 'const aaa'],
  ])('with %s stays plain', (_, page, shown) => {
    const html = renderHtml(page)
    expect(html).toContain(shown)
    expect(html).not.toContain('hl-')
  })

  test.each(
    'bash c cpp csharp css diff dockerfile go graphql http ini java javascript json kotlin lua makefile markdown nginx php powershell properties protobuf python r ruby rust scala scss shell sql swift toml typescript tsx html xml yaml yml sh py ts'.split(
      ' ',
    ),
  )('in %s is known', (language) => {
    expect(renderHtml(`\`\`\`${language}\n$ <a>"x" 'y' # 1\n\`\`\``)).toContain('<code>')
  })
})

test('HTML on the list is kept, with the language of a passage', () => {
  const page =
    '<details open><summary>더</summary>\n\n**안**\n\n</details>\n\nH<sub>2</sub>O <span lang="en">read <kbd>Ctrl</kbd></span>'
  expect(renderHtml(page)).toBe(
    '<details open><summary>더</summary><p><strong>안</strong></p>\n</details><p>H<sub>2</sub>O <span lang="en">read <kbd>Ctrl</kbd></span></p>',
  )
})

test.each(['<%= 7*7 %>', '{{7*7}}', '${7*7}', '#{7*7}', '<% include x %>'])(
  'shows %s literally (abuse 6)',
  (text) => {
    const html = renderHtml(`a ${text} b\n\n\`${text}\``)
    expect(html.match(new RegExp(text.replace(/[<>]/g, '').replace(/[^\w ]/g, '\\$&'), 'g'))).toHaveLength(2)
    expect(html).not.toContain('49')
  },
)

test('shows </textarea><script> literally (abuse 5)', () => {
  expect(renderHtml('</textarea><script>alert(1)</script>')).toBe(
    '<p>&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  )
})

describe('what cannot be rendered', () => {
  test('for its size is shown as written, with a notice', () => {
    const { html, notice, headings } = render('# a <b>\n'.repeat(1000), { maxBytes: 1000 })
    expect(notice).toBe('markdown.tooLarge')
    expect(headings).toEqual([])
    expect(html).toContain('# a &lt;b&gt;\n')
    expect(html).toContain('글이 너무 길어서')
    expect(html.length).toBeLessThan(2500)
  })

  test('is measured in bytes', () => {
    expect(render('가'.repeat(400), { maxBytes: 1000 }).notice).toBe('markdown.tooLarge')
    expect(render('a'.repeat(400), { maxBytes: 1000 }).notice).toBeUndefined()
  })

  test('for its nesting is shown as written, with a notice', () => {
    const { html, notice } = render(`${'> '.repeat(200)}a`, { lang: 'en' })
    expect(notice).toBe('markdown.tooComplex')
    expect(html).toContain('&gt; &gt; &gt;')
    expect(html).toContain('nested too deeply')
  })

  test('does not include what people nest', () => {
    expect(
      render(
        `${'> '.repeat(10)}a\n\n${Array.from({ length: 8 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n')}`,
      ).notice,
    ).toBeUndefined()
  })
})

test('survives odd characters', () => {
  expect(renderHtml('a\0b \ud800 \u202e')).toContain('a\ufffdb')
  expect(renderHtml('')).toBe('')
})
