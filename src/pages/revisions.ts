import type { BlobId } from '../git/ids.ts'
import type { Content } from './content.ts'
import type { Version } from './history.ts'
import type { Page, Variant } from './page.ts'
import { fileOfPage, type PagePath } from './page-path.ts'
import { pathsOf } from './redirects.ts'

/** An earlier state of a page, in one of its languages. */
export interface Revision {
  readonly blob: BlobId
  readonly version: Version
  /** The language of the page that the revision is of, as it is now. */
  readonly variant: Variant
}

/** Files in which a variant ever was: the page may have been renamed. */
export function filesOf(content: Content, variant: Variant): string[] {
  const former = pathsOf(content, variant.path).slice(1)
  return [variant.file, ...former.map((path) => fileOfPage(path as PagePath, variant.suffix))]
}

/** The revision of `page` that is this blob, also from before a rename; undefined where it never was so. */
export function findRevision(content: Content, page: Page, blob: string): Revision | undefined {
  for (const variant of page.variants.values()) {
    for (const file of filesOf(content, variant)) {
      const version = content.history.findByBlob(file, blob)
      if (version?.blob) return { blob: version.blob, version, variant }
    }
  }
  return undefined
}
