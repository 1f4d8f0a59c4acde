import { startCode } from '../code.ts'
import { watchText } from '../composition.ts'
import { createLatestWins } from '../latest-wins.ts'
import { settled } from '../spaced.ts'
import { readFields, type Fields } from './form-fields.ts'

const SETTLED_MS = 300

/** Shows the page as it will look, a moment after one stops typing. The last good preview stays where one fails. */
export function startPreview(form: HTMLFormElement): void {
  const pane =
    form.querySelector<HTMLElement>('[data-preview]') ??
    form.querySelector<HTMLElement>('.pane-preview .prose')
  if (!pane) return
  let shown = JSON.stringify(readFields(form))
  const preview = createLatestWins<Fields, string>({
    ask: (fields, signal) => renderPreview({ ...fields, action: form.getAttribute('action') ?? '' }, signal),
    show(html, fields) {
      shown = JSON.stringify(fields)
      // The one place for HTML: our own server rendered and sanitised it, as it does for the page itself.
      pane.innerHTML = html
      startCode(pane)
    },
    fail: () => (shown = ''),
  })
  const ask = settled(SETTLED_MS, () => {
    const fields = readFields(form)
    if (!composition.isOpen() && JSON.stringify(fields) !== shown) preview.ask(fields)
  })
  const composition = watchText(form, () => ask())
  form.addEventListener('change', () => ask())
  form.addEventListener('submit', () => {
    ask.cancel()
    preview.cancel()
  })
  startCode(pane)
}

async function renderPreview(fields: Fields, signal: AbortSignal): Promise<string> {
  const body = new URLSearchParams(fields)
  const answer = await fetch('/preview', { method: 'POST', body, signal, headers: { 'X-Fragment': '1' } })
  const isHtml = answer.headers.get('Content-Type')?.includes('text/html') ?? false
  // Whoever was signed out is led to the sign-in page: a page, not a fragment.
  if (!answer.ok || answer.redirected || !isHtml)
    throw new Error(`The preview was answered with ${answer.status}`)
  return answer.text()
}
