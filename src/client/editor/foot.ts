import { settled } from '../spaced.ts'
import { fillIn } from '../words.ts'
import { measureText } from './measure.ts'

const SETTLED_MS = 150

/** Letters and reading time at the foot: `data-count` is the sentence, with {letters} and {minutes}. */
export function startCount(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const place = form.querySelector<HTMLElement>('[data-count]')
  if (!place) return
  const figures = new Intl.NumberFormat(document.documentElement.lang)
  const show = (): void => {
    const { letters, minutes } = measureText(area.value)
    const parts = { letters: figures.format(letters), minutes: figures.format(minutes) }
    place.textContent = fillIn(place.dataset.count ?? '', parts)
  }
  const showSettled = settled(SETTLED_MS, show)
  area.addEventListener('input', () => showSettled())
  show()
}
