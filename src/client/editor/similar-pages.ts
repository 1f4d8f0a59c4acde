import { watchText } from '../composition.ts'
import { createElement } from '../create-element.ts'
import { createLatestWins } from '../latest-wins.ts'
import { settled } from '../spaced.ts'
import { fetchSuggestions, plainTitle, type SuggestedPage, type Suggestions } from '../suggestions.ts'

const SETTLED_MS = 400
const MOST = 3
/** One letter resembles everything. */
const SHORTEST = 2

/** Under the title, pages that may already say it. They open in a new tab: nobody should lose what is begun. */
export function startSimilarPages(form: HTMLFormElement): void {
  const title = form.querySelector<HTMLInputElement>('input[name="title"]')
  const box = form.querySelector<HTMLElement>('[data-similar]')
  const list =
    box?.querySelector<HTMLElement>('[data-similar-list]') ?? box?.appendChild(createElement('span'))
  if (!title || !box || !list) return
  const isNew = location.pathname.startsWith('/new/')

  const similar = createLatestWins<string, Suggestions>({
    ask: fetchSuggestions,
    show: ({ results }) => showLinks(results.filter(({ path }) => isNew || !isEditing(path)).slice(0, MOST)),
    fail: () => showLinks([]),
  })
  const showLinks = (pages: readonly SuggestedPage[]): void => {
    const links = pages.map((page) =>
      createElement('a', { href: page.href, target: '_blank', lang: page.lang }, plainTitle(page)),
    )
    list.replaceChildren(...links.flatMap((link, number) => (number === 0 ? [link] : [' · ', link])))
    box.hidden = pages.length === 0
  }
  const ask = settled(SETTLED_MS, () => {
    if (composition.isOpen()) return
    const typed = title.value.trim()
    if ([...typed].length >= SHORTEST) return similar.ask(typed)
    similar.cancel()
    showLinks([])
  })
  const composition = watchText(title, () => ask())
}

/** The address is `/edit/PATH`. */
function isEditing(path: string): boolean {
  return location.pathname === `/edit/${path.split('/').map(encodeURIComponent).join('/')}`
}
