import { createElement } from '../create-element.ts'
import { showToast } from '../toast.ts'
import { fillIn } from '../words.ts'
import { typeEdit } from './edit.ts'
import { sendFile, type Sent } from './send-file.ts'

/** Files into the text: picked with the button, dropped on the text or pasted into it. One after the other. */
export function startAttaching(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const button = form.querySelector<HTMLButtonElement>('button[data-attach]')
  if (!button) return
  button.hidden = false
  let turn: Promise<void> = Promise.resolve()
  const attach = (files: Iterable<File>): void => {
    for (const file of files) turn = turn.then(() => attachOne(form, area, button, file))
  }
  const picker = createElement('input', { type: 'file', multiple: '', hidden: '' })
  button.after(picker)
  button.addEventListener('click', () => picker.click())
  picker.addEventListener('change', () => {
    attach([...(picker.files ?? [])])
    picker.value = ''
  })
  area.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  })
  area.addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    attach(files)
  })
  area.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    // A spreadsheet's cells come as text and as a picture of it: the text is what is meant.
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return
    event.preventDefault()
    attach(files)
  })
}

async function attachOne(
  form: HTMLFormElement,
  area: HTMLTextAreaElement,
  button: HTMLButtonElement,
  file: File,
): Promise<void> {
  const { page, into, max, tooLarge, titleFirst, failed, uploading } = button.dataset
  const fail = (text = ''): void => void showToast({ text, icon: 'warn', isFailure: true })
  const path = page || pathTyped(form)
  if (!path) return fail(titleFirst)
  if (file.size > Number(max)) return fail(tooLarge)
  const bar = createElement('progress', { max: '1', value: '0' })
  const text = fillIn(uploading ?? '', { name: file.name })
  bar.setAttribute('aria-label', text)
  const toast = showToast({ text, icon: 'file', stays: true })
  toast.append(bar)
  const sent = await sendFile(addressOf(path, into ?? 'files', file), file, (share) => (bar.value = share))
  toast.remove()
  if (sent.markdown === undefined) return fail(sent.fault ?? failed)
  insert(area, sent)
}

/** A new page's files go under the path that it will have. */
function pathTyped(form: HTMLFormElement): string {
  const path = form.querySelector<HTMLInputElement>('input[name="path"]')?.value.trim() ?? ''
  return path.endsWith('/') ? '' : path
}

function addressOf(path: string, into: string, file: File): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return `/api/v1/pages/${encoded}/${into}/${encodeURIComponent(file.name || 'file')}?number=yes`
}

function insert(area: HTMLTextAreaElement, { markdown = '' }: Sent): void {
  const { selectionStart: from, selectionEnd: to } = area
  typeEdit(area, { from, to, insert: markdown, start: from + markdown.length, end: from + markdown.length })
}
