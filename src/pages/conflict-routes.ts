import type { Request, Response } from 'express'
import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { langs, type Lang } from '../user.ts'
import { parseForm } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { closing } from './editor.ts'
import { ConflictError, joinChosen, markNew, mergeLines } from './merge.ts'
import { openedSource } from './opened.ts'
import type { Pages } from './pages.ts'
import { pathOf } from '../web/page-address.ts'
import { presentPath } from './redirects.ts'
import { trailersOf } from './trailers.ts'
import type { UnsavedTexts } from './unsaved-text.ts'
import { withUnixNewlines } from './typed.ts'

export interface ConflictDeps {
  readonly pages: Pages
  readonly views: Views
  readonly unsaved?: UnsavedTexts
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
    closes: closing,
    lookAgain: z.literal('yes').optional(),
    verified: z.literal('yes').optional(),
    unsaved: z.string().max(60).optional(),
  })
  .catchall(z.string())
type MergeForm = z.infer<typeof MergeForm>

async function saveChoices(req: Request, res: Response, deps: ConflictDeps, form: MergeForm): Promise<void> {
  const user = signedIn(req)
  const path = presentPath(deps.pages.content, pathOf(req))
  const { mine, from, theirs, lang, note, closes, lookAgain, verified, unsaved } = form
  const textOf = async (blob: string) => (blob === '' ? '' : openedSource(deps.pages, user, path, lang, blob))
  const [base, present] = await Promise.all([textOf(from), textOf(theirs)])
  const choices: Choices = {
    choice: (hunk) => form[`choice-${hunk}`],
    edited: (hunk) => form[`edit-${hunk}`],
  }
  const source = joinChosen(mergeLines(base, present, mine), choices.choice, choices.edited)
  // Deleted by the other, and left so.
  if (theirs === '' && source === '') {
    await deps.unsaved?.settle(user, unsaved)
    return res.redirect(303, `/wiki/${encodePath(path)}`)
  }
  const place = { path, lang, from, note, closes, lookAgain, verified, unsaved }
  try {
    const how = theirs === '' ? 'create' : 'merge'
    const trailers = trailersOf(place)
    const saved = await deps.pages.save(user, { path, lang, source, how, base: theirs, note, trailers })
    await deps.unsaved?.settle(user, unsaved)
    res.redirect(303, `/wiki/${encodePath(saved.path)}?lang=${lang}&done=merged`)
  } catch (error) {
    if (error instanceof ConflictError) sendConflict(req, res, deps, { ...place, from: theirs }, error)
    else if (error instanceof InvalidError)
      sendConflict(req, res, deps, place, { base, theirs: present, mine }, { error, choices })
    else throw error
  }
}

interface Choices {
  readonly choice: (hunk: number) => string | undefined
  readonly edited: (hunk: number) => string | undefined
}

export interface ConflictPlace {
  readonly path: string
  readonly lang: Lang
  /** The revision that the author began from. */
  readonly from: string
  readonly note: string
  readonly closes: string | undefined
  readonly lookAgain: 'yes' | undefined
  readonly verified: 'yes' | undefined
  readonly unsaved: string | undefined
}

/**
 * 409 with both texts: the author chooses place by place; nothing is lost either way.
 * @param again what was chosen that does not make a page, and why: 400, and the choices stay
 */
export function sendConflict(
  req: Request,
  res: Response,
  { views, pages }: ConflictDeps,
  place: ConflictPlace,
  { base, theirs, mine }: Pick<ConflictError, 'base' | 'theirs' | 'mine'>,
  again?: { readonly error: InvalidError; readonly choices: Choices },
): void {
  const page = pages.find(signedIn(req), place.path)
  const variant = page?.variants.get(place.lang)
  const latest = variant && pages.content.history.latest(variant.file)
  const hunks = mergeLines(base, theirs, mine).flatMap((piece) => ('hunk' in piece ? [piece.hunk] : []))
  const shown = hunks.map((hunk, index) => ({
    hunk,
    mine: markNew(hunk.base, hunk.mine),
    theirs: markNew(hunk.base, hunk.theirs),
    choice: again?.choices.choice(index),
    edited: again?.choices.edited(index),
  }))
  const { path: at, lang: pageLang, ...rest } = place
  const title = page?.original.title ?? place.path
  const locals = { at, pageLang, ...rest, hunks: shown, mine, latest, revision: variant?.blob, page }
  views.send(req, res, 'pages/conflict', { title, ...locals, error: again?.error }, again ? 400 : 409)
}
