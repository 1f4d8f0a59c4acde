/**
 * A table as CSV (RFC 4180), for spreadsheets: with the mark by which they know UTF-8. A cell that a spreadsheet
 * would take for a formula is prefixed (abuse 21).
 */
export function writeCsv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(writeCell).join(',')).join('\r\n')}\r\n`
}

/** Also after white space and control characters, and in the wide forms that Korean keyboards write. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

function writeCell(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
