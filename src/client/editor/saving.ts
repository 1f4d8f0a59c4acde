import { isComposingKey } from '../composition.ts'
import { createElement } from '../create-element.ts'
import { createIcon } from '../icon.ts'
import { settled } from '../spaced.ts'
import { isTooLarge } from './measure.ts'

const SETTLED_MS = 300

/** Ctrl-S or ⌘S saves, in the state the page is in. */
export function saveByKey(form: HTMLFormElement): void {
  document.addEventListener('keydown', (event) => {
    const asksToSave = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey
    if (!asksToSave || !(event.code === 'KeyS' || event.key.toLowerCase() === 's')) return
    event.preventDefault()
    if (!event.repeat && !isComposingKey(event)) form.requestSubmit(findSaveButton(form))
  })
}

/** Never publishes what was not published: a new page and a draft are kept as drafts. */
function findSaveButton(form: HTMLFormElement): HTMLButtonElement | null {
  const marked = form.querySelector<HTMLButtonElement>('button[data-save]')
  const isDraft = form.querySelector('.badge.draft') !== null || location.pathname.startsWith('/new/')
  return (
    marked ??
    form.querySelector<HTMLButtonElement>(isDraft ? 'button[name="status"][value="draft"]' : 'button.primary')
  )
}

/** Says that a text is too large while it is written, and does not send it. Word on the form: `large`. */
export function refuseTooLarge(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const text = createElement('span', {}, form.dataset.large ?? '')
  const fault = createElement(
    'p',
    { class: 'error', id: 'body-large', role: 'alert', hidden: '' },
    createIcon('warn', 'icon-s'),
    text,
  )
  area.after(fault)
  const check = (): boolean => {
    const large = isTooLarge(area.value)
    if (large === fault.hidden) {
      fault.hidden = !large
      area.toggleAttribute('aria-invalid', large)
      if (large) area.setAttribute('aria-invalid', 'true')
    }
    return large
  }
  const checkSettled = settled(SETTLED_MS, check)
  area.addEventListener('input', () => checkSettled())
  form.addEventListener('submit', (event) => {
    if (!check()) return
    event.preventDefault()
    fault.scrollIntoView({ block: 'center' })
    area.focus({ preventScroll: true })
  })
}

/** A second press while the first is under way sends nothing. */
export function sendOnce(form: HTMLFormElement): void {
  let isSending = false
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    if (isSending) return event.preventDefault()
    isSending = true
    event.submitter?.setAttribute('aria-busy', 'true')
  })
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    isSending = false
    form.querySelector('[aria-busy="true"]')?.removeAttribute('aria-busy')
  })
}
