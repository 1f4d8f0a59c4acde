/**
 * A word in the reader's language: `data-word-NAME` of the nearest element that has it, up to the body. The
 * server renders them, so the bundle holds no language. Empty where the page does not say it.
 */
export function findWord(
  from: Element,
  name: string,
  parts: Readonly<Record<string, string | number>> = {},
): string {
  const attribute = `data-word-${name}`
  return fillIn(from.closest(`[${attribute}]`)?.getAttribute(attribute) ?? '', parts)
}

/** `{{name}}` or `{name}` becomes its part; what has no part stays. */
export function fillIn(pattern: string, parts: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{?\{(\w+)\}\}?/gu, (whole, name: string) => String(parts[name] ?? whole))
}
