/** What browsers report as the key while an input method works on it (some without `isComposing`). */
const IN_COMPOSITION = 229

/** True for a key that belongs to the input method: Enter ends a syllable there, it does not send. */
export function isComposingKey(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === IN_COMPOSITION
}

export interface Composition {
  /** True between the start and the end of a syllable that is being put together. */
  readonly isOpen: () => boolean
}

/** Calls `onText` after every change of a field's text, but not with half a syllable. */
export function watchText(field: HTMLElement, onText: () => void): Composition {
  let open = false
  field.addEventListener('compositionstart', () => (open = true))
  field.addEventListener('compositionend', () => {
    open = false
    onText()
  })
  field.addEventListener('input', () => {
    if (!open) onText()
  })
  return { isOpen: () => open }
}
