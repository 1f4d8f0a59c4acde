import type { PageAddition } from '../pages/additions.ts'
import type { Page, Variant } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import { hasRole, type User } from '../user.ts'
import type { ActivePeople } from './active-people.ts'
import type { InStep } from './in-step.ts'
import { sourceKey, type SourceState } from './source-state.ts'
import type { SourceStates } from './source-states.ts'
import { mayTend, type VerificationOperations } from './verification.ts'

export interface OnPageDeps {
  readonly people: ActivePeople
  readonly verification: Pick<VerificationOperations, 'standingOf'>
  readonly states: SourceStates
  readonly inStep: InStep
}

/** What a page shows of how true it is: to all whether it is overdue and what became of its sources, to owners and leads what to do. */
export function createUpkeepOnPage({ people, verification, states, inStep }: OnPageDeps) {
  return async function addToPage(user: User, page: Page, variant: Variant): Promise<PageAddition> {
    const tends = mayTend(user, page) && !isTemplate(page.path)
    const leads = hasRole(user, 'lead') && !isTemplate(page.path)
    // That somebody left is news; that a page never had an owner is a fact about it.
    const ownerLeft = leads && page.owner !== undefined && !(await people.active()).has(page.owner)
    const noOwner = leads && page.owner === undefined
    const behind = await inStep.behind(page, variant)
    const marked = await markedSources(variant)
    const upkeep = {
      tends,
      ownerLeft,
      noOwner,
      standing: verification.standingOf(page),
      behind,
      /** The translation that can be kept in step. */
      translation: [...page.variants.keys()].find((lang) => lang !== page.original.lang),
      /** By the address as the page has it. */
      marked,
    }
    const sources = Object.values(marked).map(({ url, fault, movedTo }) => `${url} ${fault} ${movedTo}`)
    return {
      version: `upkeep ${tends} ${ownerLeft} ${noOwner} ${behind?.base?.blob} ${behind?.to} ${sources.join(' ')}`,
      locals: { upkeep },
      // Leads are all shown the same; an owner who is not one sees what other members do not.
      personal: tends && !hasRole(user, 'lead'),
      slots: { top: 'upkeep/top', ...(tends && { tools: 'upkeep/tools' }) },
    }
  }

  async function markedSources({ frontMatter }: Variant): Promise<Record<string, SourceState>> {
    const known = await states.all()
    const marked: Record<string, SourceState> = {}
    if (known.size === 0) return marked
    for (const { url } of frontMatter.sources ?? []) {
      const state = known.get(sourceKey(url))
      if (state?.markedAt !== undefined) marked[url] = state
    }
    return marked
  }
}
