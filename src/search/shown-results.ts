import { kindFacts } from '../pages/kinds.ts'
import type { Pages } from '../pages/pages.ts'
import { cardOf } from '../pages/reading.ts'
import type { Lang, User } from '../user.ts'
import { encodePath } from '../web/view.ts'
import type { SearchResult } from './search.ts'
import type { Suggestion } from './suggest.ts'

/**
 * Results as their page shows them: with what the catalog says of them now. What was superseded comes last on its
 * sheet, and what the reader can no longer see is left out.
 */
export function shownResults(
  { pages, now }: { readonly pages: Pages; readonly now: () => Date },
  user: User,
  lang: Lang,
  results: readonly SearchResult[],
) {
  const shown = results.flatMap((result) => {
    const page = pages.find(user, result.path)
    if (!page) return []
    const card = cardOf(page, lang, pages.content, now())
    return [{ ...result, card, href: hrefOf(result, lang), folders: foldersOf(page.path, page.kind) }]
  })
  return [...shown.filter(({ card }) => !card.superseded), ...shown.filter(({ card }) => card.superseded)]
}

export type ShownResult = ReturnType<typeof shownResults>[number]

export function shownSuggestion(suggestion: Suggestion, lang: Lang) {
  return { ...suggestion, href: hrefOf(suggestion, lang) }
}

/** A page in the language in which it was found, where that is not the reader's. */
export function hrefOf(result: { readonly path: string; readonly lang: Lang }, lang: Lang): string {
  const address = `/wiki/${encodePath(result.path)}`
  return result.lang === lang ? address : `${address}?lang=${result.lang}`
}

/** The folders a page lies in, without the one that its kind says already. */
function foldersOf(path: string, kind: keyof typeof kindFacts): string[] {
  const folders = path.split('/').slice(0, -1)
  return folders[0] === kindFacts[kind].folder ? folders.slice(1) : folders
}
