import type { LinkRequest } from '../markdown/linker.ts'
import { parseWikilink, resolveRelative } from '../markdown/links.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { kinds, type Kind } from './kinds.ts'
import { canSee, joinVariants, variantFor, type Page, type Variant } from './page.ts'
import { foldPath, isTemplate, type PagePath } from './page-path.ts'

/** The page that a link leads to, with the title of the one that has taken its place. */
export interface LinkedPage {
  readonly path: PagePath
  readonly title: string
  readonly successor?: string
}

/** What front matter says of two pages; `learnedFrom` is a lesson's. */
export type Relation = 'supersedes' | 'conflictsWith' | 'supports' | 'learnedFrom'

/** Where pages are now that were once elsewhere, and where they were. */
export interface Moves {
  readonly present: (path: string) => string
  readonly former: (path: string) => readonly string[]
}

/**
 * All pages in memory, without their text: by path, kind and title, with who links to whom.
 * Derived from one commit; `apply` brings it to the next at a cost that depends on the change alone.
 */
export class Catalog {
  /** Grows with every change, so that what is derived from the catalog knows when it is old. */
  version = 0
  /** Grows when a path or a title comes, goes or changes: what links look like depends on nothing else. */
  namesVersion = 0

  #files = new Map<string, Variant>()
  #pages = new Map<string, Page>()
  #folded = new Map<string, PagePath>()
  /** Folded title -> paths; the first keeps the name. */
  #titles = new MultiMap<PagePath>()
  /** What a link says (a path, or `title:` and a folded title) -> paths of the pages that say it. */
  #mentions = new MultiMap<PagePath>()
  /** A relation and a path, as front matter says it -> paths of the pages that say it. */
  #relations = new MultiMap<PagePath>()
  #moves: Moves = { present: (path) => path, former: () => [] }
  #stopped: ReadonlySet<string> = new Set()
  /** What those see who have no drafts. */
  #open = new Map<Kind, { readonly version: number; readonly pages: readonly Page[] }>()
  /** Owner -> paths of their drafts. */
  #drafts = new MultiMap<PagePath>()
  #lists = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Record<Kind, Page[]>
  #unsorted = new Set<Kind>()

  get size(): number {
    return this.#pages.size
  }

  find(path: string): Page | undefined {
    return this.#pages.get(path)
  }

  /** A page whose path differs at most in case and composition. */
  findTwin(path: string): Page | undefined {
    const twin = this.#folded.get(foldPath(path))
    return twin === undefined ? undefined : this.#pages.get(twin)
  }

  findFile(file: string): Variant | undefined {
    return this.#files.get(file)
  }

  all(): IterableIterator<Page> {
    return this.#pages.values()
  }

  variants(): IterableIterator<Variant> {
    return this.#files.values()
  }

