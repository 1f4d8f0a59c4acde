import { renderMarkdown, type Rendered, type RenderOptions } from '../../src/markdown/render.ts'

const PAGES: readonly { path: string; title: string }[] = [
  { path: 'guides/read-official-documentation', title: '공식 문서 읽는 법' },
  { path: 'guides/용어집', title: '용어집' },
  { path: 'lessons/csharp', title: 'C# basics' },
]

/** Renders Markdown as the page `lessons/here` of a small wiki. */
export function render(markdown: string, options: Partial<RenderOptions> = {}): Rendered {
  return renderMarkdown(markdown, {
    lang: 'ko',
    path: 'lessons/here',
    resolve: ({ path, title }) => PAGES.find((page) => page.path === path || page.title === title),
    ...options,
  })
}

export function renderHtml(markdown: string, options: Partial<RenderOptions> = {}): string {
  return render(markdown, options).html.trim()
}

/** Says what was measured, past jest's console, which adds where it was said. */
export function report(text: string): void {
  process.stderr.write(`${text}\n`)
}
