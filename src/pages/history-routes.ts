import type { Request } from 'express'
import { z } from 'zod'
import { NotFoundError } from '../errors.ts'
import { hasRole, langs, type Lang, type User } from '../user.ts'
import { parseForm, parseQuery } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { contributorsOf } from './contributors.ts'
import { foldUnchanged } from './folded-lines.ts'
import type { Version } from './history.ts'
import { diffTexts } from './merge.ts'
import { variantFor, type Page } from './page.ts'
import type { Pages } from './pages.ts'
import { compareRendered } from './rendered-diff.ts'
import { renderVersion } from './rendered-version.ts'
import { noteOfVersion, titlesIn } from './version-note.ts'

export interface HistoryRouteDeps {
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
}

const LangQuery = z.object({ lang: z.enum(langs).optional() }).loose()
const HistoryQuery = LangQuery.extend({ sheet: z.coerce.number().int().min(1).max(100_000).default(1) })
const revision = z.string().regex(/^[0-9a-f]{7,64}$/)
const DiffQuery = z.object({
  lang: z.enum(langs).optional(),
  from: revision.optional(),
  to: revision.optional(),
  view: z.enum(['source', 'page']).default('source'),
})
const RestoreQuery = z.object({ lang: z.enum(langs).optional(), commit: revision.optional() }).loose()
const RestoreForm = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  lang: z.enum(langs).optional(),
})

/** Versions in one sheet of a history. */
const PER_SHEET = 50
/** Versions that a difference offers to choose from, around those it is of. */
const MOST_CHOICES = 100

/** What became of a page: its versions, the difference of any two, who wrote which line, and the way back. */
export function historyRoutes(routes: Routes, deps: HistoryRouteDeps): void {
  const { pages, views } = deps

  routes.get('/history/*path', (req, res) => {
    const user = signedIn(req)
    const { lang, sheet } = parseQuery(HistoryQuery, req)
    const at = pathOf(req)
    const { page, versions, file } = pages.history(user, at, lang)
    const sheets = Math.max(1, Math.ceil(versions.length / PER_SHEET))
    const from = (sheet - 1) * PER_SHEET
    views.send(req, res, 'pages/history', {
      title: titleOf(page, lang, at),
      page,
      file,
      // On a later sheet the present version stays on top, so that any can be compared with it.
      versions:
        from > 0 ? [versions[0], ...versions.slice(from, from + PER_SHEET)] : versions.slice(0, PER_SHEET),
      total: versions.length,
      contributors: contributorsOf(versions),
      told: noteFor(req, deps, page, versions),
      pageLang: lang,
      at,
      sheet,
      sheets,
      mayWrite: mayWrite(user),
      notice: noticeOf(deps.translations, req, 'pages.done'),
    })
  })

  routes.get('/diff/*path', async (req, res) => {
    const { view, ...query } = parseQuery(DiffQuery, req)
    const compared = await compare(req, deps, query)
    const words = wordsOf(req, deps)
    const { rows, counts, html } = describe(req, deps, compared, words, view === 'page')
    const { at, page, lang, before, after, versions } = compared
    const place = versions.findIndex(({ commit }) => commit === after.version.commit)
    views.send(req, res, 'pages/diff', {
      title: titleOf(page, lang, at),
      rows,
      html,
      ...counts,
      before: before?.version,
      after: after.version,
      choices: choicesOf(versions, place),
      newer: versions[place - 1],
      older: versions[place + 1],
      page,
      told: noteFor(req, deps, page, versions),
      pageLang: lang,
      at,
      view,
      mayWrite: mayWrite(signedIn(req)),
      isLatest: place === 0,
    })
  })

  routes.get('/blame/*path', async (req, res) => {
    const user = signedIn(req)
    const { lang } = parseQuery(LangQuery, req)
    const page = pages.get(user, pathOf(req))
    const { versions } = pages.history(user, page.path, lang)
    const known = new Set<string>(versions.map(({ commit }) => commit))
    const lines = await pages.blame(user, page.path, lang)
    const { title } = lang ? variantFor(page, lang) : page.original
    views.send(req, res, 'pages/blame', { title, page, lines, known, pageLang: lang, at: page.path })
  })

  /** Asks first, and shows what going back would change. */
  routes.get('/restore/*path', async (req, res) => {
    const { lang, commit } = parseQuery(RestoreQuery, req)
    if (commit === undefined) throw new NotFoundError('pages.version.missing')
    const { at, page, before, after, versions } = await compare(req, deps, {
      lang,
      from: PRESENT,
      to: commit,
    })
    if (!after.version.blob) throw new NotFoundError('pages.version.missing')
    const lines = diffTexts(before?.source ?? '', after.source)
    views.send(req, res, 'pages/restore', {
      title: titleOf(page, lang, at),
      rows: foldUnchanged(lines),
      isSame: page !== undefined && lines.every(({ kind }) => kind === 'same'),
      version: after.version,
      told: noteFor(req, deps, page, versions),
      newer: versions.findIndex((version) => version.commit === after.version.commit),
      page,
      pageLang: lang,
      at,
    })
  })

  routes.post('/restore/*path', async (req, res) => {
    const user = signedIn(req)
    const form = parseForm(RestoreForm, req.body)
    if (!form.ok) throw new NotFoundError('pages.version.missing')
    const { path } = await pages.restore(user, { path: pathOf(req), ...form.values })
    res.redirect(
      303,
      `/wiki/${encodePath(path)}?lang=${form.values.lang ?? ''}&done=restored`.replace('lang=&', ''),
    )
  })
}

