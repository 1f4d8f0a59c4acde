import { variantFor, type Page } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { dayOf } from '../pages/review.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { encodePath } from '../web/view.ts'
import type { ActivePeople } from './active-people.ts'
import { NO_OWNER } from './board.ts'
import { messages } from './messages.ts'
import type { SourceStates } from './source-states.ts'
import type { SourceUse } from './source-uses.ts'
import type { VerificationOperations } from './verification.ts'

export interface WaitingDeps {
  readonly pages: Pages
  readonly people: ActivePeople
  readonly verification: Pick<VerificationOperations, 'standingOf'>
  readonly states: SourceStates
  readonly uses: () => ReadonlyMap<string, SourceUse>
  readonly now: () => Date
}

interface Tally {
  readonly key: string
  readonly byOwner: ReadonlyMap<string, readonly Page[]>
  readonly ownerless: readonly Page[]
}

const MOST_SOURCES = 8

/** What waits for owners, and for leads where there is no owner. */
export function createUpkeepWaiting({ pages, people, verification, states, uses, now }: WaitingDeps) {
  const { catalog } = pages.content
  let tally: Tally | undefined

  /** Pages by owner that are to be looked after; gone through once for each change and day. */
  const tallyPages = (active: ReadonlyMap<string, string>): Tally => {
    const today = dayOf(now())
    const key = `${catalog.version} ${today} ${[...active.keys()].join(' ')}`
    if (tally?.key === key) return tally
    const byOwner = new Map<string, Page[]>()
    const ownerless: Page[] = []
    for (const page of catalog.all()) {
      if (page.status !== 'published' || isTemplate(page.path)) continue
      if (page.owner === undefined || !active.has(page.owner)) ownerless.push(page)
      else if (isToVerify(page, today)) byOwner.set(page.owner, [...(byOwner.get(page.owner) ?? []), page])
    }
    return (tally = { key, byOwner, ownerless })
  }

  const isToVerify = (page: Page, today: string): boolean =>
    ['due', 'overdue'].includes(verification.standingOf(page, today).state)

  const verifyItem = (page: Page, lang: Lang): WaitingItem => {
    const { state, due = dayOf(now()) } = verification.standingOf(page)
    const { title, lang: shown } = variantFor(page, lang)
    const late = state === 'overdue'
    return {
      key: late ? 'waiting.verify' : 'waiting.verify.soon',
      title,
      lang: shown,
      href: `/wiki/${encodePath(page.path)}`,
      icon: 'clock',
      at: due,
      late,
    }
  }

  const sourceItems = async (user: User, lang: Lang): Promise<WaitingItem[]> => {
    const known = await states.all()
    const items: WaitingItem[] = []
    for (const state of known.values()) {
      if (state.markedAt === undefined) continue
      const page = uses()
        .get(state.url)
        ?.pages.find(({ owner, path }) => owner === user.handle && pages.find(user, path))
      if (!page) continue
      items.push({
        key: `waiting.source.${state.fault}`,
        title: variantFor(page, lang).title,
        lang: variantFor(page, lang).lang,
        href: `/upkeep/source?url=${encodeURIComponent(state.url)}`,
        icon: 'link',
        at: state.markedAt,
      })
    }
    return items.sort((a, b) => a.at.localeCompare(b.at)).slice(0, MOST_SOURCES)
  }

  return async function waitingFor(user: User, lang: Lang): Promise<WaitingItem[]> {
    const { byOwner, ownerless } = tallyPages(await people.active())
    const own = (byOwner.get(user.handle) ?? []).map((page) => verifyItem(page, lang))
    const orphans: WaitingItem[] =
      hasRole(user, 'lead') && ownerless.length > 0
        ? [
            {
              key: 'waiting.owner',
              params: { count: ownerless.length },
              title: messages['upkeep.ownerless'][lang === 'ko' ? 0 : 1],
              lang,
              href: `/upkeep?owner=${NO_OWNER}`,
              icon: 'people',
              at: now().toISOString(),
            },
          ]
        : []
    return [...own, ...(await sourceItems(user, lang)), ...orphans]
  }
}
