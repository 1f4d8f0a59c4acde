import type { Content } from '../pages/content.ts'
import { looksEverywhere, queryKey } from '../search/query-key.ts'
import { KEPT_DAYS, type SearchLog } from '../search/log.ts'
import { gapId, type Demand } from './gap.ts'
import { createMissingLinks } from './missing-links.ts'
import type { Wish } from './store.ts'

/** A question that waits for an answer, whoever may see its page. */
export interface OpenQuestion {
  readonly id: string
  readonly path: string
  readonly text: string
  readonly count: number
  /** Ids of accounts. */
  readonly askedBy: readonly string[]
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface DemandDeps {
  readonly content: Content
  readonly searchLog: SearchLog
  readonly questions: () => Promise<readonly OpenQuestion[]>
}

const NOTHING = { askers: [], pages: [], notes: [], path: undefined, question: undefined }

/** Where demands come from, each of them the present state. */
export function createDemands({ content, searchLog, questions }: DemandDeps) {
  const missingLinks = createMissingLinks(content)
  return {
    /** Searches that found nothing, until somebody who searches for the same opens what is found. */
    async fromSearches(): Promise<Demand[]> {
      const all = await searchLog.searchedFor(KEPT_DAYS)
      return all.flatMap(({ key, text, missed, times, at, missedAt, opened }) => {
        if (missed === 0 || missedAt === undefined || !looksEverywhere(text)) return []
        const isMet = at > missedAt && opened.some(({ path }) => isPublished(content, path))
        if (isMet) return []
        const id = gapId('search', key)
        return [{ ...NOTHING, id, kind: 'search' as const, text, count: missed, times, at: missedAt }]
      })
    },

    /** What people wish for; `wishes` are of those who are still here, oldest first. */
    fromWishes(wishes: readonly Wish[]): Demand[] {
      const groups = new Map<string, Wish[]>()
      for (const wish of wishes) groups.set(wish.gapId, [...(groups.get(wish.gapId) ?? []), wish])
      return [...groups].map(([id, group]) => ({
        ...NOTHING,
        id,
        kind: 'wish' as const,
        text: group[0]?.text ?? '',
        count: group.length,
        times: group.length,
        at: group.at(-1)?.at ?? '',
        askers: group.map(({ userId }) => userId),
        notes: group.filter(({ note }) => note !== ''),
      }))
    },

    fromLinks(): Demand[] {
      return missingLinks().map(({ key, text, path, pages }) => ({
        ...NOTHING,
        id: gapId('missing-page', key),
        kind: 'missing-page' as const,
        text,
        count: pages.length,
        times: pages.length,
        at: '',
        pages,
        path,
      }))
    },

    async fromQuestions(): Promise<Demand[]> {
      return (await questions()).map(({ id, path, text, count, askedBy, at }) => ({
        ...NOTHING,
        id: gapId('question', id),
        kind: 'question' as const,
        text,
        count,
        times: count,
        at,
        askers: askedBy,
        pages: [path],
        question: id,
      }))
    },
  }
}

export function wishId(text: string): string {
  return gapId('wish', queryKey(text))
}

function isPublished({ catalog }: Content, path: string): boolean {
  return catalog.find(path)?.status === 'published'
}
