/** What browsers report as the key while an input method works on it (some without `isComposing`). */
const IN_COMPOSITION = 229
/** Long enough for a browser that sends the Enter again once the syllable has ended. */
const AGAIN_MS = 50
const ENDS_IN_HANGUL = /[\u3131-\u318E\uAC00-\uD7A3]$/u

/** True for a key that belongs to the input method: Enter ends a syllable there, it does not send. */
export function isComposingKey(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === IN_COMPOSITION
}

export interface Composition {
  /** True between the start and the end of a syllable that is being put together. */
  readonly isOpen: () => boolean
}

/**
 * Calls `onText` after every change of a field's text, but not with half a syllable: those are told to
 * `onComposing`, so that whoever wants them can wait until the fingers rest.
 */
export function watchText(
  field: HTMLElement,
  onText: () => void,
  onComposing: () => void = () => undefined,
): Composition {
  let open = false
  field.addEventListener('compositionstart', () => (open = true))
  field.addEventListener('compositionend', () => {
    open = false
    onText()
  })
  field.addEventListener('input', () => {
    if (open) onComposing()
    else onText()
  })
  return { isOpen: () => open }
}

/**
 * Enter, also where it is pressed while the last syllable of Hangul is still being put together: that Enter ends the
 * syllable, and some systems send it once more while others do not. `run` is called once in either case. Enter that
 * chooses among candidates (Hanja, Kana) only chooses.
 */
export function onEnter(
  field: HTMLElement,
  run: (event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>) => void,
): void {
  let pressed: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('keydown', (event) => {
    const isEnter = event.key === 'Enter' || event.code === 'Enter' || event.code === 'NumpadEnter'
    if (isComposingKey(event)) {
      pressed = isEnter ? { ctrlKey: event.ctrlKey, metaKey: event.metaKey } : undefined
    } else if (isEnter) {
      clearTimeout(timer)
      event.preventDefault()
      run(event)
    }
  })
  field.addEventListener('compositionend', (event) => {
    const enter = pressed
    pressed = undefined
    if (!enter || !ENDS_IN_HANGUL.test(event.data)) return
    timer = setTimeout(() => run(enter), AGAIN_MS)
  })
}
