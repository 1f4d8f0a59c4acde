import { readFields, type Fields } from '../editor/form-fields.ts'

/**
 * Presses a button of the form without leaving the page: the server's answer is the part of the form that the
 * button changes. Open details stay open, by the step they are in.
 * @throws where the server does not answer with a part (signed out, no network).
 */
export async function pressPart(
  form: HTMLFormElement,
  act: string,
  fields: Fields = readFields(form),
): Promise<HTMLElement> {
  const body = new URLSearchParams({ ...fields, act })
  const action = form.getAttribute('action') ?? location.href
  const answer = await fetch(action, { method: 'POST', body, headers: { 'X-Fragment': '1' } })
  const isHtml = answer.headers.get('Content-Type')?.includes('text/html') ?? false
  if (!answer.ok || answer.redirected || !isHtml)
    throw new Error(`The form was answered with ${answer.status}`)
  // Our own server's view, in which all that was typed is escaped.
  const template = document.createElement('template')
  template.innerHTML = await answer.text()
  const part = template.content.querySelector<HTMLElement>('[data-steps]')
  if (!part) throw new Error('The form was answered without its part')
  keepOpen(form, part)
  return part
}

function keepOpen(form: HTMLFormElement, part: HTMLElement): void {
  const idOf = (step: Element) => step.querySelector<HTMLInputElement>('input[name$="-id"]')?.value
  const open = new Set(
    [...form.querySelectorAll('[data-step]:has(> details[open])')].map(idOf).filter((id) => id !== undefined),
  )
  for (const step of part.querySelectorAll('[data-step]')) {
    const id = idOf(step)
    if (id !== undefined && open.has(id)) step.querySelector(':scope > details')?.setAttribute('open', '')
  }
}
