import { commitsAfter } from '../pages/trailers.ts'
import type { ChangedPages, Content } from '../pages/content.ts'
import { readVariant, variantFor, type Page, type Variant } from '../pages/page.ts'
import { isTemplate, pageOfFile } from '../pages/page-path.ts'
import { coversQuery } from '../search/covers.ts'
import type { Search } from '../search/search.ts'

/** A published page that a change touched. */
export interface ChangedPage {
  readonly page: Page
  /** It was not there for everybody before. */
  readonly isNew: boolean
}

/** More at once is an import: nobody wrote each of them to answer something. */
export const MOST_ANSWERS = 50

/** The published pages of a change, each with whether it is new. */
export async function changedPages(
  content: Content,
  { paths, from, commit, before }: Omit<ChangedPages, 'files'>,
): Promise<ChangedPage[]> {
  const since = new Set<string>(commitsAfter(content, from, commit).map(({ id }) => id))
  const found: ChangedPage[] = []
  for (const path of paths.slice(0, MOST_ANSWERS)) {
    const page = content.catalog.find(path)
    if (page?.status !== 'published' || isTemplate(path)) continue
    const was = before.get(page.original.file)
    found.push({ page, isNew: !(was ? isPublished(was) : await wasPublished(content, page, since)) })
  }
  return found
}

/**
 * Whether a page answers a query: its title, summary, tags or a heading say every word of it, and a search that sees
 * what everybody sees has it first. A page that merely mentions the words answers nothing.
 */
export async function answers(search: Search, page: Page, text: string): Promise<boolean> {
  const leads = [...page.variants.values()].map(({ title, frontMatter, headings }) =>
    [title, frontMatter.summary ?? '', ...page.tags, ...headings.map((heading) => heading.text)].join('\n'),
  )
  if (!leads.some((lead) => coversQuery(text, lead))) return false
  const { results } = await search.search({
    q: text,
    filters: {},
    readerLang: variantFor(page, 'ko').lang,
    visible: ({ status }) => status === 'published',
    limit: 1,
    offset: 0,
  })
  return results[0]?.path === page.path
}

/** Under whatever name the page had then. */
async function wasPublished(content: Content, page: Page, since: ReadonlySet<string>): Promise<boolean> {
  const { file } = page.original
  const place = pageOfFile(file)
  const before = content.history.of(file).find(({ commit }) => !since.has(commit))
  if (!before?.blob || !place) return false
  return isPublished(readVariant({ ...place, file }, before.blob, await content.readBlob(before.blob)))
}

function isPublished({ frontMatter: { status = 'published' } }: Variant): boolean {
  return status === 'published'
}
