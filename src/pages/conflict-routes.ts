import type { Request, Response } from 'express'
import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { langs, type Lang } from '../user.ts'
import { parseForm } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { ConflictError, joinChosen, mergeLines } from './merge.ts'
import { openedSource } from './opened.ts'
import type { Pages } from './pages.ts'
import { pathOf } from '../web/page-address.ts'
import { LOOK_AGAIN } from './trailers.ts'
import { withUnixNewlines } from './typed.ts'

export interface ConflictDeps {
  readonly pages: Pages
  readonly views: Views
}

/** Where the places are chosen that two people changed. */
export function conflictRoutes(routes: Routes, deps: ConflictDeps): void {
  routes.post('/merge/*path', async (req, res) => {
    const form = parseForm(MergeForm, withUnixNewlines(req.body))
    if (!form.ok) throw new InvalidError('pages.base.unknown')
    await saveChoices(req, res, deps, form.values)
  })
}

/** What the page of a conflict sends: the author's text, what it began from, what is there now, and a choice a place. */
const MergeForm = z
  .object({
    mine: z.string(),
    from: z.string().regex(/^[0-9a-f]{40}$/),
    /** Empty where the page was deleted meanwhile. */
    theirs: z.string().regex(/^([0-9a-f]{40})?$/),
    lang: z.enum(langs),
    note: z.string().max(200).default(''),
    lookAgain: z.literal('yes').optional(),
  })
  .catchall(z.string())
type MergeForm = z.infer<typeof MergeForm>

async function saveChoices(req: Request, res: Response, deps: ConflictDeps, form: MergeForm): Promise<void> {
  const user = signedIn(req)
  const path = pathOf(req)
  const { mine, from, theirs, lang, note, lookAgain } = form
  const textOf = async (blob: string) => (blob === '' ? '' : openedSource(deps.pages, user, path, lang, blob))
  const [base, present] = await Promise.all([textOf(from), textOf(theirs)])
  const pieces = mergeLines(base, present, mine)
  const source = joinChosen(
    pieces,
    (hunk) => form[`choice-${hunk}`],
    (hunk) => form[`edit-${hunk}`],
  )
  try {
    const how = theirs === '' ? 'create' : 'merge'
    const saved = await deps.pages.save(user, {
      path,
      lang,
      source,
      how,
      base: theirs,
      note,
      trailers: lookAgain && { [LOOK_AGAIN]: lookAgain },
    })
    res.redirect(303, `/wiki/${encodePath(saved.path)}?lang=${lang}&done=merged`)
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
    sendConflict(req, res, deps, { path, lang, from: theirs, note, lookAgain }, error)
  }
}

export interface ConflictPlace {
  readonly path: string
  readonly lang: Lang
  /** The revision that the author began from. */
  readonly from: string
  readonly note: string
  readonly lookAgain: 'yes' | undefined
}

/** 409 with both texts: the author chooses place by place; nothing is lost either way. */
export function sendConflict(
  req: Request,
  res: Response,
  { views, pages }: ConflictDeps,
  place: ConflictPlace,
  { base, theirs, mine }: ConflictError,
): void {
  const page = pages.find(signedIn(req), place.path)
  const variant = page?.variants.get(place.lang)
  const latest = variant && pages.content.history.latest(variant.file)
  const pieces = mergeLines(base, theirs, mine)
  const { path: at, lang: pageLang, from, note, lookAgain } = place
  const locals = { at, pageLang, from, note, lookAgain, pieces, mine, latest, revision: variant?.blob, page }
  views.send(req, res, 'pages/conflict', { title: page?.original.title ?? place.path, ...locals }, 409)
}
