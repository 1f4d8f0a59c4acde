import { splitFrontMatter } from '../markdown/front-matter.ts'
import type { LinkRequest } from '../markdown/linker.ts'
import { renderAside } from '../markdown/render-aside.ts'
import type { Rendered } from '../markdown/render.ts'
import { escapeHtml, type SafeHtml } from '../markdown/safe-html.ts'
import type { Catalog, LinkedPage } from './catalog.ts'
import { decodeUtf8, isTooLarge, type Variant } from './page.ts'

interface Kept {
  readonly rendered: Rendered
  /** What each link was resolved to, for telling whether it still is. */
  readonly resolved: readonly (readonly [LinkRequest, string])[]
  namesVersion: number
  readonly size: number
}

const UNREAD: Rendered = { html: '' as SafeHtml, headings: [], links: [], missing: [], notice: undefined }
const MAX_KEPT_CHARACTERS = 16 * 1024 * 1024

export interface Rendering {
  /** The page's HTML; made once per blob, and again when a page that it links to came, went or changed its title. */
  render(variant: Variant): Promise<Rendered>
}

/** Rendered pages in memory, the least recently read dropped first. */
export function createRendering(
  catalog: Catalog,
  readBlob: (blob: Variant['blob']) => Promise<Buffer>,
): Rendering {
  const kept = new Map<string, Kept>()
  /** Being rendered: who asks meanwhile gets the same. */
  const making = new Map<string, Promise<Kept>>()
  let size = 0

  const resolveName = (target: LinkRequest, variant: Variant): string => {
    return nameOf(catalog.resolve(target, variant.lang))
  }

  const stillTrue = (entry: Kept, variant: Variant): boolean => {
    if (entry.namesVersion === catalog.namesVersion) return true
    if (!entry.resolved.every(([target, name]) => resolveName(target, variant) === name)) return false
    entry.namesVersion = catalog.namesVersion
    return true
  }

  const drop = (key: string, entry: Kept): void => {
    kept.delete(key)
    size -= entry.size
  }

  const make = async (key: string, variant: Variant): Promise<Kept> => {
    const fresh = await renderVariant(variant, await readBlob(variant.blob), catalog)
    const other = kept.get(key)
    if (other) drop(key, other)
    kept.set(key, fresh)
    size += fresh.size
    for (const [oldest, old] of kept) {
      if (size <= MAX_KEPT_CHARACTERS) break
      drop(oldest, old)
    }
    return fresh
  }

  return {
    async render(variant) {
      const key = `${variant.blob} ${variant.file}`
      const entry = kept.get(key)
      if (entry && stillTrue(entry, variant)) {
        kept.delete(key)
        kept.set(key, entry)
        return entry.rendered
      }
      if (entry) drop(key, entry)
      if (isTooLarge(variant)) return UNREAD
      // Whoever asks after a title has changed gets the page with the new one.
      const present = `${key} ${catalog.namesVersion}`
      const made = making.get(present) ?? make(key, variant)
      making.set(present, made)
      try {
        return (await made).rendered
      } finally {
        making.delete(present)
      }
    },
  }
}

async function renderVariant(variant: Variant, content: Buffer, catalog: Catalog): Promise<Kept> {
  const namesVersion = catalog.namesVersion
  const resolved: [LinkRequest, string][] = []
  const source = decodeUtf8(content)
  const resolve = (target: LinkRequest) => {
    const found = catalog.resolve(target, variant.lang)
    resolved.push([target, nameOf(found)])
    return found
  }
  const rendered =
    source === undefined
      ? notText(content)
      : await renderAside(splitFrontMatter(source).body, {
          lang: variant.lang,
          path: variant.path,
          links: variant.links,
          resolve,
        })
  return { rendered, resolved, namesVersion, size: rendered.html.length + 500 }
}

/** All that a link's look depends on. */
function nameOf(found: LinkedPage | undefined): string {
  return found ? `${found.path}\n${found.title}\n${found.successor ?? ''}` : ''
}

/** A file that is not UTF-8 is shown with its unreadable bytes as they come; the raw file is a link away. */
function notText(content: Buffer): Rendered {
  const html = `<pre>${escapeHtml(content.toString('latin1').slice(0, 20_000))}</pre>` as SafeHtml
  return { html, headings: [], links: [], missing: [], notice: undefined }
}
