import type { Content } from '../pages/content.ts'
import { changedShare } from '../pages/changed-share.ts'
import { decodeUtf8, type Page, type Variant } from '../pages/page.ts'
import { presentPath } from '../pages/redirects.ts'
import { filesOf, findRevision, type Revision } from '../pages/revisions.ts'
import { commitsAfter, LOOK_AGAIN, readTrailers } from '../pages/trailers.ts'
import type { StepRecord } from './progress-store.ts'

/** Per cent of a page's words, where neither the page nor the path says otherwise (docs/decisions). */
export const LOOK_AGAIN_ABOVE = 20

const MOST_PAIRS = 5_000

export type LookAgain = ReturnType<typeof createLookAgain>

/** Whether a page has changed in a way that matters since somebody read it. */
export function createLookAgain(content: Content) {
  const judged = new Map<string, Promise<boolean>>()

  const matters = async ({ blob, version, variant }: Revision, above: number): Promise<boolean> => {
    if (authorAsks(content, variant, version.commit)) return true
    const [before, after] = await Promise.all([content.readBlob(blob), content.readBlob(variant.blob)])
    const share = changedShare(decodeUtf8(before) ?? '', decodeUtf8(after) ?? '', variant.lang)
    return share * 100 > above
  }

  /**
   * True where the page as it is now is not one of those that were read, and its author said "readers should look
   * again" on the way, or more than a share of its words has changed in sum. Compared once for all who read the same
   * revision. `pathAbove` is what the path says about its steps.
   */
  return (page: Page | undefined, record: StepRecord, pathAbove?: number): boolean | Promise<boolean> => {
    if (!page || record.revision === '') return false
    for (const { blob } of page.variants.values()) if (blob === record.revision) return false
    const revision = findRevision(content, page, record.revision)
    if (!revision) return isOfAnotherPage(content, page, record)
    const above = page.original.frontMatter.lookAgainAbove ?? pathAbove ?? LOOK_AGAIN_ABOVE
    const latest = content.history.latest(revision.variant.file)?.commit
    const key = `${revision.variant.file} ${record.revision} ${latest} ${above}`
    const kept = judged.get(key)
    if (kept) return kept
    if (judged.size >= MOST_PAIRS) judged.clear()
    const judging = matters(revision, above)
    judged.set(key, judging)
    judging.catch(() => judged.delete(key))
    return judging
  }
}

/** The step was given another page. What is in no history (it was rewritten) was read, as far as anybody knows. */
function isOfAnotherPage(content: Content, page: Page, { page: read }: StepRecord): boolean {
  return read !== undefined && presentPath(content, read) !== page.path
}

function authorAsks(content: Content, variant: Variant, since: Revision['version']['commit']): boolean {
  const files = new Set(filesOf(content, variant))
  return commitsAfter(content, since).some(
    (commit) =>
      commit.files.some(({ path }) => files.has(path)) &&
      readTrailers(commit, LOOK_AGAIN).some((said) => /^(yes|true|1)$/i.test(said)),
  )
}
