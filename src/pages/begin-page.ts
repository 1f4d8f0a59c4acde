import type { Lang, User } from '../user.ts'
import { fieldsOfSource, type EditorFields, type EditorForm } from './editor.ts'
import { kindFacts, type Kind } from './kinds.ts'
import { decodeUtf8, variantFor, type Page, type Variant } from './page.ts'
import { slugOfTitle } from './page-path.ts'
import type { Pages } from './pages.ts'
import { otherLang } from './reading.ts'

/** The template of a kind in the author's language, taken apart into fields. */
export async function beginPage(
  { pages }: { readonly pages: Pages },
  user: User,
  kind: Kind,
  lang: Lang,
): Promise<EditorFields> {
  const template = pages.find(user, `templates/${kind}`)
  if (!template) return { kind, lang, status: 'published' }
  const source = decodeUtf8(await pages.readSource(variantFor(template, lang))) ?? ''
  return {
    ...fieldsOfSource(source, { kind, lang }),
    kind,
    lang,
    status: 'published',
    title: '',
    summary: '',
  }
}

/** What the template says in a lesson's fields is shown in them until something is typed; the rest is a beginning. */
export function splitExamples({ when, do: advice, dont, because, evidence, ...values }: EditorFields) {
  return { values, examples: { when, do: advice, dont, because, evidence } }
}

/** A language that is not there yet begins as the text of the other one. */
export function variantToEdit(page: Page, lang: Lang): { variant: Variant; translating: Lang | undefined } {
  const variant = page.variants.get(lang)
  return variant
    ? { variant, translating: undefined }
    : { variant: page.original, translating: otherLang(lang) }
}

/** Where a new page will be: at the path that was typed, or in its kind's folder by its title. */
export function pathOfForm(form: EditorForm, kind: Kind): string {
  const typed = form.path ?? ''
  if (typed !== '' && !typed.endsWith('/')) return typed
  const folder = typed === '' ? `${kindFacts[kind].folder}/` : typed
  return `${folder}${slugOfTitle(form.title)}`
}
