import { AppError, ForbiddenError, InvalidError } from '../errors.ts'
import type { FileChange } from '../git/repository.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { variantFor, type Page } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { ActivePeople } from './active-people.ts'
import { authorOf, editFilesOf, messageOf, type EditFile } from './page-files.ts'
import { setFrontMatter } from '../markdown/front-matter.ts'

export interface HandOverInput {
  /** Whose pages; undefined: pages that nobody owns. */
  readonly from: string | undefined
  /** A handle; undefined: the pages are left without an owner. */
  readonly to: string | undefined
  /** Which of them; undefined: all. */
  readonly paths?: readonly string[] | undefined
}

export interface OwnedPage {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  readonly status: Page['status']
}

export interface OwnerDeps {
  readonly pages: Pages
  readonly people: ActivePeople
  readonly notifications: Notifications
}

export type OwnerOperations = ReturnType<typeof createOwners>

/** Whose a page is, and what becomes of it when they leave. */
export function createOwners({ pages, people, notifications }: OwnerDeps) {
  const { catalog } = pages.content

  const ownedBy = (handle: string | undefined): Page[] =>
    [...catalog.all()].filter((page) => page.owner === handle && !isTemplate(page.path))

  /** @throws InvalidError for somebody who has no account or can no longer sign in. */
  const findHeir = async (handle: string): Promise<{ id: string; handle: string }> => {
    const id = (await people.active()).get(handle)
    if (id === undefined) throw new InvalidError('upkeep.owner.unknown', { handle }, { field: 'to' })
    return { id, handle }
  }

  /** One commit on the pages that `choose` finds at the branch's head. */
  const give = async (
    user: User,
    to: string | undefined,
    subject: (pages: readonly Page[]) => string,
    choose: () => readonly Page[],
  ): Promise<readonly Page[]> => {
    let given: readonly Page[] = []
    await pages.content.commit(authorOf(user), async () => {
      given = choose()
      const files: FileChange[] = []
      for (const page of given) files.push(...(await editFilesOf(pages, page, setOwner(page, to))))
      return { files, message: messageOf(subject(given), { Owner: to ?? 'none' }) }
    })
    return given
  }

  const tell = async (by: User, heir: { id: string; handle: string }, given: readonly Page[]) => {
    const [first] = given
    if (!first || heir.id === by.id) return
    const params = { by: by.handle, count: given.length, title: first.original.title }
    const type = given.length === 1 ? 'notify.upkeep.page' : 'notify.upkeep.pages'
    const href = given.length === 1 ? `/wiki/${encodeURI(first.path)}` : `/people/${heir.handle}`
    await notifications.tell({ to: [heir.id], type, params, href })
  }

  return {
    /** Nobody answers for it: without an owner, or its owner has left or never was. */
    async needsOwner({ owner }: Pick<Page, 'owner'>): Promise<boolean> {
      return owner === undefined || !(await people.active()).has(owner)
    },

    /** What somebody owns, in the language of who asks; drafts for those who may see them. */
    ownedPages(viewer: User, handle: string, lang: Lang): OwnedPage[] {
      return ownedBy(handle).flatMap((found) => {
        const page = pages.find(viewer, found.path)
        if (!page) return []
        const variant = variantFor(page, lang)
        return [{ path: page.path, title: variant.title, lang: variant.lang, status: page.status }]
      })
    },

    /**
     * By leads: pages go from one to another in one commit, and the new owner is told.
     * @returns how many. @throws ForbiddenError, InvalidError
     */
    async handOver(user: User, { from, to, paths }: HandOverInput): Promise<number> {
      mustLead(user)
      if (to !== undefined && to === from) throw new InvalidError('upkeep.owner.same', {}, { field: 'to' })
      const heir = to === undefined ? undefined : await findHeir(to)
      const wanted = paths && new Set(paths.map((path) => path.normalize('NFC')))
      const subject = ({ length }: readonly Page[]) =>
        `Hand over ${length} ${length === 1 ? 'page' : 'pages'} ${from === undefined ? '' : `of ${from} `}${to === undefined ? '' : `to ${to}`}`.trimEnd()
      const given = await give(user, to, subject, () =>
        ownedBy(from).filter(({ path }) => wanted?.has(path) ?? true),
      )
      if (given.length === 0) throw new InvalidError('upkeep.owner.nothing', {}, { field: 'paths' })
      if (heir) await tell(user, heir, given)
      return given.length
    },

    /**
     * By leads: one page gets an owner, whoever it had.
     * @throws NotFoundError, ForbiddenError, InvalidError
     */
    async setOwner(user: User, path: string, to: string | undefined): Promise<Page> {
      mustLead(user)
      pages.get(user, path)
      const heir = to === undefined ? undefined : await findHeir(to)
      const subject = ([page]: readonly Page[]) =>
        `${page?.original.title} is looked after by ${to ?? 'nobody'}`
      const given = await give(user, to, subject, () =>
        [pages.get(user, path)].filter(({ owner }) => owner !== to),
      )
      if (heir) await tell(user, heir, given)
      return pages.get(user, path)
    },

    /**
     * By leads: a page that needs an owner becomes one's own.
     * @throws NotFoundError, ForbiddenError, AppError where somebody else was quicker.
     */
    async take(user: User, path: string): Promise<Page> {
      mustLead(user)
      const active = await people.active()
      const subject = ([page]: readonly Page[]) => `${page?.original.title} is looked after by ${user.handle}`
      await give(user, user.handle, subject, () => {
        const page = pages.get(user, path)
        if (page.owner === user.handle) return []
        if (page.owner !== undefined && active.has(page.owner))
          throw new AppError('conflict', 'upkeep.owner.taken', { owner: page.owner })
        return [page]
      })
      return pages.get(user, path)
    },
  }
}

/** The original says whose the page is; a translation repeats it where it did before. */
function setOwner({ original }: Page, owner: string | undefined): EditFile {
  return (source, variant) =>
    variant.file === original.file || variant.frontMatter.owner !== undefined
      ? setFrontMatter(source, { owner })
      : undefined
}

function mustLead(user: User): void {
  if (!hasRole(user, 'lead')) throw new ForbiddenError('upkeep.leads')
}
