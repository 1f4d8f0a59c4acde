import { announce } from './announce.ts'
import { isComposingKey } from './composition.ts'
import { startStepDragging } from './path-editor/dragging.ts'
import { pressPart } from './path-editor/press.ts'
import { startStepSearch } from './path-editor/search.ts'
import { showToast } from './toast.ts'
import { findWord } from './words.ts'
import type { Fields } from './editor/form-fields.ts'

/**
 * The steps of a path in the editor (`[data-steps]`). Every change is a button of the form, which works without
 * this: the server gives the part back changed. Here that happens in place, by drag and by keyboard, too.
 */
export function startPathEditor(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-editor]')
  if (!form?.querySelector('[data-steps]')) return

  const part = (): HTMLElement | null => form.querySelector('[data-steps]')
  const change = async (act: string, focus: Focus, fields?: Fields): Promise<void> => {
    const before = part()
    if (!before || before.inert) return
    before.inert = true
    const after = await pressPart(form, act, fields).catch(() => undefined)
    before.inert = false
    if (!after) {
      showToast({ text: findWord(before, 'failed'), icon: 'warn', isFailure: true })
      return
    }
    before.replaceWith(after)
    begin(after)
    focusAfter(after, focus)
    if (focus.removed !== undefined) offerBack(before, after, focus.removed)
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** What was taken out comes back as it was, typed texts and all. */
  const offerBack = (before: HTMLElement, after: HTMLElement, title: string): void => {
    const put = (): void => {
      if (!after.isConnected) return
      after.replaceWith(before)
      form.dispatchEvent(new Event('input', { bubbles: true }))
    }
    showToast({
      text: findWord(before, 'removed', { title }),
      icon: 'check',
      actions: [{ label: findWord(before, 'undo'), run: put }],
    })
  }

  const begin = (current: HTMLElement): void => {
    current.classList.add('has-grips')
    startStepSearch(current, () => void change('add', { last: true }))
    startStepDragging(current, (from, to) => void change(`move:${from}:${to}`, { step: to }))
  }

  form.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[name="act"]') : null
    if (!button || !part()?.contains(button)) return
    event.preventDefault()
    void change(button.value, focusOf(button))
  })
  form.addEventListener('keydown', (event) => {
    const step = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-step]') : null
    const isMove = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (!step || !isMove || isComposingKey(event) || !/^Arrow(Up|Down)$/u.test(event.key)) return
    event.preventDefault()
    const at = Number(step.dataset.step)
    const act = event.key === 'ArrowUp' ? 'up' : 'down'
    if (step.querySelector(`button[value="${act}:${at}"]:not(:disabled)`)) {
      void change(`${act}:${at}`, { step: act === 'up' ? at - 1 : at + 1 })
    }
  })
  // Texts that the browser kept from before a crash may have other steps than the page has.
  form.addEventListener('editor:restore', (event) => {
    const { detail } = event as CustomEvent<Fields>
    if (detail.steps !== undefined) void change('show', {}, detail)
  })
  const first = part()
  if (first) begin(first)
}

/** Where the focus goes when the part has come back. */
interface Focus {
  readonly step?: number
  /** The button that was pressed: `up`. */
  readonly button?: string
  readonly last?: boolean
  /** The title of what was taken out. */
  readonly removed?: string
}

function focusOf(button: HTMLButtonElement): Focus {
  const [what = '', number = ''] = button.value.split(':')
  const at = Number(number)
  if (what === 'up' || what === 'down') return { step: what === 'up' ? at - 1 : at + 1, button: what }
  if (what === 'add' || what === 'task') return { last: true }
  if (what !== 'remove') return { step: at, button: what }
  const title = button.closest('[data-step]')?.querySelector('.list-title')?.textContent.trim() ?? ''
  return { step: Math.max(0, at - 1), removed: title }
}

function focusAfter(part: HTMLElement, { step, button, last = false }: Focus): void {
  const steps = part.querySelectorAll<HTMLElement>('[data-step]')
  const fault = part.querySelector<HTMLElement>('.error[role="alert"]')
  const added =
    last && !fault
      ? steps[steps.length - 1]?.querySelector<HTMLElement>('input:not([type="hidden"])')
      : undefined
  const item = step === undefined ? undefined : steps[Math.min(step, steps.length - 1)]
  const pressed =
    button === undefined
      ? undefined
      : item?.querySelector<HTMLElement>(`button[value^="${button}:"]:not(:disabled)`)
  const target = last
    ? (added ?? part.querySelector<HTMLElement>('[data-step-add]'))
    : (pressed ?? item ?? part.querySelector<HTMLElement>('#steps-title'))
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
  if (button === 'question') item?.querySelector('details')?.setAttribute('open', '')
  if (item && step !== undefined && !button?.startsWith('q')) {
    const title = item.querySelector('.list-title')?.textContent.trim() ?? ''
    announce(findWord(item, 'moved', { title, number: step + 1, total: steps.length }))
  }
}
