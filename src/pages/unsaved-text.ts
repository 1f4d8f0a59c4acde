import { newRowId } from '../db/row-id.ts'
import type { User } from '../user.ts'
import type { FormFields } from './editor-part.ts'
import type { EditorState } from './send-editor.ts'

/** What somebody typed in the editor and has not saved, kept for them. */
export interface UnsavedText {
  readonly id: string
  /** All fields of the form, as they were typed. */
  readonly fields: FormFields
  readonly title: string
  /** ISO 8601, UTC: when it was typed last. */
  readonly at: string
  /** The editor with this text in it. */
  readonly href: string
  /** The page that it was written for; undefined for a new one. */
  readonly path: string | undefined
}

/** Keeps them, each for the person who typed it. */
export interface UnsavedTexts {
  find(user: User, id: string): Promise<UnsavedText | undefined>
  /** One that its author discarded a short while ago. */
  findDiscarded(user: User, id: string): Promise<UnsavedText | undefined>
  /** Those typed in the editor whose form goes to `action`, newest first. */
  findFor(user: User, action: string): Promise<readonly UnsavedText[]>
  /** It is saved, so it is not offered again. Never throws: the save itself is done. */
  settle(user: User, id: string | undefined): Promise<void>
}

/** The editor's state, and what it says of texts that were not saved. */
export interface TakenUp {
  readonly state: EditorState
  /** The text that is in the form because its author asked for it. */
  readonly resumed: UnsavedText | undefined
  /** Those that are not. */
  readonly offers: readonly UnsavedText[]
}

/**
 * Puts the text that is asked for by its id into the form, whole: with the revision that it began from, so that
 * saving merges it with what others saved since.
 */
export async function takeUp(
  user: User,
  texts: UnsavedTexts | undefined,
  state: EditorState,
  asked: string | undefined,
): Promise<TakenUp> {
  const own = { ...state, values: { ...state.values, unsaved: state.values.unsaved ?? newRowId() } }
  if (!texts || state.values.unsaved !== undefined) return { state: own, resumed: undefined, offers: [] }
  const kept = await texts.findFor(user, state.action)
  const resumed = kept.find(({ id }) => id === asked) ?? (await findElsewhere(user, texts, state, asked))
  const offers = kept.filter(({ id }) => id !== resumed?.id)
  return { state: resumed ? withText(own, resumed) : own, resumed, offers }
}

/** It was typed in another editor: of a page that is gone since, or before its author might save. */
async function findElsewhere(
  user: User,
  texts: UnsavedTexts,
  { mode, page }: EditorState,
  asked: string | undefined,
): Promise<UnsavedText | undefined> {
  const found = asked === undefined ? undefined : await texts.find(user, asked)
  return mode === 'new' || found?.path === page?.path ? found : undefined
}

function withText(state: EditorState, { id, fields, path }: UnsavedText): EditorState {
  // Its state is not typed but chosen by the button that saves.
  const values = { status: state.values.status, ...fields, unsaved: id }
  const isGone = state.mode === 'new' && path !== undefined
  const { proposing } = state
  // The page it was written for is gone: it becomes a new one at the same place.
  const own = isGone ? { ...values, base: undefined, path } : values
  return { ...state, values: own, proposing: proposing && { ...proposing, why: fields.why ?? proposing.why } }
}
