import { InvalidError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import { resolveFile } from '../markdown/links.ts'
import type { Catalog } from '../pages/catalog.ts'
import { mentionsOfVariant } from '../pages/catalog.ts'
import type { Page, Variant } from '../pages/page.ts'
import { pageOfAttachment, parsePagePath, type PagePath } from '../pages/page-path.ts'

export interface MoveInput {
  /** A page's path, or a folder's with a slash at its end. */
  readonly from: string
  readonly to: string
}

/** What a move changes, decided before anything is. */
export interface MovePlan {
  readonly isFolder: boolean
  readonly moves: ReadonlyMap<PagePath, PagePath>
  /** Pages that stay where they are and link to one that moves. */
  readonly relinked: readonly Page[]
}

export const MOST_MOVED = 2_000

/**
 * @throws NotFoundError for what is not there, InvalidError for a path that cannot be, PreconditionFailedError where
 * a page is at the new place already.
 */
export function planMove(catalog: Catalog, { from, to }: MoveInput): MovePlan {
  const isFolder = from.endsWith('/')
  const moves = isFolder ? movesOfFolder(catalog, from, to) : moveOfPage(catalog, from, to)
  if (moves.size === 0) throw new NotFoundError('moving.missing')
  if (moves.size > MOST_MOVED) throw new InvalidError('moving.tooMany', { max: MOST_MOVED }, { field: 'to' })
  refuseTaken(catalog, moves)
  return { isFolder, moves, relinked: pagesThatMention(catalog, moves) }
}

function moveOfPage(catalog: Catalog, from: string, to: string): Map<PagePath, PagePath> {
  const page = catalog.find(from.normalize('NFC'))
  const target = parsePagePath(to.trim())
  if (!target.includes('/')) throw new InvalidError('moving.folder', {}, { field: 'to' })
  if (!page) return new Map()
  if (page.path === target) throw new InvalidError('moving.same', {}, { field: 'to' })
  return new Map([[page.path, target]])
}

function movesOfFolder(catalog: Catalog, from: string, to: string): Map<PagePath, PagePath> {
  const folder = parsePagePath(from.slice(0, -1))
  const target = parsePagePath(to.trim().replace(/\/+$/, ''))
  if (folder === target) throw new InvalidError('moving.same', {}, { field: 'to' })
  if (target.startsWith(`${folder}/`)) throw new InvalidError('moving.inside', {}, { field: 'to' })
  const inside = [...catalog.all()].filter(({ path }) => path.startsWith(`${folder}/`))
  return new Map(inside.map(({ path }) => [path, parsePagePath(target + path.slice(folder.length))]))
}

/** A twin of a page that itself moves away is no hindrance: that is how the case of a name is changed. */
function refuseTaken(catalog: Catalog, moves: ReadonlyMap<PagePath, PagePath>): void {
  for (const target of moves.values()) {
    const taken = catalog.find(target) ?? catalog.findTwin(target)
    if (taken && !moves.has(taken.path)) {
      throw new PreconditionFailedError('pages.exists', { path: taken.path, title: taken.original.title })
    }
  }
}

/** In any language and in drafts, too. */
function pagesThatMention(catalog: Catalog, moves: ReadonlyMap<string, PagePath>): Page[] {
  const paths = new Set<PagePath>()
  for (const variant of catalog.variants()) {
    if (!moves.has(variant.path) && mentions(variant, moves)) paths.add(variant.path)
  }
  return [...paths].flatMap((path) => catalog.find(path) ?? [])
}

export function mentions(variant: Variant, moves: ReadonlyMap<string, PagePath>): boolean {
  return (
    mentionsOfVariant(variant).some((path) => moves.has(path)) ||
    variant.links.some(({ kind, target }) => kind === 'relative' && isOfMoved(variant.path, target, moves))
  )
}

/** Whether an address leads to an attachment of a page that moves. */
function isOfMoved(from: string, address: string, moves: ReadonlyMap<string, PagePath>): boolean {
  const file = resolveFile(from, address)
  const owner = file === undefined ? undefined : pageOfAttachment(file)
  return owner !== undefined && moves.has(owner)
}
