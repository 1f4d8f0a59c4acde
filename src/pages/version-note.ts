import type { Translate } from '../web/i18n.ts'
import type { Version } from './history.ts'
import type { Page } from './page.ts'

/** What the wiki itself writes into git, in English, where a writer says nothing. */
const OWN: readonly (readonly [form: RegExp, key: string, names: readonly string[]])[] = [
  [/^Create (.+)$/, 'history.note.created', ['title']],
  [/^Edit (.+)$/, 'history.note.edited', ['title']],
  [/^Delete (.+)$/, 'history.note.deleted', ['title']],
  [/^Restore (.+)$/, 'history.note.undeleted', ['title']],
  [
    /^Restore the version of (\d{4}-\d\d-\d\d) \(([0-9a-f]{7})\)$/,
    'history.note.restored',
    ['date', 'commit'],
  ],
  [/^Move (\S+?)\/? to (\S+?)\/?$/, 'history.note.moved', ['from', 'to']],
  [/^Starter content$/, 'history.note.starter', []],
]

/**
 * What a reader is told a commit of a page did. What the wiki wrote by itself is said in the reader's language,
 * where it names one of `titles`; a writer's own words stay as they are.
 */
export function noteOfVersion(translate: Translate, subject: string, titles: ReadonlySet<string>): string {
  for (const [form, key, names] of OWN) {
    const found = form.exec(subject)
    if (!found) continue
    const params = Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? '']))
    if (params.title === undefined || titles.has(params.title)) return translate(key, params)
  }
  return subject
}

/** What the page is called, or was when it was deleted. */
export function titlesIn(page: Page | undefined, versions: readonly Version[]): ReadonlySet<string> {
  if (page) return new Set([...page.variants.values()].map(({ title }) => title))
  return new Set(versions.flatMap(({ blob, subject }) => (blob ? [] : subject.replace(/^Delete /, ''))))
}
