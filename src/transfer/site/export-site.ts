import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { splitFrontMatter } from '../../markdown/front-matter.ts'
import { resolveFile } from '../../markdown/links.ts'
import { renderMarkdown } from '../../markdown/render.ts'
import { escapeHtml } from '../../markdown/safe-html.ts'
import type { Repository } from '../../git/repository.ts'
import type { Content } from '../../pages/content.ts'
import { kinds } from '../../pages/kinds.ts'
import { messages as words } from '../../pages/messages.ts'
import { decodeUtf8, variantFor, type Page, type Variant } from '../../pages/page.ts'
import { isTemplate } from '../../pages/page-path.ts'
import { langs, type Lang } from '../../user.ts'
import { encodePath, type Views } from '../../web/view.ts'
import { requireEmpty } from '../export-tree.ts'
import { describeForSite } from './describe-page.ts'
import { layOut, siteWords } from './layout.ts'
import { formatSearchIndex, type SiteDocument } from './search-index.ts'
import { createSiteViews, NOBODY } from './site-views.ts'
import { writeParts } from './write-parts.ts'

export interface SiteReport {
  readonly pages: number
  readonly files: number
}

interface SiteDeps {
  readonly repository: Repository
  readonly content: Content
  /** The folder of the program, for style sheets and the script. */
  readonly programDir: string
}

interface Site extends SiteDeps {
  readonly folder: string
  readonly views: Pick<Views, 'render'>
  /** The page that this path means, where the site has it. */
  readonly find: (path: string) => Page | undefined
}

/**
 * Writes the wiki as HTML files that need no server, with a search of their own; for admins and commands. What
 * everybody may read and nothing else: no drafts, no templates, and of the attachments those that pages show.
 * @throws InvalidError `transfer.notEmpty`, `transfer.notFolder`
 */
export async function exportSite(deps: SiteDeps, folder: string): Promise<SiteReport> {
  const { content } = deps
  await requireEmpty(folder)
  const pages = [...content.catalog.all()].filter(
    ({ status, path }) => status !== 'draft' && !isTemplate(path),
  )
  const shown = new Set(pages)
  const site: Site = {
    ...deps,
    folder,
    views: createSiteViews(deps.programDir),
    find(path) {
      const page = content.catalog.named(path)
      return page && shown.has(page) ? page : undefined
    },
  }
  const documents: SiteDocument[] = []
  const files = new Set<string>()
  for (const page of pages) {
    for (const variant of page.variants.values()) {
      documents.push(await writePage(site, page, variant))
      for (const file of filesOf(variant)) files.add(file)
    }
  }
  for (const lang of langs) await writeIndex(folder, pages, lang)
  await writeFile(join(folder, 'search-index.js'), formatSearchIndex(documents))
  await writeParts(deps.programDir, folder)
  return { pages: documents.length, files: await writeFiles(deps, folder, files) }
}

async function writePage(site: Site, page: Page, variant: Variant): Promise<SiteDocument> {
  const { content, folder, find, views } = site
  const { lang, title } = variant
  const address = addressOf(page, variant)
  const root = '../'.repeat(address.split('/').length - 1)
  const { body } = splitFrontMatter(decodeUtf8(await content.readBlob(variant.blob)) ?? '')
  const hrefOf = (to: Page, wanted: Lang) => root + encodePath(addressOf(to, variantFor(to, wanted)))
  const rendered = renderMarkdown(body, {
    lang,
    path: page.path,
    resolve(target) {
      const found = content.catalog.resolve(target, lang)
      return found && find(found.path) ? found : undefined
    },
    hrefFor(path, fragment) {
      const linked = content.catalog.find(path)
      const to = linked ? hrefOf(linked, lang) : `${root}wiki/${encodePath(path)}.html`
      return fragment === undefined ? to : `${to}#${encodeURIComponent(fragment)}`
    },
  })
  const shown = describeForSite(page, variant, rendered.html, { content, find, hrefOf })
  const main = withoutServer(views.render({ ...NOBODY, lang }, 'site/article', shown), root)
  const other = [...page.variants.values()].find((one) => one !== variant)
  const otherLang = other && { lang: other.lang, href: root + encodePath(addressOf(page, other)) }
  await write(join(folder, address), layOut({ lang, title, root, main, other: otherLang }))
  const summary = variant.frontMatter.summary ?? ''
  const words = [summary, ...wordsOfFrontMatter(variant), body].join('\n')
  return { href: encodePath(address), title, summary, lang, body: words }
}