interface Compared {
  readonly at: string
  readonly page: Page | undefined
  readonly lang: Lang | undefined
  readonly versions: readonly Version[]
  readonly before: { readonly version: Version; readonly source: string } | undefined
  readonly after: { readonly version: Version; readonly source: string }
}

/** What is there now, which is nothing where the page was deleted. */
const PRESENT = 'present'

/** The versions that are asked for; in their absence the latest and the one before. */
async function compare(
  req: Request,
  { pages }: HistoryRouteDeps,
  { lang, from, to }: { lang?: Lang | undefined; from?: string | undefined; to?: string | undefined },
): Promise<Compared> {
  const user = signedIn(req)
  const at = pathOf(req)
  const { page, versions } = pages.history(user, at, lang)
  const after = await pages.readVersion(user, at, to ?? versions[0]?.commit ?? '', lang)
  const previous = versions[versions.findIndex((version) => version.commit === after.version.commit) + 1]
  const earlier = from === PRESENT ? versions[0]?.commit : (from ?? previous?.commit)
  const before = earlier === undefined ? undefined : await pages.readVersion(user, at, earlier, lang)
  return { at, page, lang, versions, before, after }
}

function describe(
  req: Request,
  { pages }: HistoryRouteDeps,
  { at, page, lang, before, after }: Compared,
  words: ReturnType<typeof wordsOf>,
  asPage: boolean,
) {
  const lines = diffTexts(before?.source ?? '', after.source)
  const counts = {
    added: lines.filter((line) => line.kind === 'added').length,
    removed: lines.filter((line) => line.kind === 'removed').length,
  }
  if (!asPage) return { rows: foldUnchanged(lines), counts, html: undefined }
  const place = { path: page?.path ?? at, lang: lang ?? page?.original.lang ?? req.viewer.lang }
  const [was, is] = [before?.source ?? '', after.source].map((source) =>
    renderVersion(pages.content, place, source),
  )
  return { rows: [], counts, html: compareRendered(was!, is!, words) }
}

function wordsOf(req: Request, { translations }: HistoryRouteDeps) {
  const t = translations[req.viewer.lang]
  return { added: t('diff.come'), removed: t('diff.gone') }
}

function noteFor(
  req: Request,
  { translations }: HistoryRouteDeps,
  page: Page | undefined,
  versions: readonly Version[],
) {
  const titles = titlesIn(page, versions)
  return ({ subject }: Version) => noteOfVersion(translations[req.viewer.lang], subject, titles)
}

function choicesOf(versions: readonly Version[], place: number): readonly Version[] {
  const start = Math.max(0, Math.min(place - MOST_CHOICES / 2, versions.length - MOST_CHOICES))
  return versions.slice(start, start + MOST_CHOICES)
}

function titleOf(page: Page | undefined, lang: Lang | undefined, at: string): string {
  return page?.variants.get(lang ?? page.original.lang)?.title ?? at
}

function mayWrite(user: User): boolean {
  return hasRole(user, 'lead')
}
