import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitFrontMatter } from '../../src/markdown/front-matter.ts'
import { MOST_CHARACTERS_AT_ONCE } from '../../src/markdown/render-aside.ts'
import { renderMarkdown } from '../../src/markdown/render.ts'
import { percentile } from './compare.ts'
import { show, type Figure } from './content-figures.ts'

const AVERAGE = { least: 8_000, most: 12_000 }
const WARM_UP = 2

/** Markdown to HTML by itself, in this process, as a server does it that has its code compiled. */
export function measureRendering(folder: string): Figure[] {
  const bodies = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => splitFrontMatter(readFileSync(join(folder, name), 'utf8')).body)
  for (let round = 0; round < WARM_UP; round++) bodies.forEach(render)
  const average = bodies.filter(({ length }) => length >= AVERAGE.least && length <= AVERAGE.most)
  const before = process.cpuUsage()
  average.forEach(render)
  const { user, system } = process.cpuUsage(before)
  const atOnce = bodies.filter(({ length }) => length <= MOST_CHARACTERS_AT_ONCE)
  const times = atOnce.map((body) => {
    const start = performance.now()
    render(body)
    return performance.now() - start
  })
  return [
    show({
      title: 'Rendering a page of some 10 KB: CPU',
      value: (user + system) / 1_000 / average.length,
      unit: 'ms',
      most: 3,
    }),
    show({
      title: 'Rendering on the event loop, p99 (larger pages: in a thread)',
      value: percentile(times, 0.99),
      unit: 'ms',
      most: 5,
    }),
  ]
}

function render(body: string): void {
  renderMarkdown(body, { lang: 'ko', path: 'docs/bench', resolve: () => undefined })
}
