import { typeEdit } from './edit.ts'
import { formatText, isFormat } from './formatting.ts'

/** The buttons above the text. Arrows move along them, as in any toolbar; Tab goes past. */
export function startToolbar(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const buttons = [...form.querySelectorAll<HTMLButtonElement>('button[data-insert]')]
  for (const [number, button] of buttons.entries()) {
    button.tabIndex = number === 0 ? 0 : -1
    button.addEventListener('click', () => {
      const format = button.dataset.insert
      if (!isFormat(format)) return
      typeEdit(
        area,
        formatText(format, { text: area.value, start: area.selectionStart, end: area.selectionEnd }),
      )
    })
    button.addEventListener('keydown', (event) => {
      const target = targetOf(event.key, number, buttons.length)
      if (target === undefined) return
      event.preventDefault()
      for (const [at, other] of buttons.entries()) other.tabIndex = at === target ? 0 : -1
      buttons[target]?.focus()
    })
  }
}

function targetOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count
    case 'ArrowLeft':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
