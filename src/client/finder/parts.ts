import type { Suggestions } from '../suggestions.ts'
import { findWord } from '../words.ts'
import { renderHits, renderNearest } from './hits.ts'

/** The overlay's elements, of the template of views/parts/finder.ejs. */
export interface Parts {
  readonly veil: HTMLElement
  readonly dialog: HTMLElement
  readonly input: HTMLInputElement
  readonly list: HTMLElement
  readonly note: HTMLElement
  readonly status: HTMLElement
}

export function buildParts(template: HTMLTemplateElement): Parts {
  const fragment = template.content.cloneNode(true) as DocumentFragment
  const get = <Found extends HTMLElement>(selector: string): Found => {
    const found = fragment.querySelector<Found>(selector)
    if (!found) throw new Error(`The finder's template has no ${selector}`)
    return found
  }
  return {
    veil: get('.veil'),
    dialog: get('.finder'),
    input: get<HTMLInputElement>('[role="combobox"]'),
    list: get('[role="listbox"]'),
    note: get('[data-note]'),
    status: get('[role="status"]'),
  }
}

/** @returns what can be chosen. */
export function showFound(parts: Parts, found: Suggestions): readonly HTMLElement[] {
  const { list, note, input, status, dialog } = parts
  const word = (name: string, more?: Readonly<Record<string, string | number>>): string =>
    findWord(dialog, name, more)
  const isEmpty = found.results.length === 0
  if (isEmpty) showNote(parts, 'none', found.query)
  const { rows, options } = isEmpty ? renderNearest(found, word) : renderHits(found, word)
  if (rows.length === 0) return []
  list.replaceChildren(...rows)
  list.scrollTop = 0
  list.hidden = false
  input.setAttribute('aria-expanded', 'true')
  if (isEmpty) return options
  showBox(note, false)
  status.textContent = word('count', { total: found.total })
  return options
}

/** A sentence where results would be. */
export function showNote({ list, note, input, status, dialog }: Parts, word: string, query = ''): void {
  const text = findWord(dialog, word, { query })
  list.replaceChildren()
  list.hidden = true
  note.textContent = text
  showBox(note, true)
  input.setAttribute('aria-expanded', 'false')
  status.textContent = word === 'hint' ? '' : text
}

function showBox(note: HTMLElement, shown: boolean): void {
  note.closest<HTMLElement>('[data-note-box]')?.toggleAttribute('hidden', !shown)
}