/** A lesson is found by its advice, a path by its steps and a retrospective by its boxes, which stand in the front matter. */
function wordsOfFrontMatter({ frontMatter: { lesson, retro, steps = [] } }: Variant): string[] {
  const { when, do: advised = [], dont = [], because, evidence } = lesson ?? {}
  const { reasons = [], learned = [], actions = [] } = retro ?? {}
  const looked = [
    ...reasons.flatMap(({ reason, outcome }) => [reason, outcome]),
    ...[...learned, ...actions].map(({ what }) => what),
  ]
  const said = [when, ...advised, ...dont, because, evidence, ...looked]
  return [...said, ...steps.flatMap(({ title, why }) => [title, why])].flatMap((words) => words ?? [])
}

/** The original has the page's own address, a translation its language in it. */
function addressOf(page: Page, variant: Variant): string {
  return `wiki/${page.path}${variant === page.original ? '' : `.${variant.lang}`}.html`
}

/**
 * Attachments lie beside the pages; links to what only a server does (a page that is wanted) lead nowhere. Icons are in
 * one file of the server's, which a page that is itself a file may not read.
 */
function withoutServer(html: string, root: string): string {
  return html
    .replace(/<svg class="icon[^>]*><use [^>]*><\/svg>|<svg class="icon[^>]*><use [^>]*\/><\/svg>/g, '')
    .replace(/ (href|src)="\/files\//g, ` $1="${root}files/`)
    .replace(/ (?:href|src)="\/(?!\/)[^"]*"/g, '')
}

function filesOf({ path, links }: Variant): string[] {
  return links.flatMap(({ kind, target }) => (kind === 'wiki' ? [] : (resolveFile(path, target) ?? [])))
}

async function writeFiles(
  { repository, content }: SiteDeps,
  folder: string,
  files: ReadonlySet<string>,
): Promise<number> {
  const head = content.head()
  let written = 0
  for (const file of files) {
    const found = head && (await repository.findFile(head, file))
    if (!found?.mode.startsWith('100')) continue
    await write(join(folder, 'files', file), await repository.readBlob(found.blob))
    written++
  }
  return written
}

async function writeIndex(folder: string, pages: readonly Page[], lang: Lang): Promise<void> {
  const sections = kinds.map((kind) => {
    const own = pages.filter((page) => page.kind === kind && page.status === 'published')
    if (own.length === 0) return ''
    const items = own
      .map((page) => ({ page, variant: variantFor(page, lang) }))
      .map(({ page, variant }) => {
        const href = escapeHtml(encodePath(addressOf(page, variant)))
        return `<li><a href="${href}" lang="${variant.lang}">${escapeHtml(variant.title)}</a></li>`
      })
    return `<h2>${escapeHtml(words[`kinds.${kind}`][lang === 'ko' ? 0 : 1])}</h2><ul>${items.join('')}</ul>`
  })
  const { name } = siteWords[lang]
  const main = `<article class="prose"><h1>${name}</h1>${sections.join('')}</article>`
  const other =
    lang === 'ko'
      ? ({ lang: 'en', href: 'index.en.html' } as const)
      : ({ lang: 'ko', href: 'index.html' } as const)
  await write(
    join(folder, lang === 'ko' ? 'index.html' : 'index.en.html'),
    layOut({ lang, title: siteWords[lang].home, root: '', main, other }),
  )
}

async function write(file: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}
