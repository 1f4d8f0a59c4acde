import { isComposingKey } from './composition.ts'
import { openFinder } from './finder/overlay.ts'

/** The overlay for finding pages: `/`, Ctrl-K or ⌘K anywhere. Needs the template of views/parts/finder.ejs. */
export function startFinder(): void {
  const template = document.querySelector<HTMLTemplateElement>('template#finder-template')
  if (!template) return
  let isOpen = false
  document.addEventListener('keydown', (event) => {
    if (isOpen || event.defaultPrevented || isComposingKey(event)) return
    if (!asksForFinder(event, isTyping(event.target))) return
    event.preventDefault()
    isOpen = true
    openFinder(template, typedInBar(event.target), () => (isOpen = false))
  })
}

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** By the place of the key, so that it also works where the keyboard is set to Hangul (ㅏ). */
export function asksForFinder(key: Key, typing: boolean): boolean {
  if (key.altKey) return false
  if (key.ctrlKey !== key.metaKey)
    return !key.shiftKey && (key.key.toLowerCase() === 'k' || key.code === 'KeyK')
  return key.key === '/' && !key.ctrlKey && !typing
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}

/** What is already in the bar's search box goes on in the overlay. */
function typedInBar(target: EventTarget | null): string {
  return target instanceof HTMLInputElement && target.matches('.searchbox input') ? target.value : ''
}
