import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { outline } from '../../src/markdown/outline.ts'
import { withCorpus } from '../search/corpora.ts'
import { render, report } from './rendering.ts'
import { findFaults } from './strict-html.ts'

withCorpus('corpora/docs.tgz', (read) => {
  describe('a thousand real pages', () => {
    const pages = unpack(read())
    const size = pages.reduce((sum, page) => sum + Buffer.byteLength(page), 0)

    test('are rendered, none as plain text, in balanced HTML', () => {
      const perPage = cpuPerTenKilobytes(() => pages.forEach((page) => render(page)))
      report(`${pages.length} pages: ${perPage.toFixed(2)} ms of CPU for 10 KB`)
      expect(pages.length).toBe(1000)
      const faults = pages
        .map((page) => render(page))
        .flatMap(({ html, notice }) => [...findFaults(html), ...(notice ? [notice] : [])])
      expect(faults).toEqual([])
    })

    test('have the headings that their outline has', () => {
      const outlines = pages.map((page) => outline(page).headings)
      report(
        `outline: ${cpuPerTenKilobytes(() => pages.forEach((page) => outline(page))).toFixed(3)} ms of CPU for 10 KB`,
      )
      expect(pages.map((page) => render(page).headings)).toEqual(outlines)
    })

    function cpuPerTenKilobytes(work: () => void): number {
      const start = process.cpuUsage()
      work()
      return process.cpuUsage(start).user / 1000 / (size / 10_240)
    }
  })
})

function unpack(archive: Buffer): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'giljabi-docs-'))
  try {
    execFileSync('tar', ['xz', '-C', folder], { input: archive })
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    )
    return files.map((name) => readFileSync(join(folder, name), 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
