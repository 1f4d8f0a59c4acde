import { createElement } from './create-element.ts'

/** A button that shows what was typed: `data-reveal` is its label, `data-conceal` the one to hide it again. */
export function startPasswords(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[type="password"][data-reveal]'))
    addButton(input)
}

function addButton(input: HTMLInputElement): void {
  const { reveal = '', conceal = reveal } = input.dataset
  const button = createElement(
    'button',
    { type: 'button', class: 'btn quiet small', 'aria-controls': input.id },
    reveal,
  )
  const show = (shown: boolean): void => {
    input.type = shown ? 'text' : 'password'
    button.textContent = shown ? conceal : reveal
  }
  button.addEventListener('click', () => show(input.type === 'password'))
  // Browsers keep what was typed into text fields, and offer it to the next person.
  input.form?.addEventListener('submit', () => show(false))
  input.after(createElement('div', { class: 'row' }, button))
}
