import type { BlobId } from '../git/ids.ts'
import { isRefName, MAIN_REF, type RefName, type Repository } from '../git/repository.ts'
import type { Content } from '../pages/content.ts'
import { canSee, maySeeDraftsOf, readVariant } from '../pages/page.ts'
import { pageOfFile, type PagePath } from '../pages/page-path.ts'
import { presentPath } from '../pages/redirects.ts'
import { PROPOSALS } from '../proposals/branch-names.ts'
import type { Proposals } from '../proposals/proposals.ts'
import { hasRole, type User } from '../user.ts'

export interface ReadingDeps {
  readonly repository: Repository
  readonly content: Content
  readonly proposals: Proposals
}

/**
 * What a clone may hold. A clone of `main` is all of it with all of its history, and git cannot leave a page out. So
 * members clone while there is no draft in it that they may not read; drafts of proposals are never handed out.
 */
export function createReading({ repository, content, proposals }: ReadingDeps) {
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

  const hidesPresent = (user: User): boolean => {
    for (const page of content.catalog.all()) {
      if (!canSee(user, page) || (page.drafts.size > 0 && !maySeeDraftsOf(user, page))) return true
    }
    return false
  }

  const hidesPast = async (user: User): Promise<boolean> => {
    for (const file of content.history.files()) {
      if (content.catalog.findFile(file)) continue
      const place = pageOfFile(file)
      if (!place) continue
      // What was renamed shows its whole history under its new name.
      const now = presentPath(content, place.path) as PagePath
      const page = now === place.path ? undefined : content.catalog.find(now)
      if (page && canSee(user, page)) continue
      if (await wasDraft(file)) return true
    }
    return false
  }

  return {
    /** Whether all of `main` and of its history may be read. */
    async mayClone(user: User): Promise<boolean> {
      if (hasRole(user, 'lead')) return true
      await content.refresh()
      return !hidesPresent(user) && !(await hidesPast(user))
    },

    /** The refs that this person is told of. */
    async visibleRefs(user: User): Promise<RefName[]> {
      if (hasRole(user, 'lead')) return [MAIN_REF, ...(await repository.listRefs(PROPOSALS)).keys()]
      const seen = await proposals.list(user, 'open')
      const refs = seen.flatMap(({ ref }) =>
        ref?.startsWith(`${PROPOSALS}/`) && isRefName(ref) ? [ref] : [],
      )
      return [MAIN_REF, ...refs]
    },
  }
}

export type Reading = ReturnType<typeof createReading>
