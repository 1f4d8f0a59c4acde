import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { parseYaml, splitFrontMatter } from '../markdown/front-matter.ts'
import type { ChangedPages, Content } from '../pages/content.ts'
import { decodeUtf8, isTooLarge, type Page, type Variant } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import { reviewState } from '../pages/review.ts'
import type { SearchDocument } from './document.ts'
import { createReplaced } from './replaced.ts'
import type { Search } from './search.ts'

const SYNONYMS_FILE = 'settings/synonyms.yml'
const LISTED_AT_ONCE = 100

/** Fills the index with every page there is. */
export async function indexPages(
  search: Search,
  content: Content,
  readFile: ReadFile,
  now: () => Date,
): Promise<void> {
  await takeSynonyms(search, readFile)
  await search.start(allDocuments(content, now))
}

/** Keeps the index at what is saved from now on. */
export function followPages(search: Search, content: Content, readFile: ReadFile, now: () => Date): void {
  const withReplaced = createReplaced(content.catalog)
  let taken: Promise<void> = Promise.resolve()
  content.onChanged(({ paths, files }) => {
    // A page that says it supersedes others changes how those are ranked.
    const concerned = { paths: [...withReplaced(paths)], files }
    // A save is on disk without the index; whoever searches next waits for it.
    const taking = taken.then(() => takeChanges(search, content, readFile, now, concerned))
    taken = taking.catch(() => undefined)
    search.waitFor(taking)
  })
}

/** The present text of a file of the repository that is no page. */
export type ReadFile = (file: string) => Promise<string | undefined>

async function* allDocuments(content: Content, now: () => Date): AsyncGenerator<SearchDocument> {
  let listed = 0
  for (const page of content.catalog.all()) {
    if (isTemplate(page.path)) continue
    // Requests are answered meanwhile.
    if (++listed % LISTED_AT_ONCE === 0) await setImmediate()
    for (const variant of page.variants.values()) yield toDocument(content, page, variant, now)
  }
}

async function takeChanges(
  search: Search,
  content: Content,
  readFile: ReadFile,
  now: () => Date,
  { paths, files }: Pick<ChangedPages, 'files'> & { readonly paths: readonly string[] },
): Promise<void> {
  if (files.includes(SYNONYMS_FILE)) await takeSynonyms(search, readFile)
  const changed: SearchDocument[] = []
  for (const path of paths) {
    const page = content.catalog.find(path)
    if (isTemplate(path)) continue
    for (const lang of ['ko', 'en'] as const) if (!page?.variants.has(lang)) await search.remove(path, lang)
    for (const variant of page?.variants.values() ?? []) {
      changed.push(toDocument(content, page as Page, variant, now))
    }
  }
  await search.put(...changed)
}

function toDocument(content: Content, page: Page, variant: Variant, now: () => Date): SearchDocument {
  const { catalog, history } = content
  return {
    path: page.path,
    lang: variant.lang,
    kind: page.kind,
    title: variant.title,
    summary: variant.frontMatter.summary ?? '',
    tags: page.tags,
    owner: page.owner,
    status: page.status,
    headings: variant.headings,
    body: {
      version: versionOf(page, variant, catalog),
      async read() {
        if (isTooLarge(variant)) return ''
        const source = decodeUtf8(await content.readBlob(variant.blob)) ?? ''
        return `${lessonText(variant)}${withTitles(splitFrontMatter(source).body, variant, catalog)}`
      },
    },
    stale: reviewState(page.original.frontMatter, now()) === 'overdue',
    supersededBy: catalog.successor(page.path)?.path,
    updated: history.latest(variant.file)?.time.getTime() ?? 0,
  }
}

/** What the indexed text is made from: the file, the tags of the original, and the titles that bare links read as. */
function versionOf({ tags }: Page, { blob, links, lang }: Variant, catalog: Content['catalog']): string {
  const titles = links.map(({ target }) => catalog.resolve({ path: target, title: target }, lang)?.title)
  return createHash('sha256')
    .update(JSON.stringify([blob, tags, titles]))
    .digest('base64url')
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
