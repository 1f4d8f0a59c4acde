import { watchText } from '../composition.ts'
import { createElement } from '../create-element.ts'
import { createLatestWins } from '../latest-wins.ts'
import { settled } from '../spaced.ts'

const SETTLED_MS = 400
/** One letter resembles everything. */
const SHORTEST = 2
const LONGEST = 300

interface SimilarPage {
  readonly path: string
  readonly href: string
  readonly title: string
  readonly lang: string
}

/** Under the title, pages that may already say it. They open in a new tab: nobody should lose what is begun. */
export function startSimilarPages(form: HTMLFormElement): void {
  const title = form.querySelector<HTMLInputElement>('input[name="title"]')
  const box = form.querySelector<HTMLElement>('[data-similar]')
  const list =
    box?.querySelector<HTMLElement>('[data-similar-list]') ?? box?.appendChild(createElement('span'))
  if (!title || !box || !list) return

  const similar = createLatestWins<string, readonly SimilarPage[]>({
    ask: fetchSimilar,
    show: (pages) => showLinks(pages.filter(({ path }) => !isEditing(path))),
    fail: () => showLinks([]),
  })
  const showLinks = (pages: readonly SimilarPage[]): void => {
    const links = pages.map((page) =>
      createElement('a', { href: page.href, target: '_blank', lang: page.lang }, page.title),
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

/** @throws what `fetch` throws where there is no network, Error for an answer that is not one. */
async function fetchSimilar(title: string, signal: AbortSignal): Promise<readonly SimilarPage[]> {
  const address = `/write/similar?title=${encodeURIComponent(title.slice(0, LONGEST).toWellFormed())}`
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, signal })
  if (!answer.ok || answer.redirected) throw new Error(`Similar pages were answered with ${answer.status}`)
  return ((await answer.json()) as { results: readonly SimilarPage[] }).results
}

/** The address is `/edit/PATH`. */
function isEditing(path: string): boolean {
  return location.pathname === `/edit/${path.split('/').map(encodeURIComponent).join('/')}`
}
