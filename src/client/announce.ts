import { createElement } from './create-element.ts'

let region: HTMLElement | undefined

/** Says something to screen readers that the eye sees elsewhere. */
export function announce(text: string): void {
  region ??= document.body.appendChild(createElement('p', { role: 'status', class: 'visually-hidden' }))
  region.textContent = text
}
