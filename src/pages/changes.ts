import { InvalidError, NotFoundError } from '../errors.ts'
import type { BlobId } from '../git/ids.ts'
import type { LinkRequest } from '../markdown/linker.ts'
import { renderMarkdown } from '../markdown/render.ts'
import { withoutIds } from '../markdown/html-blocks.ts'
import { markup, trusted, type SafeHtml } from '../markdown/safe-html.ts'
import type { Lang, User } from '../user.ts'
import type { Version } from './history.ts'
import { compareTwo } from './diff3.ts'
import { diffTexts, type DiffLine } from './merge.ts'
import { messages } from './messages.ts'
import { decodeUtf8, type Page, type Variant } from './page.ts'
import type { Pages } from './pages.ts'
import { piecesOf, type Piece } from './pieces.ts'
import { findRevision } from './revisions.ts'
import { unifiedDiff } from './unified-diff.ts'

/** What changed in a page since one of its revisions. */
export interface PageChanges {
  readonly page: Page
  /** The language that was read, as it is now. */
  readonly variant: Variant
  /** When what was read was written. */
  readonly version: Version
  /** Blob ids. */
  readonly from: BlobId
  readonly to: BlobId
  /** Of the file, in the unified format; empty where nothing changed. */
  readonly diff: string
  /** Of the file, line by line and word by word. */
  readonly lines: readonly DiffLine[]
  /** The pieces that changed, each under the heading it stands under; empty where readers see no change. */
  readonly html: SafeHtml
}

/**
 * What `user` has to read again who has read `since`.
 * @throws NotFoundError for a page that is missing or not to be seen and for what was never a revision of it,
 * InvalidError for what cannot be one.
 */
export async function changesSince(
  pages: Pages,
  user: User,
  { path, since, lang }: { path: string; since: string; lang?: Lang | undefined },
): Promise<PageChanges> {
  const page = pages.get(user, path)
  if (!/^[0-9a-f]{40}$/.test(since)) throw new InvalidError('pages.changes.since', {}, { field: 'since' })
  const { content } = pages
  const wanted = lang && page.variants.get(lang)
  const asked = wanted ? { ...page, variants: new Map([[wanted.lang, wanted]]) } : page
  const found = findRevision(content, asked, since)
  if (!found) throw new NotFoundError('pages.changes.unknown')
  const { variant, version, blob: from } = found
  const [before, after] = await Promise.all(
    [from, variant.blob].map(async (blob) => decodeUtf8(await content.readBlob(blob)) ?? ''),
  )
  return {
    page,
    variant,
    version,
    from,
    to: variant.blob,
    diff: unifiedDiff(variant.file, before ?? '', after ?? ''),
    lines: diffTexts(before ?? '', after ?? ''),
    html: renderChanges(pages, variant, before ?? '', after ?? ''),
  }
}

/** A run of pieces that differ, under the heading they now stand under. */
interface Run {
  readonly under: Piece | undefined
  readonly gone: readonly Piece[]
  readonly come: readonly Piece[]
}

function renderChanges({ content }: Pages, variant: Variant, before: string, after: string): SafeHtml {
  const { lang, path } = variant
  const resolve = (target: LinkRequest) => content.catalog.resolve(target, lang)
  const word = (key: keyof typeof messages) => messages[key][lang === 'ko' ? 0 : 1]
  const show = (pieces: readonly Piece[]): SafeHtml => {
    const plain = pieces.filter(({ label }) => label !== undefined)
    const body = pieces.filter(({ label }) => label === undefined).map(({ text }) => text)
    const lines = plain.map(({ label = '', text }) => markup`<p><b>${label}</b> ${text}</p>`).join('\n')
    const { html } = renderMarkdown(body.join('\n\n'), { lang, path, resolve })
    return markup`${trusted(lines as SafeHtml)}${trusted(withoutIds(html))}`
  }
  const sections = runsOf(piecesOf(before, lang), piecesOf(after, lang)).map(({ under, gone, come }) => {
    const heading = under ? trusted(show([under])) : ''
    const added = come.length > 0 ? trusted(show(come)) : ''
    const removed =
      gone.length > 0
        ? trusted(
            markup`<details class="small soft"><summary>${word(come.length > 0 ? 'pages.changes.before' : 'pages.changes.gone')}</summary><del>${trusted(show(gone))}</del></details>`,
          )
        : ''
    return markup`<section class="prose">${heading}${added}${removed}</section>`
  })
  return sections.join('\n') as SafeHtml
}

function runsOf(before: readonly Piece[], after: readonly Piece[]): Run[] {
  const runs: Run[] = []
  const key = ({ label = '', text }: Piece) => `${label}\n${text}`
  let [oldAt, newAt] = [0, 0]
  let under: Piece | undefined
  for (const part of compareTwo(before.map(key), after.map(key))) {
    if ('common' in part) {
      const same = after.slice(newAt, newAt + part.common.length)
      under = same.findLast(({ level }) => level !== undefined) ?? under
      oldAt += part.common.length
      newAt += part.common.length
      continue
    }
    const gone = before.slice(oldAt, (oldAt += part.buffer1.length))
    const come = after.slice(newAt, (newAt += part.buffer2.length))
    if (gone.length + come.length === 0) continue
    const needsHeading = come[0]?.level === undefined
    runs.push({ under: needsHeading ? under : undefined, gone, come })
    under = come.findLast(({ level }) => level !== undefined) ?? under
  }
  return runs
}
