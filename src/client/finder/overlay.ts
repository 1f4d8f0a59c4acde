import { createChoice } from '../choice.ts'
import { isComposingKey, watchText } from '../composition.ts'
import { createLatestWins } from '../latest-wins.ts'
import { spaced } from '../spaced.ts'
import { fetchSuggestions, SuggestError, type Suggestions } from '../suggestions.ts'
import { findWord } from '../words.ts'
import { keepFocusInside } from './focus.ts'
import { renderHits } from './hits.ts'

const EVERY_MS = 80

interface Parts {
  readonly veil: HTMLElement
  readonly dialog: HTMLElement
  readonly input: HTMLInputElement
  readonly list: HTMLElement
  readonly note: HTMLElement
  readonly status: HTMLElement
}

/** Opens the overlay with `query` typed; `onClose` is called when it is gone again. */
export function openFinder(template: HTMLTemplateElement, query: string, onClose: () => void): void {
  const parts = buildParts(template)
  const { veil, dialog, input, list } = parts
  document.body.append(veil, dialog)
  const release = keepFocusInside(dialog, [veil])
  const choice = createChoice(input)
  let shownFor: string | undefined

  const suggest = createLatestWins<string, Suggestions>({
    ask: fetchSuggestions,
    show(found, asked) {
      shownFor = asked
      choice.setOptions(showFound(parts, found))
    },
    fail(error) {
      shownFor = undefined
      choice.setOptions(
        showNote(parts, error instanceof SuggestError && error.status === 401 ? 'signed-out' : 'failed'),
      )
    },
  })
  const askSpaced = spaced(EVERY_MS, () => {
    // A syllable may have been begun while this waited; its end asks again.
    if (!composition.isOpen() && input.value.trim() !== '') suggest.ask(input.value.trim())
  })
  const composition = watchText(input, () => {
    if (input.value.trim() !== '') return askSpaced()
    suggest.cancel()
    shownFor = undefined
    choice.setOptions(showNote(parts, 'hint'))
  })
  const close = (): void => {
    askSpaced.cancel()
    suggest.cancel()
    veil.remove()
    dialog.remove()
    release()
    onClose()
  }
  const openChosen = (event: KeyboardEvent): void => {
    const typed = input.value.trim()
    if (typed === '') return
    const chosen = shownFor === typed ? choice.chosen() : undefined
    // Whoever is faster than the answer gets the page of all results, not a page of an older answer.
    const href = chosen?.getAttribute('href') ?? `/search?q=${encodeURIComponent(typed.toWellFormed())}`
    if (event.ctrlKey || event.metaKey) return void window.open(href, '_blank', 'noopener')
    close()
    location.assign(href)
  }

  dialog.addEventListener('keydown', (event) => {
    if (isComposingKey(event)) return
    if (event.key === 'Escape') close()
    else if (event.target === input && event.key === 'ArrowDown') choice.move(1)
    else if (event.target === input && event.key === 'ArrowUp') choice.move(-1)
    else if (event.target === input && event.key === 'Enter') openChosen(event)
    else return
    event.preventDefault()
  })
  list.addEventListener('click', (event) => {
    const opensHere = !event.ctrlKey && !event.metaKey && !event.shiftKey
    // A link to a heading of this very page loads nothing, so nothing else would close the overlay.
    if (opensHere && event.target instanceof Element && event.target.closest('a')) close()
  })
  veil.addEventListener('click', close)
  dialog.querySelector('[data-close]')?.addEventListener('click', close)

  choice.setOptions(showNote(parts, 'hint'))
  input.value = query
  input.focus()
  input.select()
  if (query.trim() !== '') askSpaced()
}

function buildParts(template: HTMLTemplateElement): Parts {
  const fragment = template.content.cloneNode(true) as DocumentFragment
  const get = <Found extends HTMLElement>(selector: string): Found => {
    const found = fragment.querySelector<Found>(selector)
    if (!found) throw new Error(`The finder's template has no ${selector}`)
    return found
  }
  return {
    veil: get('.veil'),
    dialog: get('.finder'),
    input: get<HTMLInputElement>('[role="combobox"]'),
    list: get('[role="listbox"]'),
    note: get('[data-note]'),
    status: get('[role="status"]'),
  }
}

function showFound(parts: Parts, found: Suggestions): HTMLElement[] {
  if (found.results.length === 0) return showNote(parts, 'none', found.query)
  const { list, note, input, status, dialog } = parts
  const { rows, options } = renderHits(found, (name, more) => findWord(dialog, name, more))
  list.replaceChildren(...rows)
  list.scrollTop = 0
  list.hidden = false
  showBox(note, false)
  input.setAttribute('aria-expanded', 'true')
  status.textContent = findWord(dialog, 'count', { total: found.total })
  return options
}

/** A sentence where results would be; there is nothing to choose then. */
function showNote({ list, note, input, status, dialog }: Parts, word: string, query = ''): HTMLElement[] {
  const text = findWord(dialog, word, { query })
  list.replaceChildren()
  list.hidden = true
  note.textContent = text
  showBox(note, true)
  input.setAttribute('aria-expanded', 'false')
  status.textContent = word === 'hint' ? '' : text
  return []
}

function showBox(note: HTMLElement, shown: boolean): void {
  note.closest<HTMLElement>('[data-note-box]')?.toggleAttribute('hidden', !shown)
}
