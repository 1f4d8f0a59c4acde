/** A change of a text area: what is between `from` and `to` is replaced, then `start` to `end` is selected. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly insert: string
  readonly start: number
  readonly end: number
}

export interface Selected {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Types an edit as a person would, so that Ctrl-Z takes it back: `insertText` is the only way into a text area's
 * undo history. Where a browser has it not, the text is set without history.
 */
export function typeEdit(area: HTMLTextAreaElement, edit: Edit): void {
  area.focus()
  area.setSelectionRange(edit.from, edit.to)
  if (edit.from !== edit.to || edit.insert !== '') {
    const command = edit.insert === '' ? 'delete' : 'insertText'
    if (!document.execCommand(command, false, edit.insert)) {
      area.setRangeText(edit.insert, edit.from, edit.to, 'end')
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }
  area.setSelectionRange(edit.start, edit.end)
}
