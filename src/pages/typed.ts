import { typedText } from '../web/forms.ts'

/** Browsers send CRLF from text areas; files are kept with LF. */
export function withUnixNewlines(body: unknown): Record<string, string> {
  const fields = Object.entries(typedText(body))
  return Object.fromEntries(fields.map(([name, text]) => [name, text.replaceAll('\r\n', '\n')]))
}
