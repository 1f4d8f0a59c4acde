import type { Lang } from '../user.ts'
import { encodePath } from '../web/view.ts'

/** A step's page, opened as that step of that path. */
export function stepAddress(page: string, path: string, stepId: string): string {
  return `/wiki/${encodePath(page)}?path=${encodePath(path)}&step=${encodeURIComponent(stepId)}`
}

/** What changed in a page's file between two commits. */
export function changesAddress(page: string, lang: Lang, from: string, to: string): string {
  return `/diff/${encodePath(page)}?lang=${lang}&from=${from}&to=${to}`
}
