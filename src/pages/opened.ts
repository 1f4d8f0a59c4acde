import { InvalidError } from '../errors.ts'
import type { Lang, User } from '../user.ts'
import { decodeUtf8 } from './page.ts'
import type { Pages } from './pages.ts'

/** The file as the author opened it: what the form leaves out is taken from there. */
export async function openedSource(
  pages: Pages,
  user: User,
  path: string,
  lang: Lang | undefined,
  base: string | undefined,
): Promise<string> {
  const page = pages.find(user, path)
  if (base === undefined) return page ? (decodeUtf8(await pages.readSource(page.original)) ?? '') : ''
  const { file } = pages.history(user, path, lang)
  const version = pages.content.history.findByBlob(file, base)
  if (!version?.blob) throw new InvalidError('pages.base.unknown', {}, { field: 'base' })
  return decodeUtf8(await pages.content.readBlob(version.blob)) ?? ''
}
