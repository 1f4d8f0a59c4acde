import { ForbiddenError, InvalidError, PreconditionFailedError } from '../errors.ts'
import type { FileChange } from '../git/repository.ts'
import type { Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { dayOf, reviewDates, standingOn, type ReviewDates, type Verification } from '../pages/review.ts'
import { hasRole, type User } from '../user.ts'
import { authorOf, editFilesOf, messageOf, setKeys } from './page-files.ts'

/** What an owner says of a page that is to be verified. */
export const verdicts = ['still-true', 'changed', 'archive'] as const
export type Verdict = (typeof verdicts)[number]

export interface VerifyInput {
  readonly path: string
  readonly verdict: Verdict
  /** The revision of the original that was looked at; undefined: whichever is there. */
  readonly revision?: string | undefined
}

/** A page after a verdict. */
export interface Verified extends Verification {
  readonly page: Page
}

interface Decided {
  readonly set: Record<string, unknown>
  readonly message: string
  readonly withDrafts: boolean
  readonly saysTrue?: boolean
}

export type VerificationOperations = ReturnType<typeof createVerification>

export interface VerificationDeps {
  readonly pages: Pages
  /** What says of a page that is doubted that it is true, where its own text has no more to say. */
  readonly reassure?: (user: User, page: Page) => Promise<readonly FileChange[]>
  readonly now: () => Date
}

/** Keeping pages true: by their owner, also when a member, and by leads. */
export function createVerification({ pages, reassure, now }: VerificationDeps) {
  const { content } = pages

  /** Pages are never changed, only replaced, so what follows from one is found once. */
  const dates = new WeakMap<Page, ReviewDates>()

  /** @param today `2026-11-24`; for those who ask of many pages. */
  const standingOf = (page: Page, today = dayOf(now())): Verification => {
    const known = dates.get(page) ?? reviewDates(page.original.frontMatter, createdOn(page))
    dates.set(page, known)
    return standingOn(known, today)
  }

  /** When its file came; for pages that were never verified. */
  const createdOn = ({ original }: Page): string | undefined => {
    const { reviewed, reviewEvery } = original.frontMatter
    if (reviewed !== undefined || reviewEvery === undefined) return undefined
    const first = content.history.of(original.file).at(-1)
    return first && dayOf(first.time)
  }

  /** @throws NotFoundError, ForbiddenError */
  const getToTend = (user: User, path: string): Page => {
    const page = pages.get(user, path)
    if (!mayTend(user, page)) throw new ForbiddenError('upkeep.notYours')
    return page
  }

  /** One commit on all languages; asked again at the branch's head, for the page may have changed hands. */
  const changePage = async (user: User, path: string, decide: (page: Page) => Decided): Promise<Verified> => {
    await content.commit(authorOf(user), async () => {
      const page = getToTend(user, path)
      const { set, message, withDrafts, saysTrue } = decide(page)
      const change = setKeys(set)
      const files = await editFilesOf(pages, page, (source, variant) =>
        withDrafts || variant.frontMatter.status !== 'draft' ? change(source, variant) : undefined,
      )
      // Verified today already: the text says no more than it did, but what doubted it is answered.
      const isSaid = files.some((file) => file.path === page.original.file)
      if (saysTrue && !isSaid && reassure) files.push(...(await reassure(user, page)))
      return { files, message }
    })
    const page = pages.get(user, path)
    return { page, ...standingOf(page) }
  }

  return {
    standingOf,

    /**
     * One commit that says it: `reviewed` moves to today in all languages, or `status` to archived.
     * @throws NotFoundError, ForbiddenError, InvalidError for drafts and what cannot be read,
     * PreconditionFailedError where the page is not what they looked at.
     */
    verify(user: User, { path, verdict, revision }: VerifyInput): Promise<Verified> {
      return changePage(user, path, (page) => {
        if (revision !== undefined && revision !== page.original.blob)
          throw new PreconditionFailedError('upkeep.stale')
        const { title } = page.original
        if (verdict === 'archive') {
          // What is archived everybody may read; a draft is not theirs to read.
          if (page.status === 'draft') throw new InvalidError('upkeep.draft')
          const message = messageOf(`Archive ${title}`, { Verified: verdict })
          return { set: { status: 'archived' }, message, withDrafts: false }
        }
        const says = verdict === 'changed' ? 'True again' : 'Still true'
        const message = messageOf(`${says}: ${title}`, { Verified: verdict })
        const set = { reviewed: dayOf(now(), user.timeZone) }
        return { set, message, withDrafts: true, saysTrue: true }
      })
    },

    /** Takes a page out of the archive, as it was. @throws as `verify` */
    publishAgain(user: User, path: string): Promise<Verified> {
      return changePage(user, path, (page) => {
        if (page.status !== 'archived') throw new InvalidError('upkeep.notArchived')
        const message = `Publish again ${page.original.title}`
        return { set: { status: 'published' }, message, withDrafts: false }
      })
    },
  }
}

export function mayTend(user: User, { owner }: Pick<Page, 'owner'>): boolean {
  return hasRole(user, 'lead') || owner === user.handle
}
