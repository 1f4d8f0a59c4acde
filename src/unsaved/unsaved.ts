import type { Database } from '../db/open.ts'
import { AppError, InvalidError, NotFoundError } from '../errors.ts'
import type { Log } from '../log.ts'
import { isKind } from '../pages/kinds.ts'
import { MAX_PAGE_BYTES, type Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import type { UnsavedText, UnsavedTexts } from '../pages/unsaved-text.ts'
import { hasRole, langs, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { addressOf, placeOf, type EditorPlace } from './place.ts'
import { createUnsavedStore, type KeptText, type Put } from './store.ts'

/** A page and its front matter; a little more than can be saved, so that what is too large can still be cut. */
const MAX_BYTES = 2 * MAX_PAGE_BYTES
const MOST = 30
const DAY_MS = 24 * 60 * 60 * 1_000
const KEPT_DAYS = 90
const LONGEST_TITLE = 300

export interface UnsavedDeps {
  readonly database: Database
  readonly pages: Pages
  readonly log: Log
  readonly now: () => Date
}

export interface Unsaved extends UnsavedTexts {
  /**
   * Keeps what is in the form that goes to `action`, in place of what was kept under this id.
   * @throws InvalidError for an address that is no editor's, AppError `too-large`
   */
  keep(user: User, id: string, action: string, fields: Readonly<Record<string, string>>): Promise<Put>
  /** Its author does not want it; answers with the editor it was typed in. For a day it can be brought back. */
  discard(user: User, id: string): Promise<string>
  /** One that was discarded within a day; answers with the editor with it. @throws NotFoundError */
  bringBack(user: User, id: string): Promise<string>
  /** All that somebody has, newest first. */
  list(user: User): Promise<readonly UnsavedText[]>
  waitingFor(user: User): Promise<readonly WaitingItem[]>
}

/** What people type and have not saved: kept on the server for those who typed it, and offered to them again. */
export function createUnsaved({ database, pages, log, now }: UnsavedDeps): Unsaved {
  const store = createUnsavedStore(database.kysely)
  const { content } = pages
  const boundsNow = () => ({ most: MOST, typedBefore: daysAgo(KEPT_DAYS), settledBefore: daysAgo(1) })
  const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS).toISOString()

  const describe = (user: User, { id, place, title, fields, at }: KeptText): UnsavedText => {
    const present = presentPlace(user, place, fields.kind)
    const address = addressOf(present)
    const href = `${address}${address.includes('?') ? '&' : '?'}unsaved=${id}`
    const path = isOfPage(place) ? presentPath(content, place.subject) : undefined
    return { id, fields, title, at, href, path }
  }

  /** Where the page is now; where it is gone, a new one of its kind; for those who may not save, their proposal. */
  const presentPlace = (user: User, place: EditorPlace, kind: string | undefined): EditorPlace => {
    if (place.editor === 'revise') return place
    const subject = isOfPage(place) ? presentPath(content, place.subject) : place.subject
    const isNew = !isOfPage(place) || pages.find(user, subject) === undefined
    const saves = hasRole(user, 'lead') && !place.editor.startsWith('propose')
    if (!isNew) return { ...place, editor: saves ? 'edit' : 'propose', subject }
    const ofKind = isOfPage(place) ? (isKind(kind) ? kind : 'note') : subject
    return { ...place, editor: saves ? 'new' : 'propose-new', subject: ofKind }
  }

  const isAt = (place: EditorPlace, kept: KeptText): boolean => {
    if (kept.place.editor !== place.editor) return false
    if (!isOfPage(place)) return kept.place.subject === place.subject
    return kept.place.lang === place.lang && pathsOf(content, place.subject).includes(kept.place.subject)
  }

  const list = async (user: User) => (await store.list(user.id)).map((kept) => describe(user, kept))

  return {
    list,

    async keep(user, id, action, { unsaved: _id, act: _act, ...fields }) {
      const lang = langs.find((known) => known === fields.lang) ?? 'ko'
      const place = placeOf(action, lang)
      if (!place) throw new InvalidError('unsaved.place')
      if (Buffer.byteLength(JSON.stringify(fields)) > MAX_BYTES) {
        throw new AppError('too-large', 'unsaved.tooLarge')
      }
      const title = (fields.title ?? '').trim().slice(0, LONGEST_TITLE)
      return store.put(user.id, { id, place, title, fields, at: now().toISOString() }, boundsNow())
    },

    async find(user, id) {
      const kept = await store.find(user.id, id)
      return kept && describe(user, kept)
    },

    async findFor(user, action) {
      const place = placeOf(action, 'ko')
      if (!place) return []
      const kept = (await store.list(user.id)).filter((one) => isAt(place, one))
      return kept.map((one) => describe(user, one))
    },

    async settle(user, id) {
      if (id === undefined) return
      try {
        await store.settle(user.id, id, now().toISOString())
      } catch (error) {
        log.error({ err: error }, 'a saved text may be offered once more')
      }
    },

    async findDiscarded(user, id) {
      const kept = await store.findDiscarded(user.id, id, daysAgo(1))
      return kept && describe(user, kept)
    },

    async discard(user, id) {
      const kept = await store.find(user.id, id)
      const at = now().toISOString()
      if (!kept) {
        await store.settle(user.id, id, at)
        return '/'
      }
      await store.discard(user.id, id, boundsNow(), at)
      const address = addressOf(presentPlace(user, kept.place, kept.fields.kind))
      return `${address}${address.includes('?') ? '&' : '?'}discarded=${id}`
    },

    async bringBack(user, id) {
      const kept = await store.findDiscarded(user.id, id, daysAgo(1))
      if (!kept) throw new NotFoundError('unsaved.missing')
      await store.bringBack(user.id, id)
      return describe(user, kept).href
    },

    async waitingFor(user) {
      return (await list(user)).map(({ title, path, href, at, fields }) => ({
        key: 'waiting.unsaved',
        title: title || path || fields.kind || '',
        lang: langs.find((known) => known === fields.lang),
        href,
        icon: 'edit',
        at,
      }))
    },
  }
}

function isOfPage({ editor }: EditorPlace): boolean {
  return editor === 'edit' || editor === 'propose'
}
