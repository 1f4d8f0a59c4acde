import type { Person } from '../accounts/people.ts'
import type { CommitRecord } from '../git/repository.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { ChangedPages, Content } from '../pages/content.ts'
import type { Page } from '../pages/page.ts'
import { pageOfFile } from '../pages/page-path.ts'
import { pathsOf } from '../pages/redirects.ts'
import { commitsAfter, readTrailers } from '../pages/trailers.ts'
import type { Search } from '../search/search.ts'
import { answers, changedPages, MOST_ANSWERS, type ChangedPage } from './answering.ts'
import { addressOfPage } from './addresses.ts'
import type { Deciding } from './deciding.ts'
import { gapId, type Gap } from './gap.ts'
import type { GapList } from './gap-list.ts'
import { linkedPages, missingKey } from './missing-links.ts'
import type { GapStore } from './store.ts'

export interface FollowDeps {
  readonly content: Content
  readonly search: Search
  readonly store: GapStore
  readonly gaps: GapList
  readonly deciding: Pick<Deciding, 'decision' | 'closeGap'>
  readonly people: () => Promise<readonly Person[]>
  readonly notifications: Notifications
}

/**
 * Closes what a change answers: what its commits say they answer (`Closes: gap/ID`), pages that were linked to before
 * they were there, and wishes and searches that a page answers by the rule of `answers`.
 */
export async function followChange(changed: ChangedPages, deps: FollowDeps): Promise<void> {
  const { content, search, gaps, deciding } = deps
  const named = await followTrailers(changed, deps)
  if (changed.paths.length > MOST_ANSWERS) return
  const pages = await changedPages(content, changed)
  if (pages.length === 0) return
  for (const { page, isNew } of pages) if (isNew) await followLinks(page, deps)
  const open = (await gaps.all(['search', 'wish'])).filter(({ status }) => status !== 'closed')
  for (const gap of [...open, ...(await promised(pages, deps))]) {
    const page = named.has(gap.id) ? undefined : await findAnswer(gap, pages, search)
    if (page) await deciding.closeGap(gap, { page: page.path })
  }
}

/** Other gaps whose writer has begun one of these pages as a draft. */
async function promised(pages: readonly ChangedPage[], { store, gaps }: FollowDeps): Promise<Gap[]> {
  const paths = new Set<string>(pages.map(({ page }) => page.path))
  const begun = (await store.decisions()).filter(
    ({ kind, status, page }) =>
      status === 'taken' && page !== undefined && paths.has(page) && kind !== 'search' && kind !== 'wish',
  )
  const found = await Promise.all(begun.map(({ id }) => gaps.find(id)))
  return found.filter((gap) => gap !== undefined)
}

/** The page that a gap's writer promised is there, or one that answers the words. */
async function findAnswer(
  gap: Gap,
  pages: readonly ChangedPage[],
  search: Search,
): Promise<Page | undefined> {
  for (const { page, isNew } of pages) {
    if (gap.status === 'taken' && gap.page === page.path) return page
    // Who wished for a page had found what was there, so an edit of it is no answer to them.
    const mayAnswer = gap.kind === 'search' || (gap.kind === 'wish' && isNew)
    if (mayAnswer && (await answers(search, page, gap.text))) return page
  }
  return undefined
}

/** @returns the ids of gaps that commits have named. */
async function followTrailers(
  { from, commit: last }: ChangedPages,
  deps: FollowDeps,
): Promise<ReadonlySet<string>> {
  const { content, store, gaps, deciding, people } = deps
  const named = new Set<string>()
  for (const commit of commitsAfter(content, from, last)) {
    const ids = readTrailers(commit, 'Closes').flatMap((value) => /^gap\/([\w-]+)$/.exec(value)?.[1] ?? [])
    const page = ids.length === 0 ? undefined : pageOf(commit, content)
    if (!page) continue
    for (const id of ids) {
      const gap = await gaps.find(id)
      if (!gap || gap.status === 'closed') continue
      named.add(id)
      if (page.status === 'published') await deciding.closeGap(gap, { page: page.path })
      // A draft answers nobody yet; it does when it is published.
      else if (page.status === 'draft') {
        const author = (await people()).find(({ email }) => email === commit.author.email)
        await store.change(id, (present) =>
          deciding.decision(undefined, gap, {
            assigneeId: gap.assignee === undefined ? author?.id : present?.assigneeId,
            due: present?.due,
            page: page.path,
          }),
        )
      }
    }
  }
  return named
}

/** A page that others linked to before it was there: those who look after them are told. */
async function followLinks(page: Page, deps: FollowDeps): Promise<void> {
  const { content, store, deciding, people, notifications } = deps
  if (pathsOf(content, page.path).length > 1) return
  const own = new Set([
    missingKey({ path: page.path, title: undefined }),
    ...[...page.variants.values()].map(({ title }) => missingKey({ path: undefined, title })),
  ])
  const linking = content.catalog.backlinks(page).filter(({ status }) => status === 'published')
  const owners = new Set<string>()
  for (const other of linking) {
    for (const link of [...other.variants.values()].flatMap(linkedPages)) {
      const key = missingKey(link)
      if (!own.has(key)) continue
      const gap = {
        id: gapId('missing-page', key),
        kind: 'missing-page' as const,
        text: link.path ?? link.title ?? '',
      }
      await store.change(gap.id, (present) =>
        present?.status === 'closed' && present.page === page.path
          ? undefined
          : deciding.decision(undefined, gap, { status: 'closed', page: page.path }),
      )
      if (other.owner !== undefined && other.owner !== page.owner) owners.add(other.owner)
    }
  }
  if (owners.size === 0) return
  const to = (await people()).filter(({ handle, disabled }) => owners.has(handle) && !disabled)
  const href = addressOfPage(page.path)
  const params = { title: page.original.title }
  if (to.length > 0)
    await notifications.tell({ to: to.map(({ id }) => id), type: 'notify.gap.linked', params, href })
}

function pageOf(commit: CommitRecord, content: Content): Page | undefined {
  for (const { path } of commit.files) {
    const page = content.catalog.find(pageOfFile(path)?.path ?? '')
    if (page) return page
  }
  return undefined
}
