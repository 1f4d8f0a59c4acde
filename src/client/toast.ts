import { createElement } from './create-element.ts'
import { createIcon } from './icon.ts'
import { findWord } from './words.ts'

const SHOWN_MS = 6_000

/** Lets what the server said go after a while. */
export function startToasts(): void {
  for (const toast of document.querySelectorAll<HTMLElement>('.toasts .toast')) settle(toast)
}

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export interface Toast {
  readonly text: string
  readonly icon: string
  /** A failure is brick, and stays. */
  readonly isFailure?: boolean
  /** Stays although nothing failed: an offer that must not slip away. */
  readonly stays?: boolean
  readonly actions?: readonly ToastAction[]
}

/** Shows a toast; an action, or closing it, takes it away. */
export function showToast({
  text,
  icon,
  isFailure = false,
  stays = false,
  actions = [],
}: Toast): HTMLElement {
  const toast = createElement(
    'div',
    { class: isFailure ? 'toast fail' : 'toast' },
    createIcon(icon),
    createElement('span', {}, text),
  )
  for (const action of actions) toast.append(actionLink(toast, action))
  if (stays) toast.dataset.stays = ''
  toastRegion().append(toast)
  settle(toast)
  return toast
}

function toastRegion(): HTMLElement {
  return (
    document.querySelector<HTMLElement>('.toasts') ??
    document.body.appendChild(
      createElement('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' }),
    )
  )
}

function settle(toast: HTMLElement): void {
  if (toast.matches('.fail, [data-stays]')) toast.append(closeButton(toast))
  else vanishLater(toast)
}

/** Not while somebody is on it, with the pointer or the focus. */
function vanishLater(toast: HTMLElement): void {
  const vanish = (): void => {
    if (toast.matches(':hover, :focus-within')) setTimeout(vanish, SHOWN_MS)
    else toast.remove()
  }
  setTimeout(vanish, SHOWN_MS)
}

/** Drawn as a link, as the look has it, and pressed as a button. */
function actionLink(toast: HTMLElement, { label, run }: ToastAction): HTMLElement {
  const link = createElement('a', { href: '#main', role: 'button' }, label)
  const act = (event: Event): void => {
    event.preventDefault()
    toast.remove()
    run()
  }
  link.addEventListener('click', act)
  link.addEventListener('keydown', (event) => {
    if (event.key === ' ') act(event)
  })
  return link
}

function closeButton(toast: HTMLElement): HTMLElement {
  const label = findWord(document.body, 'close')
  const button = createElement(
    'button',
    { type: 'button', class: 'icon-btn', 'aria-label': label },
    createIcon('x'),
  )
  button.addEventListener('click', () => toast.remove())
  return button
}
