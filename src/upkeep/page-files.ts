import { setFrontMatter } from '../markdown/front-matter.ts'
import { InvalidError } from '../errors.ts'
import type { FileChange } from '../git/repository.ts'
import { decodeUtf8, withDrafts, type Page, type Variant } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import type { User } from '../user.ts'

/** What becomes of one file; undefined where it stays as it is. */
export type EditFile = (source: string, variant: Variant) => string | undefined

/**
 * A page's files, changed: the original and its translations, drafts too. Files that stay as they are are left out,
 * and so is a translation whose front matter cannot be read.
 * @throws InvalidError where the original's cannot.
 */
export async function editFilesOf(pages: Pages, page: Page, edit: EditFile): Promise<FileChange[]> {
  const changes: FileChange[] = []
  for (const variant of withDrafts(page).variants.values()) {
    const isOriginal = variant.file === page.original.file
    if (variant.fault && !isOriginal) continue
    if (variant.fault) throw new InvalidError(variant.fault.key, variant.fault.params)
    const source = decodeUtf8(await pages.readSource(variant))
    if (source === undefined) throw new InvalidError('pages.fault.utf8')
    const edited = edit(source, variant)
    if (edited !== undefined && edited !== source)
      changes.push({ path: variant.file, content: Buffer.from(edited) })
  }
  return changes
}

/** Some top-level keys of the front matter set (removed where undefined), every other byte kept. */
export const setKeys =
  (keys: Readonly<Record<string, unknown>>): EditFile =>
  (source) =>
    setFrontMatter(source, keys)

/** The author of a commit. */
export const authorOf = ({ name, email }: User) => ({ name, email })

/** A commit's message: its subject and, at its end, what programs read. */
export function messageOf(subject: string, trailers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(trailers).map(([key, value]) => `${key}: ${value}`)
  return `${subject}\n\n${lines.join('\n')}`
}
