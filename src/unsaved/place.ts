import { langs, type Lang } from '../user.ts'
import { encodePath } from '../web/view.ts'

/** Which editor a text was typed in: of a page in a language, of a new page of a kind, of a proposal's file. */
export interface EditorPlace {
  readonly editor: 'edit' | 'new' | 'propose' | 'propose-new' | 'revise'
  /** The page's path, the kind, or `12 guides/one.md`. */
  readonly subject: string
  readonly lang: Lang
}

const NOWHERE = 'http://nowhere.invalid'
const ADDRESSES: readonly (readonly [EditorPlace['editor'], RegExp])[] = [
  ['edit', /^\/edit\/(.+)$/],
  ['new', /^\/new\/([a-z]+)$/],
  ['propose-new', /^\/propose\/new\/([a-z]+)$/],
  ['propose', /^\/propose\/(.+)$/],
  ['revise', /^\/proposals\/(\d{1,9})\/edit$/],
]

/**
 * The place that an editor's form goes to, by its address; `lang` where the address does not say it. Undefined for
 * what is no editor's address.
 */
export function placeOf(address: string, lang: Lang): EditorPlace | undefined {
  const url = URL.parse(address, NOWHERE)
  if (!address.startsWith('/') || url?.origin !== NOWHERE) return undefined
  const path = decode(url.pathname)
  for (const [editor, pattern] of ADDRESSES) {
    const found = path === undefined ? undefined : pattern.exec(path)?.[1]
    if (found === undefined) continue
    const said = langs.find((known) => known === url.searchParams.get('lang')) ?? lang
    const subject = editor === 'revise' ? `${found} ${url.searchParams.get('file') ?? ''}` : found
    return { editor, subject: subject.normalize('NFC'), lang: said }
  }
  return undefined
}

/** Where that editor is opened. */
export function addressOf({ editor, subject, lang }: EditorPlace): string {
  if (editor === 'new') return `/new/${subject}`
  if (editor === 'propose-new') return `/propose/new/${subject}`
  if (editor !== 'revise') return `/${editor}/${encodePath(subject)}?lang=${lang}`
  const [number = '', ...file] = subject.split(' ')
  return `/proposals/${number}/edit?file=${encodeURIComponent(file.join(' '))}`
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
