/** Lets a text area grow with its text where CSS cannot (`field-sizing`), by its rows: no inline style is allowed. */
export function growWithText(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  const least = area.rows
  const fit = (): void => {
    const { lineHeight, paddingBlockStart, paddingBlockEnd } = getComputedStyle(area)
    const inside = area.scrollHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd)
    const rows = Math.ceil(inside / parseFloat(lineHeight))
    // Only ever larger: measuring a smaller size would move the page under the person who types.
    if (rows > area.rows) area.rows = Math.max(least, rows)
  }
  area.addEventListener('input', fit)
  fit()
}
