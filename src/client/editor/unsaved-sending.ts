import type { Answer } from './autosave.ts'
import type { Fields } from './form-fields.ts'

/** Browsers send no more than this after the page is gone. */
const MOST_AFTERWARDS = 60_000

/** Keeps a form's text on the server under the id that the form has for it (`input[name=unsaved]`). */
export function createSender(form: HTMLFormElement) {
  const id = form.querySelector<HTMLInputElement>('input[name="unsaved"]')
  const place = form.getAttribute('action') ?? ''

  return async (fields: Fields | undefined): Promise<Answer> => {
    if (!id) return 'failed'
    const address = `/unsaved/${id.value}`
    if (!fields) return answerOf(await post(`${address}/discard`, new URLSearchParams()))
    const answer = await post(
      `${address}?place=${encodeURIComponent(place)}`,
      new URLSearchParams(Object.entries(fields).map(([name, text]) => [name, text.toWellFormed()])),
    )
    // Saved already, and come back to by the browser's own memory of the page: from now on it is another text.
    if (answer.status === 412 || answer.status === 404) {
      id.value = newId()
      return 'settled'
    }
    return answerOf(answer)
  }
}

function post(address: string, body: URLSearchParams): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    body,
    headers: { Accept: 'application/json' },
    redirect: 'manual',
    keepalive: body.toString().length < MOST_AFTERWARDS,
  })
}

function answerOf({ ok, status, type }: Response): Answer {
  if (ok || type === 'opaqueredirect') return 'kept'
  if (status === 401) return 'signed-out'
  return status === 413 ? 'too-large' : 'failed'
}

/** `crypto.randomUUID` is missing where the wiki is served without TLS. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
