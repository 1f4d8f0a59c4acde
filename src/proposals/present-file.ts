import type { Content } from '../pages/content.ts'
import { fileOfPage, pageOfFile, type PagePath } from '../pages/page-path.ts'
import { presentPath } from '../pages/redirects.ts'

export interface PresentFile {
  readonly path: PagePath
  readonly file: string
}

/**
 * Where the page is now whose file a branch has changed: at its new path where it was renamed since. Undefined for a
 * file that holds no page.
 */
export function presentFile(content: Content, file: string): PresentFile | undefined {
  const place = pageOfFile(file)
  if (!place) return undefined
  if (content.catalog.findFile(file)) return { path: place.path, file }
  const path = presentPath(content, place.path) as PagePath
  return { path, file: fileOfPage(path, place.suffix) }
}
