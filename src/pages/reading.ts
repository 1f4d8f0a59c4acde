import { readingMinutes } from '../markdown/outline.ts'
import type { Lang, User } from '../user.ts'
import { hasRole } from '../user.ts'
import type { Catalog } from './catalog.ts'
import { contributorsOf } from './contributors.ts'
import { sourceTiers } from './front-matter.ts'
import type { HistoryIndex } from './history.ts'
import { kindFacts, type Kind } from './kinds.ts'
import { canSee, variantFor, type Page, type Variant } from './page.ts'
import type { ReadPage } from './pages.ts'
import { reviewState, type ReviewState } from './review.ts'

/** What a list shows of a page. */
export interface Card {
  readonly path: string
  readonly lang: Lang
  readonly title: string
  readonly summary: string
  readonly kind: Kind
  readonly status: Page['status']
  readonly review: ReviewState
  readonly reviewed: string | undefined
  readonly owner: string | undefined
  readonly tags: readonly string[]
  readonly minutes: number
  readonly superseded: boolean
  /** The page that it leads to, where it is superseded. */
  readonly successor: { readonly path: string; readonly title: string; readonly lang: Lang } | undefined
  /** Whoever applied this lesson lately says that it did not hold. */
  readonly stopped: boolean
}

interface Shelf {
  readonly catalog: Catalog
  readonly history: HistoryIndex
}

/** A page as a list shows it, in the reader's language. */
export function cardOf(page: Page, lang: Lang, { catalog }: Pick<Shelf, 'catalog'>, now: Date): Card {
  const variant = variantFor(page, lang)
  const successor = catalog.successor(page.path)
  const next = successor && variantFor(successor, lang)
  return {
    path: page.path,
    lang: variant.lang,
    title: variant.title,
    summary: variant.frontMatter.summary ?? '',
    kind: page.kind,
    status: page.status,
    review: reviewState(page.original.frontMatter, now),
    reviewed: page.original.frontMatter.reviewed,
    owner: page.owner,
    tags: page.tags,
    minutes: readingMinutes(variant.words),
    superseded: next !== undefined,
    successor: next && { path: next.path, title: next.title, lang: next.lang },
    stopped: catalog.hasStopped(page.path),
  }
}

/** Everything that the page's view shows beside its text. */
export function describePage(user: User, { page, variant, rendered }: ReadPage, shelf: Shelf, now: Date) {
  const { catalog, history } = shelf
  const { lang } = variant
  const link = (path: string) => linkTo(path, lang, user, catalog)
  const successor = catalog.successor(page.path)
  const siblings = neighbours(page, user, catalog)
  const { frontMatter } = variant
  return {
    page,
    variant,
    rendered,
    card: cardOf(page, lang, shelf, now),
    crumbs: crumbsOf(page),
    lesson: frontMatter.lesson,
    learnedFrom:
      frontMatter.lesson?.learnedFrom === undefined ? undefined : link(frontMatter.lesson.learnedFrom),
    supports: (page.original.frontMatter.supports ?? []).map(link),
    conflicts: conflictsOf(user, page, catalog).map((other) => link(other.path)),
    supersedes: (page.original.frontMatter.supersedes ?? []).map(link),
    successor: successor && canSee(user, successor) ? link(successor.path) : undefined,
    sources: sourcesByTier(page, variant),
    backlinks: catalog
      .backlinks(page)
      .filter((other) => canSee(user, other))
      .slice(0, 12)
      .map((other) => link(other.path)),
    previous: siblings.previous && link(siblings.previous.path),
    next: siblings.next && link(siblings.next.path),
    translations: [...page.variants.keys()].filter((other) => other !== lang),
    missingTranslation: page.variants.size === 1 ? otherLang(lang) : undefined,
    latest: history.latest(variant.file),
    contributors: contributorsOf(history.of(variant.file)),
    mayWrite: hasRole(user, 'lead'),
  }
}

export interface PageLink {
  readonly path: string
  readonly title: string
  readonly lang: Lang | undefined
  /** Undefined where there is no such page that the reader may see. */
  readonly kind: Kind | undefined
}

/** A link in the reader's language; the bare path where there is no page (yet). */
export function linkTo(path: string, lang: Lang, user: User, catalog: Catalog): PageLink {
  const page = catalog.named(path)
  if (!page || !canSee(user, page)) return { path, title: path, lang: undefined, kind: undefined }
  const variant = variantFor(page, lang)
  return { path: page.path, title: variant.title, lang: variant.lang, kind: page.kind }
}

/** Pages that say otherwise, whichever of the two says so; a page that is gone conflicts with nothing. */
export function conflictsOf(user: User, page: Page, catalog: Catalog): Page[] {
  if (catalog.successor(page.path)) return []
  const declared = (page.original.frontMatter.conflictsWith ?? []).flatMap(
    (path) => catalog.named(path) ?? [],
  )
  const both = new Set([...declared, ...catalog.related('conflictsWith', page.path)])
  both.delete(page)
  return [...both].filter(
    (other) => canSee(user, other) && other.status !== 'archived' && !catalog.successor(other.path),
  )
}

/** The kind's index and the folders between it and the page. */
function crumbsOf(
  page: Page,
): { readonly href: string | undefined; readonly kind?: Kind; readonly text?: string }[] {
  const folders = page.path.split('/').slice(0, -1)
  const own = kindFacts[page.kind].folder
  const inner = folders[0] === own ? folders.slice(1) : folders
  return [{ href: `/${own}`, kind: page.kind }, ...inner.map((text) => ({ href: undefined, text }))]
}

/** An empty tier stays and says so; a guide that names nothing says only that nothing official stands behind it. */
function sourcesByTier(page: Page, variant: Variant) {
  const sources = variant.frontMatter.sources ?? []
  if (sources.length === 0) return page.kind === 'guide' ? [{ tier: 'official' as const, sources }] : []
  return sourceTiers.map((tier) => ({ tier, sources: sources.filter((source) => source.tier === tier) }))
}

function neighbours(
  page: Page,
  user: User,
  catalog: Catalog,
): { previous?: Page | undefined; next?: Page | undefined } {
  if (page.kind === 'note') return {}
  const list = catalog.list(page.kind)
  // As the list has it, without the drafts that this reader may see.
  const place = list.indexOf(catalog.find(page.path) ?? page)
  if (place < 0) return {}
  const nearest = (step: 1 | -1): Page | undefined => {
    let at = place + step
    while (list[at] && !isWalkable(list[at] as Page, user)) at += step
    return list[at]
  }
  return { previous: nearest(-1), next: nearest(1) }
}

function isWalkable(page: Page, user: User): boolean {
  return page.status !== 'archived' && canSee(user, page)
}

export function otherLang(lang: Lang): Lang {
  return lang === 'ko' ? 'en' : 'ko'
}
