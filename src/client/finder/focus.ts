const FOCUSABLE = 'a[href]:not([tabindex="-1"]), button, input, textarea, select'

/**
 * Keeps the focus inside the dialog while it is open: Tab goes round, and the page behind cannot be reached.
 * What it returns gives the page back and the focus to where it was.
 */
export function keepFocusInside(dialog: HTMLElement, beside: readonly Element[]): () => void {
  const before = document.activeElement
  const behind = [...document.body.children].filter(
    (element): element is HTMLElement =>
      element instanceof HTMLElement && element !== dialog && !beside.includes(element) && !element.inert,
  )
  for (const element of behind) element.inert = true
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') goRound(dialog, event)
  })
  return () => {
    for (const element of behind) element.inert = false
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  }
}

function goRound(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) => stop.checkVisibility())
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]
  event.preventDefault()
  next?.focus()
}
