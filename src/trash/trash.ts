import type { Audit } from '../audit/audit.ts'
import { ForbiddenError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import type { Kind } from '../pages/kinds.ts'
import { canSee, joinVariants, readVariant, variantFor, type Page } from '../pages/page.ts'
import { fileOfPage, pageOfAttachment, pageOfFile, type PagePath } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { findRemovals, type Removal } from './removals.ts'

/** After these a page is no longer in the trash; its history, and git, keep it for good. */
export const TRASH_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1_000

/** A page that was deleted. */
export interface TrashedPage {
  readonly path: PagePath
  /** By which it was deleted: what is asked for when it is to come back. */
  readonly commit: CommitId
  readonly title: string
  readonly lang: Lang
  readonly kind: Kind
  readonly languages: readonly Lang[]
  readonly attachments: number
  readonly deletedBy: string
  readonly deletedAt: Date
  /** When it leaves the trash. */
  readonly until: Date
  /** The page that is in its place by now. */
  readonly taken: Titled | undefined
  /** Pages that still lead to its path, and lead nowhere. */
  readonly links: readonly Titled[]
}

interface Titled {
  readonly path: PagePath
  readonly title: string
}

export interface TrashDeps {
  readonly pages: Pages
  readonly audit: Audit
}

export type Trash = ReturnType<typeof createTrash>

/** Deleted pages, read from the history: nothing else needs to be kept for them. */
export function createTrash({ pages, audit }: TrashDeps) {
  const { content } = pages
  /** A commit and a path name what was there for good. */
  const read = new Map<string, Page | undefined>()

  const removalsFor = async (user: User): Promise<{ removal: Removal; page: Page }[]> => {
    if (!hasRole(user, 'lead')) throw new ForbiddenError('errors.needs.lead')
    const since = new Date(pages.now().getTime() - TRASH_DAYS * DAY_MS)
    const found = []
    for (const removal of findRemovals(content, since)) {
      const page = await readRemoved(removal)
      if (page && isOwn(user, removal, page)) found.push({ removal, page })
    }
    return found
  }

  const readRemoved = async (removal: Removal): Promise<Page | undefined> => {
    const key = `${removal.commit} ${removal.path}`
    if (!read.has(key)) read.set(key, await readPage(removal))
    return read.get(key)
  }

  const readPage = async ({ files }: Removal): Promise<Page | undefined> => {
    const variants = files.map(async ({ file, blob }) => {
      const place = pageOfFile(file)
      return place && readVariant({ ...place, file }, blob, await content.readBlob(blob))
    })
    return joinVariants((await Promise.all(variants)).flatMap((variant) => variant ?? []))
  }

  const inPlaceOf = (path: PagePath): Titled | undefined => {
    const page = content.catalog.findTwin(path)
    return page && { path: page.path, title: page.original.title }
  }

  const linksTo = (user: User, page: Page, lang: Lang): Titled[] =>
    content.catalog
      .backlinks(page)
      .filter((other) => canSee(user, other))
      .map((other) => ({ path: other.path, title: variantFor(other, lang).title }))

  /** Of what left the trash it is said when, and where it still is. */
  const whyNotThere = (path: PagePath): NotFoundError => {
    const [latest] = content.catalog.find(path) ? [] : content.history.of(fileOfPage(path))
    if (latest === undefined || latest.blob !== undefined) return new NotFoundError('trash.missing')
    const isOver = pages.now().getTime() - latest.time.getTime() > TRASH_DAYS * DAY_MS
    const date = latest.time.toISOString().slice(0, 10)
    return isOver
      ? new NotFoundError('trash.expired', { path, date, days: TRASH_DAYS })
      : new NotFoundError('trash.missing')
  }

  return {
    /** By leads: what they own, wrote or deleted; all by admins. Newest first. @throws ForbiddenError */
    async list(user: User, lang: Lang): Promise<TrashedPage[]> {
      return (await removalsFor(user)).map(({ removal, page }) => {
        const { path, commit, files, by, at } = removal
        const shown = variantFor(page, lang)
        const languages = new Set([page.original.lang, ...page.variants.keys(), ...page.drafts.keys()])
        return {
          path,
          commit,
          title: shown.title,
          lang: shown.lang,
          kind: page.kind,
          languages: [...languages],
          attachments: files.filter(({ file }) => pageOfAttachment(file) !== undefined).length,
          deletedBy: by.name,
          deletedAt: at,
          until: new Date(at.getTime() + TRASH_DAYS * DAY_MS),
          taken: inPlaceOf(path),
          links: linksTo(user, page, lang),
        }
      })
    },

    /**
     * Brings a page back as it was, with all that went with it, in one commit.
     * @param commit the removal that is meant; the last one where it is not given
     * @throws NotFoundError where it is not in this person's trash, or no longer, PreconditionFailedError where its place is taken
     */
    async restore(user: User, input: { path: string; commit?: string | undefined }): Promise<PagePath> {
      const path = input.path.normalize('NFC') as PagePath
      await content.commit({ name: user.name, email: user.email }, async () => {
        const found = (await removalsFor(user)).find(
          ({ removal }) =>
            removal.path === path && (input.commit === undefined || removal.commit === input.commit),
        )
        if (!found) throw whyNotThere(path)
        const taken = inPlaceOf(path)
        if (taken) throw new PreconditionFailedError('trash.taken', { ...taken })
        const files = found.removal.files.map(({ file, blob }) => ({ path: file, blob }))
        return { files, message: `Restore ${found.page.original.title}` }
      })
      await audit.record({ actor: user.id, action: 'page.restore', object: path, result: 'ok' })
      return path
    },
  }
}

function isOwn(user: User, { writers, by }: Removal, page: Page): boolean {
  if (hasRole(user, 'admin') || page.owner === user.handle) return true
  return writers.has(user.email) || by.email === user.email
}
