export type Fields = Readonly<Record<string, string>>

/** What the form would send now, but for its buttons and files. */
export function readFields(form: HTMLFormElement): Fields {
  const texts = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  // A form sends CRLF for line ends, FormData keeps LF: either way one text is one text.
  return Object.fromEntries(texts.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]))
}

/**
 * Puts fields back and lets everything that listens know. Fields that the form has not are left out; parts of the
 * form that make their own take them from the event.
 */
export function writeFields(form: HTMLFormElement, fields: Fields): void {
  form.dispatchEvent(new CustomEvent('editor:restore', { detail: fields }))
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name)
    if (!(
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    ))
      continue
    if (field.value === value) continue
    field.disabled = false
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** Not the page's text: what it was opened from, the remark for its history, where it is kept. */
const BESIDE_THE_TEXT: readonly string[] = ['base', 'note', 'unsaved']

/** Whether both would save the same page. */
export function sameText(one: Fields, other: Fields): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every(
    (name) => BESIDE_THE_TEXT.includes(name) || (one[name] ?? '') === (other[name] ?? ''),
  )
}
