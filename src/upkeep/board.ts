import { ForbiddenError } from '../errors.ts'
import { variantFor, type Page } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { dayOf, verificationStates, type VerificationState } from '../pages/review.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { ActivePeople } from './active-people.ts'
import type { VerificationOperations } from './verification.ts'
import { createWeeks, type Week } from './verification-weeks.ts'

export interface BoardFilter {
  /** The first part of a path. */
  readonly folder?: string | undefined
  /** A handle; `-`: pages that need an owner. */
  readonly owner?: string | undefined
  readonly state?: VerificationState | undefined
}

export interface BoardRow {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  readonly folder: string
  readonly owner: string | undefined
  /** Nobody who can sign in answers for it. */
  readonly needsOwner: boolean
  readonly reviewed: string | undefined
  readonly reviewEvery: string | undefined
  readonly due: string | undefined
  readonly state: VerificationState
}

export interface Board {
  /** Worst first; `counts` and `weeks` are of the same folder and owner, in all states. */
  readonly rows: readonly BoardRow[]
  readonly total: number
  readonly counts: Readonly<Record<VerificationState, number>>
  readonly withoutOwner: number
  /** Guides that name no official source. */
  readonly withoutOfficial: readonly { readonly path: string; readonly title: string; readonly lang: Lang }[]
  readonly weeks: readonly Week[]
  readonly folders: readonly string[]
  readonly owners: readonly string[]
}

export interface BoardDeps {
  readonly pages: Pages
  readonly people: ActivePeople
  readonly verification: Pick<VerificationOperations, 'standingOf'>
  readonly now: () => Date
}

export const NO_OWNER = '-'
const WORST_FIRST: readonly VerificationState[] = ['overdue', 'due', 'never', 'no-interval', 'verified']

/** Published pages by how true they are known to be. */
export function createBoard({ pages, people, verification, now }: BoardDeps) {
  const { catalog } = pages.content
  const weeks = createWeeks({ content: pages.content, now })

  /** By leads. */
  return async function showBoard(user: User, lang: Lang, filter: BoardFilter): Promise<Board> {
    if (!hasRole(user, 'lead')) throw new ForbiddenError('upkeep.leads')
    const active = await people.active()
    const isGone = (owner: string | undefined) => owner === undefined || !active.has(owner)
    const all = [...catalog.all()].filter((page) => page.status === 'published' && !isTemplate(page.path))
    const inFolder = (page: Page) => filter.folder === undefined || folderOf(page) === filter.folder
    const isOwn = (owner: string | undefined) =>
      filter.owner === undefined || (filter.owner === NO_OWNER ? isGone(owner) : owner === filter.owner)
    const chosen = all.filter((page) => inFolder(page) && isOwn(page.owner))
    const today = dayOf(now())
    const rows = chosen.map((page): BoardRow => {
      const { title, lang: shown } = variantFor(page, lang)
      const { reviewed, reviewEvery } = page.original.frontMatter
      const standing = verification.standingOf(page, today)
      return {
        path: page.path,
        title,
        lang: shown,
        folder: folderOf(page),
        owner: page.owner,
        needsOwner: isGone(page.owner),
        reviewed,
        reviewEvery,
        ...standing,
      }
    })
    return {
      rows: rows.filter(({ state }) => filter.state === undefined || state === filter.state).sort(worstFirst),
      total: rows.length,
      counts: countStates(rows),
      withoutOwner: rows.filter(({ needsOwner }) => needsOwner).length,
      withoutOfficial: chosen.filter(lacksOfficial).map((page) => {
        const { title, lang: shown } = variantFor(page, lang)
        return { path: page.path, title, lang: shown }
      }),
      weeks: await weeks(all.filter(inFolder), isOwn),
      folders: [...new Set(all.map(folderOf))].sort(),
      owners: [...new Set(all.flatMap(({ owner }) => owner ?? []))].sort(),
    }
  }
}

function folderOf({ path }: Pick<Page, 'path'>): string {
  return path.split('/')[0] ?? ''
}

/** A guide is what people act on, so it should rest on what its makers say. */
export function lacksOfficial({ kind, original }: Page): boolean {
  return kind === 'guide' && !(original.frontMatter.sources ?? []).some(({ tier }) => tier === 'official')
}

function countStates(rows: readonly BoardRow[]): Record<VerificationState, number> {
  const counts = Object.fromEntries(verificationStates.map((state) => [state, 0]))
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1
  return counts as Record<VerificationState, number>
}

function worstFirst(a: BoardRow, b: BoardRow): number {
  return (
    WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) ||
    (a.due ?? '9').localeCompare(b.due ?? '9') ||
    a.path.localeCompare(b.path)
  )
}
