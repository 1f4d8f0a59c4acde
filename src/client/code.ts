import { announce } from './announce.ts'
import { createElement } from './create-element.ts'
import { findWord } from './words.ts'

const SAID_MS = 2_000

/** A copy button above every code block in `root`. Words: `copy`, `copied`. */
export function startCode(root: ParentNode = document): void {
  for (const figure of root.querySelectorAll<HTMLElement>('figure.code')) addCopyButton(figure)
}

function addCopyButton(figure: HTMLElement): void {
  const caption = figure.querySelector('figcaption')
  const code = figure.querySelector('pre')
  if (!caption || !code || caption.querySelector('button')) return
  const label = findWord(figure, 'copy')
  const button = createElement('button', { type: 'button', class: 'btn quiet small' }, label)
  button.addEventListener('click', () => void copy(code, button, label))
  caption.append(button)
}

async function copy(code: HTMLElement, button: HTMLElement, label: string): Promise<void> {
  if (!(await copyText(code))) return
  const copied = findWord(button, 'copied')
  button.textContent = copied
  announce(copied)
  setTimeout(() => (button.textContent = label), SAID_MS)
}

/** A wiki on the office network is often plain HTTP, where browsers have no clipboard for scripts. */
async function copyText(code: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code.textContent)
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return document.execCommand('copy')
  }
}
