import { encodePath } from '../web/view.ts'

/** A step's page, opened as that step of that path. */
export function stepAddress(page: string, path: string, stepId: string): string {
  return `/wiki/${encodePath(page)}?path=${encodePath(path)}&step=${encodeURIComponent(stepId)}`
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
