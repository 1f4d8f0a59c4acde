import type { Lang, User } from '../user.ts'
import type { FieldError } from '../web/forms.ts'
import type { Viewer } from '../web/viewer.ts'
import type { EditorFields } from './editor.ts'
import type { Kind } from './kinds.ts'
import type { Page } from './page.ts'

/** Names and values of a form. */
export type FormFields = Readonly<Record<string, string>>

/** What is opened in the editor. */
export interface OpenedPage {
  readonly user: User
  readonly lang: Lang
  /** Undefined for a new page. */
  readonly page: Page | undefined
  /** The file; empty for a new page. */
  readonly source: string
}

/** A view of a part, with its locals. */
export interface PartView {
  readonly view: string
  readonly locals: Readonly<Record<string, unknown>>
}

/**
 * A feature's part of the editor: fields of its own for keys of the front matter that are too much for a line of
 * YAML. They are in the form where `fieldsOf` gave them, and work without scripts: a button named `act` sends the
 * whole form and gets it back changed.
 */
export interface EditorPart {
  readonly kind: Kind
  /** The keys that it writes; while its fields are in the form they are not among the other front matter. */
  readonly keys: readonly string[]
  readonly isField: (name: string) => boolean
  /** Undefined where the file cannot be shown in fields: its keys stay where they were. */
  fieldsOf(opened: OpenedPage): FormFields | undefined
  /** The form after a button of the part was pressed; `act` is the button's value. */
  act(
    user: User,
    lang: Lang,
    fields: FormFields,
    act: string,
  ): Promise<{ fields: FormFields; error?: FieldError }>
  /** The file with what its fields say. @throws InvalidError, the field being the part's own name. */
  write(source: string, fields: FormFields): string
  /** Undefined where its fields are not in the form. */
  show(viewer: Viewer, lang: Lang, fields: FormFields): PartView | undefined
  /** What the page will show besides its text. */
  preview(viewer: Viewer, values: EditorFields & FormFields): PartView | undefined
}

/** Takes a form apart: what is a part's, and the rest. */
export function splitFields(parts: readonly EditorPart[], typed: FormFields) {
  const isPartField = (name: string) => name === 'act' || parts.some((part) => part.isField(name))
  const entries = Object.entries(typed)
  return {
    own: Object.fromEntries(entries.filter(([name]) => isPartField(name) && name !== 'act')),
    rest: Object.fromEntries(entries.filter(([name]) => !isPartField(name))),
    act: typed.act,
  }
}

/** The part whose fields a form has. */
export function partIn(parts: readonly EditorPart[], fields: FormFields): EditorPart | undefined {
  return parts.find((part) => Object.keys(fields).some((name) => part.isField(name)))
}
