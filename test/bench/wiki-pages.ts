import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { splitFrontMatter } from '../../src/markdown/front-matter.ts'
import { readTar } from './tar.ts'

const PROGRAM = join(import.meta.dirname, '../..')
const DOCS = join(PROGRAM, '../shared/corpora/docs.tgz')

interface MarkdownFile {
  readonly name: string
  readonly text: string
}

export interface WikiPages {
  /** Where they come from, for the report's reader. */
  readonly origin: string
  /** What people may search for: the first three words of each title. */
  readonly queries: readonly string[]
}

/** Writes `count` Markdown files into `folder`: real documentation, or the starter content many times where that is absent. */
export async function writeWikiPages(folder: string, count: number): Promise<WikiPages> {
  const real = existsSync(DOCS)
  const files = (real ? readDocs() : varyStarterContent(count)).slice(0, count)
  for (const { name, text } of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const queries = new Set(files.map(({ text }) => queryFor(text)).filter((query) => query !== ''))
  const origin = real
    ? 'documentation in two languages (corpora/docs.tgz)'
    : 'variations of the starter content, for ../shared/corpora/docs.tgz is absent'
  return { origin, queries: [...queries] }
}

/** Under the names that they have in their repositories, so that the links among them hold. */
function readDocs(): MarkdownFile[] {
  const files = readTar(gunzipSync(readFileSync(DOCS)))
  const texts = new Map(files.map(({ name, text }) => [name.replace(/^.*\/|\.md$/g, ''), text]))
  const { pages } = JSON.parse(texts.get('manifest.json') ?? '{"pages":[]}') as {
    pages: { id: string; repo: string; path: string }[]
  }
  return pages.map(({ id, repo, path }) => ({ name: `${repo}/${path}`, text: texts.get(id) ?? '' }))
}

function varyStarterContent(count: number): MarkdownFile[] {
  const dir = join(PROGRAM, 'content')
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.md') && !/^(settings|templates)\b/.test(name),
  )
  const bodies = names.map((name) => splitFrontMatter(readFileSync(join(dir, name), 'utf8')).body)
  return Array.from({ length: count }, (_, at) => {
    const blocks = (bodies[at % bodies.length] ?? '').split('\n\n')
    const turn = at % blocks.length
    const text = [...blocks.slice(turn), ...blocks.slice(0, turn)].join('\n\n')
    const title = /^#+ (.+)$/m.exec(text)?.[1] ?? 'Page'
    return { name: `page-${at}.md`, text: `# ${title} ${at}\n\n${text}\n` }
  })
}

function queryFor(text: string): string {
  const title = /^#{1,3}\s+(.+)$/m.exec(text)?.[1] ?? ''
  const words = title.replace(/\{[^}]*\}|<[^>]*>/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu) ?? []
  return words.slice(0, 3).join(' ').slice(0, 60)
}
