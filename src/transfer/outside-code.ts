import { maskCode } from '../markdown/code-mask.ts'

/** The text with every match of a pattern replaced, but for what stands in code or comments. */
export function replaceOutsideCode(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpMatchArray) => string,
): string {
  if (text.search(pattern) < 0) return text
  const masked = maskCode(text)
  let replaced = ''
  let done = 0
  for (const match of masked.matchAll(pattern)) {
    const end = match.index + match[0].length
    // What looks blank in the masked text is code.
    if (text.slice(match.index, end) !== match[0]) continue
    replaced += text.slice(done, match.index) + replacement(match)
    done = end
  }
  return replaced + text.slice(done)
}
