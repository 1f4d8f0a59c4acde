import { createChoice, type Step } from '../choice.ts'
import { isComposingKey, onEnter, watchText } from '../composition.ts'
import { createLatestWins } from '../latest-wins.ts'
import { tellSearch } from '../search-log.ts'
import { settled, spaced } from '../spaced.ts'
import { fetchSuggestions, SuggestError, type Suggestions } from '../suggestions.ts'
import { keepFocusInside } from './focus.ts'
import { buildParts, showFound, showNote } from './parts.ts'

const EVERY_MS = 80
/** A syllable that rests this long is looked for as it stands: no request a jamo, and none that never comes. */
const REST_MS = 160
const STEPS: Readonly<Record<string, Step>> = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' }

/** Opens the overlay with `query` typed; `onClose` is called when it is gone again. */
export function openFinder(template: HTMLTemplateElement, query: string, onClose: () => void): void {
  const parts = buildParts(template)
  const { veil, dialog, input, list } = parts
  document.body.append(veil, dialog)
  const release = keepFocusInside(dialog, [veil])
  const choice = createChoice(input)
  let shown: Suggestions | undefined
  let shownFor: string | undefined

  const suggest = createLatestWins<string, Suggestions>({
    ask: fetchSuggestions,
    show(found, asked) {
      shown = found
      shownFor = asked
      choice.setOptions(showFound(parts, found), found.results.length > 0 ? 'first' : 'none')
    },
    fail(error) {
      shownFor = undefined
      const isSignedOut = error instanceof SuggestError && error.status === 401
      showNote(parts, isSignedOut ? 'signed-out' : 'failed')
      choice.setOptions([])
    },
  })
  const ask = (): void => {
    askRested.cancel()
    const typed = input.value.trim()
    if (typed !== '' && typed !== shownFor) suggest.ask(typed)
    else if (typed !== '') suggest.cancel()
  }
  const askSpaced = spaced(EVERY_MS, ask)
  const askRested = settled(REST_MS, ask)
  const follow = (askSoon: () => void) => (): void => {
    if (input.value.trim() !== '') return askSoon()
    suggest.cancel()
    shownFor = undefined
    showNote(parts, 'hint')
    choice.setOptions([])
  }
  watchText(input, follow(askSpaced), follow(askRested))

  const close = (): void => {
    askSpaced.cancel()
    askRested.cancel()
    suggest.cancel()
    veil.remove()
    dialog.remove()
    release()
    onClose()
  }
  /** Told only where a page is opened: the page of all results tells of itself. */
  const tell = (chosen: HTMLElement | null | undefined): void => {
    const opened = chosen?.dataset.path
    if (opened !== undefined && shown && shownFor !== undefined)
      tellSearch({ q: shownFor, total: String(shown.total), opened })
  }
  const openChosen = ({ ctrlKey, metaKey }: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): void => {
    const typed = input.value.trim()
    if (typed === '' || !dialog.isConnected) return
    const chosen = shownFor === typed ? choice.chosen() : undefined
    // Whoever is faster than the answer gets the page of all results, not a page of an older answer.
    const href = chosen?.getAttribute('href') ?? `/search?q=${encodeURIComponent(typed.toWellFormed())}`
    tell(chosen)
    if (ctrlKey || metaKey) return void window.open(href, '_blank', 'noopener')
    close()
    location.assign(href)
  }

  onEnter(input, openChosen)
  dialog.addEventListener('keydown', (event) => {
    if (isComposingKey(event)) return
    const step = event.target === input && !event.shiftKey && !event.ctrlKey ? STEPS[event.key] : undefined
    if (event.key === 'Escape') close()
    else if (step !== undefined && choice.count() > 0) choice.move(step)
    else return
    event.preventDefault()
  })
  list.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a') : null
    if (!link) return
    tell(link)
    // A link to a heading of this very page loads nothing, so nothing else would close the overlay.
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) close()
  })
  veil.addEventListener('click', close)
  dialog.querySelector('[data-close]')?.addEventListener('click', close)

  showNote(parts, 'hint')
  input.value = query
  input.focus()
  input.select()
  if (query.trim() !== '') askSpaced()
}
