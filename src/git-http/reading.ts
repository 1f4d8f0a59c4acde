import { ForbiddenError } from '../errors.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import { isRefName, MAIN_REF, type RefName, type Repository } from '../git/repository.ts'
import type { Content } from '../pages/content.ts'
import { canSee, maySeeDraftsOf, readVariant } from '../pages/page.ts'
import { pageOfFile, type PagePath } from '../pages/page-path.ts'
import { presentPath } from '../pages/redirects.ts'
import { isOfProposal, PROPOSALS } from '../proposals/branch-names.ts'
import type { Proposals } from '../proposals/proposals.ts'
import { hasRole, type User } from '../user.ts'
import type { MembersCopies, MembersCopy } from './members-copy.ts'

export interface ReadingDeps {
  readonly repository: Repository
  readonly content: Content
  readonly proposals: Proposals
  readonly membersCopies: MembersCopies
}

/** A repository to hand out, of which a person is told of these refs. */
export interface Readable {
  readonly dir: string
  readonly refs: readonly RefName[]
}

/**
 * What a clone may hold: for leads all of `main` with all of its history, for members all but drafts. Drafts of proposals
 * are never handed out.
 */
export function createReading({ repository, content, proposals, membersCopies }: ReadingDeps) {
  /** Whether the last text of a page that is gone was a draft's, by its blob. */
  const drafts = new Map<BlobId, boolean>()

  const wasDraft = async (file: string): Promise<boolean> => {
    const place = pageOfFile(file)
    const last = content.history.of(file).find(({ blob }) => blob !== undefined)
    if (!place || !last?.blob) return false
    const known = drafts.get(last.blob)
    if (known !== undefined) return known
    const { frontMatter } = readVariant({ ...place, file }, last.blob, await content.readBlob(last.blob))
    drafts.set(last.blob, frontMatter.status === 'draft')
    return frontMatter.status === 'draft'
  }

  const hiddenNow = (user: User): string[] =>
    [...content.catalog.all()].flatMap((page) => {
      const hidden = canSee(user, page) ? [] : [...page.variants.values()]
      const drafts = maySeeDraftsOf(user, page) ? [] : [...page.drafts.values()]
      return [...hidden, ...drafts].map(({ file }) => file)
    })

  const hiddenWhenGone = async (user: User): Promise<string[]> => {
    const hidden: string[] = []
    for (const file of content.history.files()) {
      if (content.catalog.findFile(file)) continue
      const place = pageOfFile(file)
      if (!place) continue
      // What was renamed shows its whole history under its new name.
      const now = presentPath(content, place.path) as PagePath
      const page = now === place.path ? undefined : content.catalog.find(now)
      if (page && canSee(user, page)) continue
      if (page || (await wasDraft(file))) hidden.push(file)
    }
    return hidden
  }

  /** Of what was published and was made a draft again, the copy for members still has the versions from before. */
  const requireNothingTakenBack = async (user: User, copy: MembersCopy): Promise<void> => {
    const hidden = [...hiddenNow(user), ...(await hiddenWhenGone(user))]
    if (await copy.hasEver(hidden)) throw new ForbiddenError('gitHttp.takenBack')
  }

  const visibleRefs = async (user: User): Promise<RefName[]> => {
    if (hasRole(user, 'lead')) return [MAIN_REF, ...(await repository.listRefs(PROPOSALS)).keys()]
    const seen = await proposals.list(user, 'open')
    const refs = seen.flatMap(({ ref }) => (ref?.startsWith(`${PROPOSALS}/`) && isRefName(ref) ? [ref] : []))
    return [MAIN_REF, ...refs]
  }

  /** What stands for the wiki's repository to this person; undefined where it is that one itself. */
  const copyFor = async (user: User): Promise<MembersCopy | undefined> => {
    if (hasRole(user, 'lead')) return undefined
    await content.refresh()
    return membersCopies.current()
  }

  return {
    copyFor,

    /** All that a push of this person may build on: refs, proposals among them only where they may be seen. */
    async basesFor(user: User): Promise<ReadonlyMap<RefName, CommitId>> {
      const lists = (['mine', 'open', 'closed'] as const).map((which) => proposals.list(user, which))
      const seen = new Set((await Promise.all(lists)).flat().map(({ tip }) => tip))
      const refs = await repository.listRefs('refs')
      return new Map([...refs].filter(([ref, tip]) => !isOfProposal(ref) || seen.has(tip)))
    },

    /** To push, for which nothing is read. */
    async forPush(user: User): Promise<Readable> {
      const copy = await copyFor(user)
      return { dir: copy?.dir ?? repository.dir, refs: await visibleRefs(user) }
    },

    /** To clone or to fetch. @throws ForbiddenError `gitHttp.takenBack` */
    async forFetch(user: User): Promise<Readable> {
      const copy = await copyFor(user)
      if (copy) await requireNothingTakenBack(user, copy)
      return { dir: copy?.dir ?? repository.dir, refs: await visibleRefs(user) }
    },
  }
}

export type Reading = ReturnType<typeof createReading>
