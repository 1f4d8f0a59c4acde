import { parseYaml, splitFrontMatter } from '../markdown/front-matter.ts'
import type { ChangedPages, Content } from '../pages/content.ts'
import { decodeUtf8, type Page, type Variant } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import { reviewState } from '../pages/review.ts'
import type { SearchDocument } from './document.ts'
import type { Search } from './search.ts'

const SYNONYMS_FILE = 'settings/synonyms.yml'

/** Fills the index with every page there is. */
export async function indexPages(search: Search, content: Content, readFile: ReadFile): Promise<void> {
  await takeSynonyms(search, readFile)
  await search.start(allDocuments(content))
}

/** Keeps the index at what is saved from now on. */
export function followPages(search: Search, content: Content, readFile: ReadFile): void {
  content.onChanged((changed) => takeChanges(search, content, readFile, changed))
}

/** The present text of a file of the repository that is no page. */
export type ReadFile = (file: string) => Promise<string | undefined>

async function* allDocuments(content: Content): AsyncGenerator<SearchDocument> {
  for (const page of content.catalog.all()) {
    if (isTemplate(page.path)) continue
    for (const variant of page.variants.values()) yield await toDocument(content, page, variant)
  }
}

async function takeChanges(
  search: Search,
  content: Content,
  readFile: ReadFile,
  { paths, files }: ChangedPages,
): Promise<void> {
  if (files.includes(SYNONYMS_FILE)) await takeSynonyms(search, readFile)
  for (const path of withReplaced(content, paths)) {
    const page = content.catalog.find(path)
    if (isTemplate(path)) continue
    for (const lang of ['ko', 'en'] as const) if (!page?.variants.has(lang)) await search.remove(path, lang)
    for (const variant of page?.variants.values() ?? []) {
      await search.put(await toDocument(content, page as Page, variant))
    }
  }
}

/** A page that says it supersedes others changes how those are ranked. */
function withReplaced({ catalog }: Content, paths: readonly string[]): Set<string> {
  return new Set(
    paths.flatMap((path) => [path, ...(catalog.find(path)?.original.frontMatter.supersedes ?? [])]),
  )
}

async function toDocument(content: Content, page: Page, variant: Variant): Promise<SearchDocument> {
  const { catalog, history } = content
  const source = decodeUtf8(await content.readBlob(variant.blob)) ?? ''
  return {
    path: page.path,
    lang: variant.lang,
    kind: page.kind,
    title: variant.title,
    summary: variant.frontMatter.summary ?? '',
    tags: page.tags,
    owner: page.owner,
    status: page.status,
    headings: variant.headings.map(({ id, text }) => ({ id, text })),
    body: `${lessonText(variant)}${withTitles(splitFrontMatter(source).body, variant, catalog)}`,
    stale: reviewState(page.original.frontMatter, new Date()) === 'overdue',
    supersededBy: catalog.successor(page.path)?.path,
    updated: history.latest(variant.file)?.time.getTime() ?? 0,
  }
}

/** A bare link reads as the title it shows. */
function withTitles(body: string, { lang }: Variant, catalog: Content['catalog']): string {
  return body.replace(/\[\[([^\]|#\n]{1,300})\]\]/gu, (link, target: string) => {
    return catalog.resolve({ path: target, title: target }, lang)?.title ?? link
  })
}

/** The lesson's form is read like its prose, so it is found like it. */
function lessonText({ frontMatter: { lesson, steps = [] } }: Variant): string {
  const { when, do: advice = [], dont = [], because, evidence } = lesson ?? {}
  const lines = [when, ...advice, ...dont, because, evidence, ...steps.map((step) => step.why)]
  return lines.flatMap((line) => (line ? [`${line}\n\n`] : [])).join('')
}

async function takeSynonyms(search: Search, readFile: ReadFile): Promise<void> {
  const source = await readFile(SYNONYMS_FILE)
  const { groups } = source === undefined ? { groups: [] } : parseYaml(source)
  await search.setSynonyms(Array.isArray(groups) ? groups.flatMap(wordsOf) : [])
}

function wordsOf(group: unknown): string[][] {
  return Array.isArray(group) ? [group.filter((word): word is string => typeof word === 'string')] : []
}
