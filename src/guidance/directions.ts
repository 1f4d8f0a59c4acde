import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import type { Content } from '../pages/content.ts'
import type { Kind } from '../pages/kinds.ts'
import { canSee, variantFor, type Page, type Variant } from '../pages/page.ts'
import { linkTo, type PageLink } from '../pages/reading.ts'
import { hasRole, type Lang, type User } from '../user.ts'

/** Kinds that can stand behind a direction. */
export const supportingKinds: readonly Kind[] = ['lesson', 'guide', 'path', 'onboarding', 'retro']

export interface PageName {
  readonly path: string
  readonly title: string
  readonly lang: Lang
}

export interface KindOfPages {
  readonly kind: Kind
  readonly pages: readonly PageName[]
}

/** What stands behind a direction, and what stands alone. */
export interface Support {
  readonly behind: readonly KindOfPages[]
  readonly behindCount: number
  /** Published lessons, guides and paths that support no direction at all. */
  readonly alone: readonly KindOfPages[]
  readonly aloneCount: number
}

const ALONE_KINDS: readonly Kind[] = ['lesson', 'guide', 'path']

/** What supports a direction by kind; for leads also what supports none. */
export function supportOf(
  user: User,
  direction: Page,
  lang: Lang,
  { catalog }: Pick<Content, 'catalog'>,
): Support {
  const counts = (page: Page) =>
    page.status === 'published' && canSee(user, page) && !catalog.successor(page.path)
  const supporters = new Set(catalog.related('supports', direction.path).filter(counts))
  const behind = byKind(supportingKinds, lang, (kind) =>
    catalog.list(kind).filter((page) => supporters.has(page)),
  )
  const alone = hasRole(user, 'lead')
    ? byKind(ALONE_KINDS, lang, (kind) =>
        catalog.list(kind).filter((page) => counts(page) && !page.original.frontMatter.supports?.length),
      )
    : []
  return { behind, behindCount: countIn(behind), alone, aloneCount: countIn(alone) }
}

/** A small cycle as the page shows it. */
export interface ShownCycle {
  readonly title: string
  readonly ask: string | undefined
  readonly try: string | undefined
  readonly look: string | undefined
  readonly page: PageLink | undefined
  readonly ends: string | undefined
  readonly chose: 'go-on' | 'change' | 'stop' | undefined
  readonly learned: string | undefined
  /** The first one that nothing has been decided of. */
  readonly isNow: boolean
}

/** On a direction's page: its small cycles, and what stands behind it. */
export function addDirection(
  user: User,
  page: Page,
  variant: Variant,
  { catalog }: Pick<Content, 'catalog'>,
): PageAddition {
  if (page.kind !== 'direction') return NO_ADDITION
  const cycles = variant.frontMatter.cycles ?? page.original.frontMatter.cycles ?? []
  const now = page.status === 'archived' ? -1 : cycles.findIndex(({ chose }) => chose === undefined)
  const shown = cycles.map((cycle, number): ShownCycle => {
    const { title, ask, look, ends, chose, learned, page: path } = cycle
    const link = path === undefined ? undefined : linkTo(path, variant.lang, user, catalog)
    return { title, ask, try: cycle.try, look, ends, chose, learned, page: link, isNow: number === now }
  })
  return {
    // All of it is of the catalog, whose version every page's own has.
    version: 'direction',
    locals: { support: supportOf(user, page, variant.lang, { catalog }), cycles: shown },
    personal: false,
    slots: { ...(shown.length > 0 && { body: 'guidance/cycles' }), foot: 'guidance/support' },
  }
}

function byKind(kinds: readonly Kind[], lang: Lang, pagesOf: (kind: Kind) => readonly Page[]): KindOfPages[] {
  return kinds
    .map((kind) => ({ kind, pages: pagesOf(kind).map((page) => nameOf(page, lang)) }))
    .filter(({ pages }) => pages.length > 0)
}

function countIn(kinds: readonly KindOfPages[]): number {
  return kinds.reduce((sum, { pages }) => sum + pages.length, 0)
}

export function nameOf(page: Page, lang: Lang): PageName {
  const { title, lang: shown } = variantFor(page, lang)
  return { path: page.path, title, lang: shown }
}
