import { announce } from '../announce.ts'
import { createChoice } from '../choice.ts'
import { isComposingKey, watchText } from '../composition.ts'
import { createElement } from '../create-element.ts'
import { createLatestWins } from '../latest-wins.ts'
import { renderSegments } from '../segments.ts'
import { spaced } from '../spaced.ts'
import { fetchSuggestions, type Suggestions } from '../suggestions.ts'

const EVERY_MS = 120
const MOST = 8

/** Pages like what is typed, under the field for adding a step; choosing one adds it. */
export function startStepSearch(part: HTMLElement, add: () => void): void {
  const field = part.querySelector<HTMLInputElement>('[data-step-add]')
  if (!field) return
  const list = createElement('ul', {
    class: 'menu',
    id: 'steps-add-list',
    role: 'listbox',
    'aria-label': field.labels?.[0]?.textContent ?? '',
    hidden: '',
  })
  field.after(list)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
  }))
    field.setAttribute(name, value)
  field.setAttribute('aria-expanded', 'false')
  const choice = createChoice(field)
  const show = (options: readonly HTMLElement[]): void => {
    list.replaceChildren(...options)
    list.hidden = options.length === 0
    field.setAttribute('aria-expanded', String(options.length > 0))
    choice.setOptions(options)
  }
  const suggest = createLatestWins<string, Suggestions>({
    ask: fetchSuggestions,
    show(found, query) {
      if (field.value.trim() !== query) return
      const options = found.results.slice(0, MOST).map((page, number) => {
        const title = createElement('span', { lang: page.lang }, ...renderSegments(page.title))
        const kind = createElement('span', { class: 'muted' }, page.kindLabel)
        return createElement(
          'li',
          { role: 'option', id: `steps-add-${number}`, 'data-path': page.path },
          title,
          ' ',
          kind,
        )
      })
      show(options)
      announce(options.map((option) => option.textContent).join(', '))
    },
    fail: () => show([]),
  })
  const hide = (): void => {
    ask.cancel()
    suggest.cancel()
    show([])
  }
  const ask = spaced(EVERY_MS, () => {
    const query = field.value.trim()
    if (query === '' || /^https?:/u.test(query)) hide()
    else suggest.ask(query)
  })
  const choose = (option: HTMLElement | undefined): void => {
    if (option?.dataset.path !== undefined) field.value = option.dataset.path
    hide()
    if (field.value.trim() !== '') add()
  }

  watchText(field, ask)
  field.addEventListener('blur', hide)
  field.addEventListener('keydown', (event) => {
    if (isComposingKey(event) || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter') choose(choice.chosen())
    else if (list.hidden) return
    else if (event.key === 'ArrowDown') choice.move(1)
    else if (event.key === 'ArrowUp') choice.move(-1)
    else if (event.key === 'Escape') hide()
    else return
    event.preventDefault()
  })
  // Pressing an option must not take the focus from the field.
  list.addEventListener('pointerdown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null
    if (option) choose(option)
  })
}
