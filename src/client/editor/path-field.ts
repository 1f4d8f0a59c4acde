import { isKind, kindFacts } from '../../pages/kinds.ts'
import { slugOfTitle } from '../../pages/page-path.ts'

/** Suggests the path from the kind and the title, until somebody writes one. */
export function startPathField(form: HTMLFormElement): void {
  const path = form.querySelector<HTMLInputElement>('input[data-slug], input[name="path"]')
  const title = form.querySelector<HTMLInputElement>('input[name="title"]')
  const kind = form.querySelector<HTMLSelectElement>('select[name="kind"]')
  if (!path || !title || path.readOnly) return
  const start = path.value
  let folder = folderOf(start)
  let isOurs = start === suggestPath(folder, title.value) || start === '' || start.endsWith('/')

  const suggest = (): void => {
    if (isOurs) path.value = suggestPath(folder, title.value)
  }
  title.addEventListener('input', suggest)
  kind?.addEventListener('change', () => {
    if (isKind(kind.value)) folder = `${kindFacts[kind.value].folder}/`
    suggest()
  })
  path.addEventListener('input', (event) => {
    // What the form puts back after a crash comes as an untrusted event, and is no less somebody's.
    isOurs = event.isTrusted && path.value.trim() === ''
  })
}

export function suggestPath(folder: string, title: string): string {
  return folder + slugOfTitle(title)
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
