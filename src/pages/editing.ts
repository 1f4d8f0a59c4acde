import type { Request } from 'express'
import { z } from 'zod'
import { InvalidError, NotFoundError } from '../errors.ts'
import { setFrontMatter } from '../markdown/front-matter.ts'
import { langs, type Lang } from '../user.ts'
import { parseQuery } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { beginPage, pathOfForm, splitExamples, variantToEdit } from './begin-page.ts'
import { closing, fieldsOfSource, sourceOfForm } from './editor.ts'
import { isKind, kindFacts, kinds, type Kind } from './kinds.ts'
import { openedSource } from './opened.ts'
import { decodeUtf8 } from './page.ts'
import { presentPath } from './redirects.ts'
import { dayOf } from './review.ts'
import { saveForm } from './save-form.ts'
import { sendEditor, withPart, type EditingDeps } from './send-editor.ts'
import { trailersOf } from './trailers.ts'

/** Writing: by leads, in the browser, with or without its scripts. */
export function editingRoutes(routes: Routes, deps: EditingDeps): void {
  const { pages, views } = deps

  routes.get('/write', (req, res) => {
    views.send(req, res, 'pages/write', { title: '', kinds, facts: kindFacts })
  })

  routes.get('/new/:kind', async (req, res) => {
    const user = signedIn(req)
    const kind = kindOf(req)
    const { path, title, lang = req.viewer.lang, closes } = parseQuery(NewQuery, req)
    if (path !== undefined && pages.find(user, path)) return res.redirect(303, `/wiki/${encodePath(path)}`)
    const { values, examples } = splitExamples(await beginPage(deps, user, kind, lang))
    const start = {
      ...values,
      path: path ?? `${kindFacts[kind].folder}/`,
      title: title ?? '',
      owner: user.handle,
      closes,
    }
    const opened = { user, lang, page: undefined, source: '' }
    const shown = withPart(deps, kind, start, opened)
    await sendEditor(req, res, deps, { mode: 'new', action: `/new/${kind}`, values: shown, examples })
  })

  routes.post('/new/:kind', async (req, res) => {
    const kind = kindOf(req)
    await saveForm(req, res, deps, { mode: 'new', action: `/new/${kind}` }, (form, written) => ({
      path: pathOfForm(form, kind),
      source: written.write(sourceOfForm(form, '', written.keys)),
      how: 'create',
      trailers: trailersOf(form),
    }))
  })

  routes.get('/edit/*path', async (req, res) => {
    const user = signedIn(req)
    const page = pages.get(user, presentPath(pages.content, pathOf(req)))
    const { lang = page.original.lang, closes, verify } = parseQuery(EditQuery, req)
    const { variant, translating } = variantToEdit(page, lang)
    const source = decodeUtf8(await pages.readSource(variant))
    if (source === undefined) throw new InvalidError('pages.fault.utf8')
    const fields = fieldsOfSource(source, { kind: page.kind, lang })
    const values = {
      ...fields,
      lang,
      base: translating ? undefined : variant.blob,
      closes,
      verified: verify && 'yes',
    }
    await sendEditor(req, res, deps, {
      mode: 'edit',
      action: editAddress(page.path, lang),
      values: withPart(deps, page.kind, values, { user, lang, page, source }),
      page,
      translating,
    })
  })

  routes.post('/edit/*path', async (req, res) => {
    const user = signedIn(req)
    const path = presentPath(pages.content, pathOf(req))
    const page = pages.find(user, path)
    const { lang } = parseQuery(LangQuery, req)
    const action = editAddress(path, lang)
    await saveForm(req, res, deps, { mode: 'edit', action, page }, async (form, written) => {
      const opened = await openedSource(pages, user, path, lang, form.base)
      const source = written.write(sourceOfForm(form, opened, written.keys))
      return {
        path,
        lang,
        source: form.verified
          ? setFrontMatter(source, { reviewed: dayOf(pages.now(), user.timeZone) })
          : source,
        how: form.base === undefined ? 'create' : 'merge',
        base: form.base,
        note: form.note,
        trailers: trailersOf(form),
      }
    })
  })
}

const NewQuery = z
  .object({ path: z.string().max(600), title: z.string().max(300), lang: z.enum(langs), closes: closing })
  .partial()
const LangQuery = z.object({ lang: z.enum(langs).optional() })
const EditQuery = LangQuery.extend({ closes: closing, verify: z.literal('1').optional() })

function kindOf(req: Request): Kind {
  const { kind } = req.params
  if (!isKind(kind)) throw new NotFoundError('pages.kind.missing')
  return kind
}

function editAddress(path: string, lang: Lang | undefined): string {
  return `/edit/${encodePath(path)}${lang ? `?lang=${lang}` : ''}`
}
