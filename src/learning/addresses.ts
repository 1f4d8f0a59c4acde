import { encodePath } from '../web/view.ts'

const MOST_KEPT = 20_000
const kept = new Map<string, string>()

/** A step's page, opened as that step of that path. Kept, for a team's view asks for thousands. */
export function stepAddress(page: string, path: string, stepId: string): string {
  const key = `${page}\n${path}\n${stepId}`
  const known = kept.get(key)
  if (known !== undefined) return known
  if (kept.size >= MOST_KEPT) kept.clear()
  const address = `/wiki/${encodePath(page)}?path=${encodePath(path)}&step=${encodeURIComponent(stepId)}`
  kept.set(key, address)
  return address
}

/** A path's page, at one of its steps. */
export function pathAddress(path: string, stepId?: string): string {
  const page = `/wiki/${encodePath(path)}`
  return stepId === undefined ? page : `${page}#step-${encodeURIComponent(stepId)}`
}

/** Only what changed in a page since a revision, for somebody on this step. */
export function changesAddress(page: string, since: string, at: { path: string; step: string }): string {
  return `/changes/${encodePath(page)}?since=${since}&path=${encodePath(at.path)}&step=${encodeURIComponent(at.step)}`
}
