import type { Walk, WalkStep } from './paths.ts'

/** The step from which somebody came, as the address says. */
export interface AskedStep {
  readonly path?: string | undefined
  readonly step?: string | undefined
}

/**
 * Which step of which path a page is for this person: the one that the address names; else, of the paths that they
 * have begun, the one walked last, where the page is ahead before where it is behind.
 */
export function chooseStep(
  walks: readonly Walk[],
  page: string,
  asked: AskedStep,
): { walk: Walk; step: WalkStep } | undefined {
  const places = walks.flatMap((walk) =>
    walk.steps.flatMap((step) => (step.page === page ? [{ walk, step }] : [])),
  )
  const named = places.filter(({ walk }) => walk.path === asked.path)
  const begun = places
    .filter(({ walk }) => walk.begun)
    .sort((a, b) => b.walk.lastAt.localeCompare(a.walk.lastAt))
  return (
    named.find(({ step }) => step.id === asked.step) ??
    named[0] ??
    begun.find(({ step }) => step.status === 'todo') ??
    begun[0]
  )
}

/** `?path=PATH&step=ID` of an address; what is not such is not asked. */
export function askedStep({ path, step }: Readonly<Record<string, unknown>>): AskedStep {
  return {
    path: typeof path === 'string' ? path.normalize('NFC') : undefined,
    step: typeof step === 'string' ? step.normalize('NFC') : undefined,
  }
}
