import { InvalidError } from '../errors.ts'

/** Where a lesson was applied, for showing: words with a link in them, perhaps. */
export interface Whereabouts {
  readonly words: string
  /** http or https; undefined where only words were given. */
  readonly href: string | undefined
}

const ADDRESS = /https?:\/\/[^\s<>"]+/i
const OTHER_SCHEME =
  /(?:^|\s)(?:(?!https?:)[a-z][a-z\d+.-]*:\/\/|(?:javascript|data|vbscript|blob|file|about):)/i

/**
 * What may be written as the place: words, or an address of the web.
 * @throws InvalidError for addresses of another kind, for broken ones, and for those with a password in them.
 */
export function checkWhereabouts(where: string): void {
  const refuse = (key: string): never => {
    throw new InvalidError(`guidance.where.${key}`, {}, { field: 'where' })
  }
  if (where === '') refuse('missing')
  if (OTHER_SCHEME.test(where)) refuse('scheme')
  const address = ADDRESS.exec(where)?.[0]
  if (address === undefined) return
  const url = parseUrl(address)
  if (!url) return refuse('address')
  if (url.username !== '' || url.password !== '') refuse('secret')
}

/** Takes the first address out of the words; without any words the address names itself. */
export function readWhereabouts(where: string): Whereabouts {
  const address = ADDRESS.exec(where)?.[0]
  const url = address === undefined ? undefined : parseUrl(address)
  if (address === undefined || !url) return { words: where, href: undefined }
  const words = where.replace(address, ' ').replace(/\s+/g, ' ').trim()
  return {
    words: words === '' ? shorten(`${url.host}${decode(url.pathname).replace(/\/$/, '')}`) : words,
    href: url.href,
  }
}

function parseUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}

function shorten(text: string): string {
  const letters = [...text]
  return letters.length <= 60 ? text : `${letters.slice(0, 59).join('')}…`
}

function decode(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
