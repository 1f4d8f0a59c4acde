import type { CommitRecord } from '../git/repository.ts'
import type { Catalog } from '../pages/catalog.ts'
import type { HistoryIndex } from '../pages/history.ts'
import type { Kind } from '../pages/kinds.ts'
import { variantFor, type Page } from '../pages/page.ts'
import { isTemplate, pageOfFile } from '../pages/page-path.ts'
import { isUpkeep } from '../upkeep/upkeep-commits.ts'
import type { Lang, User } from '../user.ts'
import type { Visit } from './visits-store.ts'

/** One page that changed, by its latest change. */
export interface ChangedPage {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  readonly kind: Kind
  readonly isNew: boolean
  /** What the author said about the change; empty where nothing was. */
  readonly note: string
  readonly author: string
  readonly at: Date
}

/** Many pages that came at once: an import, the starter content. One row, so that they hide nothing else. */
export interface ChangedTogether {
  readonly count: number
  readonly author: string
  readonly at: Date
}

export type Change = ChangedPage | ChangedTogether

interface Shelf {
  readonly catalog: Catalog
  readonly history: HistoryIndex
}

const MOST_ROWS = 8
const MANY_PAGES = 12
/** How far back to look: a person's own changes are passed over, and they may be all there is. */
const MOST_COMMITS = 1_000

/**
 * What others changed since `visit`, newest first, one row a page. Drafts and what is gone are left out, and so is
 * what was found to be still true.
 */
export function changesSince(user: User, visit: Visit | undefined, lang: Lang, shelf: Shelf): Change[] {
  const rows: Change[] = []
  const seen = new Set<string>()
  for (const commit of commitsSince(visit, shelf.history)) {
    if (isUpkeep(commit)) continue
    const pages = pagesOf(commit, shelf.catalog).filter(({ path }) => !seen.has(path))
    for (const { path } of pages) seen.add(path)
    if (commit.author.email === user.email || pages.length === 0) continue
    if (pages.length > MANY_PAGES)
      rows.push({ count: pages.length, author: commit.author.name, at: commit.time })
    else rows.push(...pages.map((page) => changedPage(page, commit, lang, shelf.history)))
    if (rows.length >= MOST_ROWS) break
  }
  return rows.slice(0, MOST_ROWS)
}

/** By the order of the commits; by the clock only where the commit that was seen is gone from the history. */
function* commitsSince(visit: Visit | undefined, history: HistoryIndex): Iterable<CommitRecord> {
  const known = visit && history.find(visit.commit) !== undefined
  let looked = 0
  for (const commit of history.recent()) {
    if (visit && (known ? commit.id === visit.commit : commit.time.toISOString() <= visit.at)) return
    if (++looked > MOST_COMMITS) return
    yield commit
  }
}

function pagesOf(commit: CommitRecord, catalog: Catalog): Page[] {
  const paths = new Set(commit.files.flatMap((file) => pageOfFile(file.path)?.path ?? []))
  return [...paths].flatMap((path) => {
    const page = isTemplate(path) ? undefined : catalog.find(path)
    return page && page.status !== 'draft' ? [page] : []
  })
}

function changedPage(page: Page, commit: CommitRecord, lang: Lang, history: HistoryIndex): ChangedPage {
  const variant = variantFor(page, lang)
  const isNew = history.of(page.original.file).at(-1)?.commit === commit.id
  return {
    path: page.path,
    title: variant.title,
    lang: variant.lang,
    kind: page.kind,
    isNew,
    note: noteOf(commit.subject, page),
    author: commit.author.name,
    at: commit.time,
  }
}

/** A save without a note is called after its page, which the row says already. */
function noteOf(subject: string, page: Page): string {
  const titles = [...page.variants.values()].map(({ title }) => title)
  return titles.some((title) => subject === `Edit ${title}` || subject === `Create ${title}`) ? '' : subject
}