  /** Pages of a kind by title, templates left out. */
  list(kind: Kind): readonly Page[] {
    const list = this.#lists[kind]
    if (this.#unsorted.delete(kind)) list.sort(byTitle)
    return list
  }

  /** Those of them that `user` may see. Nearly all people see the same, which are told apart once a change. */
  listFor(user: User, kind: Kind): readonly Page[] {
    if (hasRole(user, 'lead')) return this.list(kind)
    if (this.hasDraftOf(user.handle)) return this.list(kind).filter((page) => canSee(user, page))
    const known = this.#open.get(kind)
    if (known?.version === this.version) return known.pages
    const pages = this.list(kind).filter((page) => canSee(user, page))
    this.#open.set(kind, { version: this.version, pages })
    return pages
  }

  /** Pages that link to this one, in any of their languages, also by front matter. */
  backlinks(page: Page): Page[] {
    const sources = new Set(this.#mentions.get(page.path))
    for (const title of titlesOf(page)) {
      if (this.#titles.first(title) === page.path)
        this.#mentions.get(`title:${title}`).forEach((path) => sources.add(path))
    }
    sources.delete(page.path)
    return [...sources].flatMap((path) => this.#pages.get(path) ?? [])
  }

  /** Whether somebody may see a draft because it is their own. */
  hasDraftOf(handle: string): boolean {
    return this.#drafts.get(handle).size > 0
  }

  /** Pages whose front matter names this one, under whatever path it was ever known, in the order they came. */
  related(relation: Relation, path: string): Page[] {
    const known = [path, ...this.#moves.former(path)]
    const sources = new Set(known.flatMap((one) => [...this.#relations.get(`${relation} ${one}`)]))
    sources.delete(path as PagePath)
    return [...sources].flatMap((source) => this.#pages.get(source) ?? [])
  }

  /** The page that front matter names, also where it has moved since. */
  named(path: string): Page | undefined {
    return this.#pages.get(path) ?? this.#pages.get(this.#moves.present(path.normalize('NFC')))
  }

  /** The published page that a superseded one leads to in the end; undefined where none does, and in a loop. */
  successor(path: string): Page | undefined {
    const seen = new Set([path])
    let last: Page | undefined
    for (let next = this.#nextAfter(path); next; next = this.#nextAfter(next.path)) {
      if (seen.has(next.path)) return undefined
      seen.add(next.path)
      last = next
    }
    return last
  }

  /** Whether the team's log says of this lesson that it no longer holds. */
  hasStopped(path: string): boolean {
    return this.#stopped.has(path)
  }

  /** Told by whoever keeps the logs. */
  setStopped(paths: ReadonlySet<string>): void {
    const same = paths.size === this.#stopped.size && [...paths].every((path) => this.#stopped.has(path))
    this.#stopped = paths
    if (!same) this.version++
  }

  /** Told by whoever keeps the redirects. */
  setMoves(moves: Moves): void {
    this.#moves = moves
    this.version++
  }

  /** The page meant by a link: by its path, else by a title in any language. Drafts are not linked to. */
  resolve(target: LinkRequest, lang: Lang): LinkedPage | undefined {
    const byPath = target.path === undefined ? undefined : this.#pages.get(target.path)
    const page = byPath ?? this.#findByTitle(target.title)
    if (!page || page.status === 'draft') return undefined
    const { path } = page
    const { title } = variantFor(page, lang)
    const next = this.successor(path)
    return next ? { path, title, successor: variantFor(next, lang).title } : { path, title }
  }

  /** Brings files to their new state; undefined for one that is gone. */
  apply(changes: Iterable<readonly [file: string, variant: Variant | undefined]>): void {
    const touched = new Set<PagePath>()
    for (const [file, variant] of changes) {
      const before = this.#files.get(file)
      if (variant) this.#files.set(file, variant)
      else this.#files.delete(file)
      const path = variant?.path ?? before?.path
      if (path !== undefined) touched.add(path)
    }
    if (touched.size === 0) return
    const inBulk = touched.size > 50
    for (const path of touched) this.#rejoin(path, inBulk)
    this.version++
  }

  #nextAfter(path: string): Page | undefined {
    return this.related('supersedes', path).find(({ status }) => status === 'published')
  }

  #findByTitle(title: string | undefined): Page | undefined {
    const path = title === undefined ? undefined : this.#titles.first(foldTitle(title))
    return path === undefined ? undefined : this.#pages.get(path)
  }

  #rejoin(path: PagePath, inBulk: boolean): void {
    const before = this.#pages.get(path)
    const files = [`${path}.md`, `${path}.ko.md`, `${path}.en.md`]
    const page = joinVariants(files.flatMap((file) => this.#files.get(file) ?? []))
    if (namesOf(before) !== namesOf(page)) this.namesVersion++
    if (before) this.#forget(before, inBulk)
    if (page) this.#learn(page, inBulk)
  }

  #forget(page: Page, inBulk: boolean): void {
    this.#pages.delete(page.path)
    this.#folded.delete(foldPath(page.path))
    for (const title of titlesOf(page)) this.#titles.delete(title, page.path)
    for (const mention of mentionsOf(page)) this.#mentions.delete(mention, page.path)
    for (const relation of relationsOf(page)) this.#relations.delete(relation, page.path)
    if (page.owner !== undefined) this.#drafts.delete(page.owner, page.path)
    if (isTemplate(page.path)) return
    const list = inBulk ? this.#lists[page.kind] : (this.list(page.kind) as Page[])
    list.splice(list.indexOf(page), 1)
  }

  #learn(page: Page, inBulk: boolean): void {
    this.#pages.set(page.path, page)
    this.#folded.set(foldPath(page.path), page.path)
    const hasDraft = page.status === 'draft' || page.drafts.size > 0
    if (hasDraft && page.owner !== undefined) this.#drafts.add(page.owner, page.path)
    if (isTemplate(page.path)) return
    for (const title of titlesOf(page)) this.#titles.add(title, page.path)
    for (const mention of mentionsOf(page)) this.#mentions.add(mention, page.path)
    for (const relation of relationsOf(page)) this.#relations.add(relation, page.path)
    if (inBulk) {
      this.#lists[page.kind].push(page)
      this.#unsorted.add(page.kind)
      return
    }
    const list = this.list(page.kind) as Page[]
    list.splice(placeOf(page, list), 0, page)
  }
}

/** Several values under one key, in the order they came. */
class MultiMap<V> {
  #sets = new Map<string, Set<V>>()

  get(key: string): ReadonlySet<V> {
    return this.#sets.get(key) ?? NONE
  }

  first(key: string): V | undefined {
    return this.#sets.get(key)?.values().next().value
  }

  add(key: string, value: V): void {
    const set = this.#sets.get(key)
    if (set) set.add(value)
    else this.#sets.set(key, new Set([value]))
  }

  delete(key: string, value: V): void {
    const set = this.#sets.get(key)
    if (set?.delete(value) && set.size === 0) this.#sets.delete(key)
  }
}

const NONE: ReadonlySet<never> = new Set<never>()
const collator = new Intl.Collator('ko', { numeric: true })
const byTitle = (a: Page, b: Page): number => collator.compare(a.original.title, b.original.title)

/** Binary search for where a page goes in a sorted list. */
function placeOf(page: Page, list: readonly Page[]): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byTitle(list[middle] as Page, page) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function foldTitle(title: string): string {
  return title.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()
}

function titlesOf(page: Page): Set<string> {
  return new Set([...page.variants.values()].map((variant) => foldTitle(variant.title)))
}

/** Everything that others show of a page when they link to it. */
function namesOf(page: Page | undefined): string {
  if (!page) return ''
  const turns = `${page.status} ${page.original.frontMatter.supersedes?.join() ?? ''}`
  return `${turns} ${[...page.variants].map(([lang, { title }]) => `${lang}:${title}`).join('\n')}`
}

function mentionsOf(page: Page): Set<string> {
  const mentions = new Set<string>()
  for (const variant of page.variants.values()) {
    for (const mention of mentionsOfVariant(variant)) mentions.add(mention)
  }
  return mentions
}

/** Everything that one language of a page says it links to: paths, and titles as `title:`. */
export function mentionsOfVariant(variant: Variant): string[] {
  const inText = variant.links.flatMap((link) => mentionsOfLink(link, variant.path))
  return [...inText, ...pathsInFrontMatter(variant)]
}

function mentionsOfLink(link: Variant['links'][number], from: PagePath): string[] {
  if (link.kind === 'relative') {
    const target = resolveRelative(from, link.target)
    return target ? [target.path] : []
  }
  const wikilink = parseWikilink(`[[${link.target}]]`)
  const byTitle = wikilink?.title === undefined ? [] : [`title:${foldTitle(wikilink.title)}`]
  return wikilink?.path === undefined ? byTitle : [wikilink.path, ...byTitle]
}

/** The relations of a page as keys. Those of a translation do not count. */
function relationsOf({ original: { frontMatter } }: Page): string[] {
  const { supersedes = [], conflictsWith = [], supports = [], lesson } = frontMatter
  const named: Readonly<Record<Relation, readonly string[]>> = {
    supersedes,
    conflictsWith,
    supports,
    learnedFrom: lesson?.learnedFrom === undefined ? [] : [lesson.learnedFrom],
  }
  return Object.entries(named).flatMap(([relation, paths]) =>
    paths.map((path) => `${relation} ${path.normalize('NFC')}`),
  )
}

/** Pages that a page's front matter points to. */
export function pathsInFrontMatter({ frontMatter }: Variant): string[] {
  const {
    supports = [],
    supersedes = [],
    conflictsWith = [],
    lesson,
    retro,
    cycles = [],
    steps = [],
  } = frontMatter
  const drawn = [...(retro?.learned ?? []), ...(retro?.actions ?? [])].flatMap(({ lesson }) => lesson ?? [])
  const learnedFrom = lesson?.learnedFrom === undefined ? [] : [lesson.learnedFrom]
  return [
    ...supports,
    ...supersedes,
    ...conflictsWith,
    ...learnedFrom,
    ...drawn,
    ...cycles.flatMap((cycle) => cycle.page ?? []),
    ...steps.flatMap((step) => step.page ?? []),
  ]
}
