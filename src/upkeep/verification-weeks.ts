import { setImmediate } from 'node:timers/promises'
import type { BlobId } from '../git/ids.ts'
import type { Content } from '../pages/content.ts'
import { readPageSource, type FrontMatter } from '../pages/front-matter.ts'
import type { Version } from '../pages/history.ts'
import { decodeUtf8, type Page } from '../pages/page.ts'
import { dayOf, reviewDates, standingOn, type ReviewDates } from '../pages/review.ts'

/** How pages stood at the end of a week. */
export interface Week {
  /** Its last moment that is known: now, or a week, two weeks … ago. */
  readonly at: Date
  readonly verified: number
  readonly due: number
  readonly overdue: number
  /** Never verified, or without an interval. */
  readonly open: number
}

type Facts = Pick<FrontMatter, 'owner' | 'status' | 'reviewed' | 'reviewEvery'>

export const WEEKS = 26
const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const MOST_FACTS = 100_000
/** So many pages are counted before others get their turn. */
const PAGES_A_TURN = 100

/**
 * How pages stood, week by week, from their history in git: a verification is a commit, and the front matter that a
 * page had is read once a revision. Pages that are gone today are not counted.
 */
export function createWeeks({ content, now }: { readonly content: Content; readonly now: () => Date }) {
  const kept = new Map<BlobId, Facts>()

  const factsOf = async (page: Page, blob: BlobId): Promise<Facts> => {
    if (blob === page.original.blob) return page.original.frontMatter
    const known = kept.get(blob)
    if (known) return known
    if (kept.size >= MOST_FACTS) kept.clear()
    const facts = readFacts(await content.readBlob(blob))
    kept.set(blob, facts)
    return facts
  }

  return async (pages: readonly Page[], isOwn: (owner: string | undefined) => boolean): Promise<Week[]> => {
    const moments = Array.from({ length: WEEKS }, (_, index) => {
      return new Date(now().getTime() - (WEEKS - 1 - index) * WEEK_MS)
    })
    const weeks = moments.map((at) => ({ at, verified: 0, due: 0, overdue: 0, open: 0 }))
    const days = moments.map((at) => dayOf(at))
    for (const [index, page] of pages.entries()) {
      if (index % PAGES_A_TURN === PAGES_A_TURN - 1) await setImmediate()
      const versions = content.history.of(page.original.file)
      const createdOn = versions.length > 0 ? dayOf(versions.at(-1)?.time ?? now()) : undefined
      let known: { blob: BlobId; counts: boolean; dates: ReviewDates } | undefined
      for (const [number, week] of weeks.entries()) {
        const blob = blobAt(versions, week.at)
        if (blob === undefined) continue
        if (known?.blob !== blob) {
          const facts = await factsOf(page, blob)
          const counts = (facts.status ?? 'published') === 'published' && isOwn(facts.owner)
          known = { blob, counts, dates: reviewDates(facts, createdOn) }
        }
        if (!known.counts) continue
        const { state } = standingOn(known.dates, days[number] ?? '')
        week[state === 'never' || state === 'no-interval' ? 'open' : state] += 1
      }
    }
    return weeks
  }
}

/** Versions come newest first. */
function blobAt(versions: readonly Version[], at: Date): BlobId | undefined {
  return versions.find(({ time }) => time.getTime() <= at.getTime())?.blob
}

function readFacts(bytes: Buffer): Facts {
  try {
    const { owner, status, reviewed, reviewEvery } = readPageSource(decodeUtf8(bytes) ?? '').frontMatter
    return { owner, status, reviewed, reviewEvery }
  } catch {
    return {}
  }
}
