import type { SourceCheckSettings } from '../config.ts'
import type { Database } from '../db/open.ts'
import type { Log } from '../log.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { Pages } from '../pages/pages.ts'
import { reviewRule } from '../pages/review.ts'
import { createActivePeople, type AccountList } from './active-people.ts'
import { createAskSource, type AskSource } from './ask-source.ts'
import { createBoard } from './board.ts'
import { createInStep } from './in-step.ts'
import { createUpkeepOnPage } from './on-page.ts'
import { createOwners } from './owners.ts'
import { createSourceChecker } from './source-checker.ts'
import type { SourceState } from './source-state.ts'
import { createSourceStates } from './source-states.ts'
import { createSourceStore } from './source-store.ts'
import { createSourceUses } from './source-uses.ts'
import { createSources } from './sources.ts'
import { createTranslationUpkeep } from './translations.ts'
import { createVerification, type VerificationDeps } from './verification.ts'
import { createUpkeepWaiting } from './waiting.ts'

export interface UpkeepDeps {
  readonly database: Database
  readonly pages: Pages
  readonly notifications: Notifications
  readonly accounts: AccountList
  /** What says of a lesson that stopped holding that it is true as it stands. */
  readonly reassure?: VerificationDeps['reassure']
  readonly recentReads: () => Promise<ReadonlyMap<string, number>>
  readonly sourceCheck: SourceCheckSettings & { readonly pauseMs?: number }
  /** How sources are asked; over HTTP where not given. */
  readonly ask?: AskSource
  readonly now: () => Date
  readonly log: Log
}

export type Upkeep = ReturnType<typeof createUpkeep>

/** Keeping what is written true: verification and owners, sources, translations. */
export function createUpkeep(deps: UpkeepDeps) {
  const { database, pages, notifications, sourceCheck, now, log } = deps
  const people = createActivePeople(deps.accounts)
  const verification = createVerification({ pages, ...(deps.reassure && { reassure: deps.reassure }), now })
  const owners = createOwners({ pages, people, notifications })
  const inStep = createInStep(pages.content)
  const states = createSourceStates(database, createSourceStore(database.kysely))
  const uses = createSourceUses(pages.content.catalog)

  const tellOwners = async (state: SourceState): Promise<void> => {
    const active = await people.active()
    for (const page of uses().get(state.url)?.pages ?? []) {
      const ownerId = page.owner === undefined ? undefined : active.get(page.owner)
      if (ownerId === undefined) continue
      await notifications.tell({
        to: [ownerId],
        type: `notify.upkeep.source.${state.fault}`,
        params: { title: page.original.title },
        href: `/upkeep/source?url=${encodeURIComponent(state.url)}`,
      })
    }
  }
  const { allowPrivate, proxy, everyMs, pauseMs } = sourceCheck
  const ask = deps.ask ?? createAskSource({ allowPrivate, proxy, now })
  const checker = sourceCheck.on
    ? createSourceChecker({
        states,
        uses,
        ask,
        onMarked: tellOwners,
        everyMs,
        ...(pauseMs !== undefined && { pauseMs }),
        now,
        log,
      })
    : undefined

  pages.addRule(reviewRule(now))
  const standing = { pages, people, verification, states, uses, inStep, now }
  return {
    verification,
    owners,
    board: createBoard(standing),
    sources: createSources({ pages, states, uses, checker, now }),
    translations: createTranslationUpkeep({ pages, inStep, recentReads: deps.recentReads }),
    addToPage: createUpkeepOnPage(standing),
    waitingFor: createUpkeepWaiting(standing),
    /** Begins to check sources in the background, where that is on. */
    start: (): void => checker?.start(),
    close: async (): Promise<void> => checker?.close(),
  }
}
