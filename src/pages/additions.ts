import type { User } from '../user.ts'
import type { Page, Variant } from './page.ts'

/** What a feature shows on a page beside its text: the road of a path, a lesson's applications. */
export interface PageAddition {
  /** Changes whenever `locals` would. */
  readonly version: string
  readonly locals: Readonly<Record<string, unknown>>
  /** True where `locals` are this person's alone; else all readers of one role are shown the same. */
  readonly personal: boolean
  /** Partials of the feature's own, by the place on the page where they are shown. */
  readonly slots?: Readonly<Partial<Record<PageSlot, string>>>
}

/**
 * `top`: before everything, what a reader must know first. `body`: under a lesson's card and before the prose.
 * `foot`: after the sources. `rail`: beside the page, or at its end where there is no room. `tools`: links among
 * the page's tools.
 */
export const pageSlots = ['top', 'body', 'foot', 'rail', 'tools'] as const
export type PageSlot = (typeof pageSlots)[number]

/** Asked on every view, so it answers from memory. `query` is the address's. */
export type AddToPage = (
  user: User,
  page: Page,
  variant: Variant,
  query: Readonly<Record<string, unknown>>,
) => Promise<PageAddition> | PageAddition

/** For features that have nothing to show on a page. */
export const NO_ADDITION: PageAddition = { version: '', locals: {}, personal: false }

/** What all features show, as one. `locals` are put together when they are asked for: most views are answered without. */
export async function addAll(
  additions: readonly AddToPage[],
  ...place: Parameters<AddToPage>
): Promise<PageAddition> {
  const all: PageAddition[] = []
  let version = ''
  let personal = false
  for (const addTo of additions) {
    const answer = addTo(...place)
    // Most have it at hand; only those that do not are waited for.
    const addition = answer instanceof Promise ? await answer : answer
    version += `${addition.version}\n`
    personal ||= addition.personal
    all.push(addition)
  }
  return {
    version,
    personal,
    get locals() {
      const own = all.map(({ locals }) => locals)
      return Object.assign({ slots: joinSlots(all) }, ...own) as Record<string, unknown>
    },
  }
}

/** The partials of each place, in the order of the features. */
function joinSlots(all: readonly PageAddition[]): Record<PageSlot, string[]> {
  const partials = (slot: PageSlot) => all.flatMap(({ slots }) => slots?.[slot] ?? [])
  return Object.fromEntries(pageSlots.map((slot) => [slot, partials(slot)])) as Record<PageSlot, string[]>
}
