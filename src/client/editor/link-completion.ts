import { announce } from '../announce.ts'
import { createChoice } from '../choice.ts'
import { isComposingKey, watchText } from '../composition.ts'
import { createElement } from '../create-element.ts'
import { createLatestWins } from '../latest-wins.ts'
import { renderSegments } from '../segments.ts'
import { spaced } from '../spaced.ts'
import { fetchSuggestions, type Suggestions } from '../suggestions.ts'
import { fillIn } from '../words.ts'
import { typeEdit } from './edit.ts'
import { closeLink, findOpenLink, type OpenLink } from './open-link.ts'

const EVERY_MS = 120
const MOST = 6

/**
 * After `[[`, pages whose title is like what follows, in a list under the text; the last row links to a page that
 * is still to be written. Words on the form: `link-new` (with {query}); the list is named as the link button is.
 */
export function startLinkCompletion(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const label = form.querySelector('[data-insert="link"]')?.getAttribute('aria-label') ?? ''
  const list = createElement('ul', {
    class: 'menu',
    id: 'link-list',
    role: 'listbox',
    'aria-label': label,
    hidden: '',
  })
  area.after(list)
  area.setAttribute('aria-autocomplete', 'list')
  area.setAttribute('aria-controls', list.id)
  const choice = createChoice(area)
  /** Where the link begins that was closed with Esc: it stays closed until another one is begun. */
  let dismissed = -1

  const current = (): OpenLink | undefined => {
    if (area.selectionStart !== area.selectionEnd) return undefined
    const open = findOpenLink(area.value, area.selectionStart)
    return open?.from === dismissed ? undefined : open
  }
  const hide = (): void => {
    ask.cancel()
    suggest.cancel()
    list.hidden = true
    list.replaceChildren()
    choice.setOptions([])
  }
  const suggest = createLatestWins<string, Suggestions | undefined>({
    ask: (query, signal) => (query === '' ? Promise.resolve(undefined) : fetchSuggestions(query, signal)),
    show(found, query) {
      // The caret may have gone elsewhere since.
      if (current()?.query.trim() !== query) return hide()
      const options = renderOptions(form, found, query)
      list.replaceChildren(...options)
      list.hidden = options.length === 0
      choice.setOptions(options)
      announce(options.map((option) => option.textContent).join(', '))
    },
    fail: () => hide(),
  })
  const ask = spaced(EVERY_MS, () => {
    const open = current()
    if (open && !composition.isOpen()) suggest.ask(open.query.trim())
  })
  const follow = (): void => {
    const open = findOpenLink(area.value, area.selectionStart)
    if (open?.from !== dismissed) dismissed = -1
    if (current()) ask()
    else if (!list.hidden) hide()
  }
  const complete = (option: HTMLElement): void => {
    const open = current()
    if (open)
      typeEdit(area, closeLink(area.value, area.selectionStart, open, option.dataset.target ?? open.query))
    hide()
  }

  const composition = watchText(area, follow)
  area.addEventListener('keyup', (event) => {
    if (/^(Arrow(Left|Right)|Home|End)$/u.test(event.key) && !isComposingKey(event)) follow()
  })
  area.addEventListener('click', follow)
  area.addEventListener('blur', hide)
  area.addEventListener('keydown', (event) => {
    if (
      list.hidden ||
      isComposingKey(event) ||
      event.shiftKey ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return
    const chosen = choice.chosen()
    if (event.key === 'ArrowDown') choice.move(1)
    else if (event.key === 'ArrowUp') choice.move(-1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) complete(chosen)
    else if (event.key === 'Escape') {
      dismissed = current()?.from ?? -1
      hide()
    } else return
    event.preventDefault()
  })
  // Pressing an option must not take the focus from the text.
  list.addEventListener('pointerdown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null
    if (option) complete(option)
  })
}

function renderOptions(form: HTMLFormElement, found: Suggestions | undefined, query: string): HTMLElement[] {
  if (!found) return []
  const pages = found.results.slice(0, MOST).map((page) => {
    const title = createElement('span', { lang: page.lang }, ...renderSegments(page.title))
    const kind = createElement('span', { class: 'muted' }, page.kindLabel)
    return createElement('li', { role: 'option', 'data-target': page.path }, title, ' ', kind)
  })
  const label = fillIn(form.dataset.linkNew ?? '‘{query}’', { query })
  const plus = createElement('span', { class: 'muted', 'aria-hidden': 'true' }, '+')
  const toWrite = createElement(
    'li',
    { role: 'option', 'data-target': query },
    createElement('span', {}, label),
    plus,
  )
  const options = [...pages, toWrite]
  for (const [number, option] of options.entries()) option.id = `link-${number}`
  return options
}
