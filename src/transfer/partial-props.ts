import { replaceOutsideCode } from './outside-code.ts'

const ATTRIBUTE = /\s([\w-]+)=(?:"([^"\n]*)"|'([^'\n]*)'|\{\s*(?:"([^"\n]*)"|'([^'\n]*)'|(-?[\d.]+))\s*\})/g
const IN_ATTRIBUTE = /=\{\s*props\.(\w+)\s*\}/g
const IN_TEXT = /\{\s*props\.(\w+)\s*\}/g
const ANY = /\{[^{}\n]{0,300}\bprops\b[^{}\n]{0,300}\}/g
/** What Markdown would read in a value, which is text. */
const MARKDOWN = /[\\`*[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu

/** The values that a component is given as texts and numbers; others need their program. */
export function readProps(attributes: string): ReadonlyMap<string, string> {
  const values = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, name = '', ...found]) => [name, found.find((one) => one !== undefined) ?? ''] as const,
  )
  return new Map(values)
}

/**
 * A partial's text with the values it is given; code stays.
 * @param mayTake asked with the size of the result before it is made
 * @returns also what else it would show of its values, as written; undefined where it would be too large
 */
export function withProps(
  text: string,
  props: ReadonlyMap<string, string>,
  mayTake: (bytes: number) => boolean,
): { text: string; left: string[] } | undefined {
  const longest = Math.max(0, ...[...props.values()].map((value) => Buffer.byteLength(value) * 2))
  const places = text.match(IN_TEXT)?.length ?? 0
  if (!mayTake(Buffer.byteLength(text) + places * longest)) return undefined
  let filled = replaceOutsideCode(text, IN_ATTRIBUTE, ([whole, name = '']) => {
    const value = props.get(name)
    return value === undefined || value.includes('"') ? whole : `="${value}"`
  })
  filled = replaceOutsideCode(filled, IN_TEXT, ([whole, name = '']) => {
    return props.get(name)?.replace(MARKDOWN, '\\$&') ?? whole
  })
  const left: string[] = []
  replaceOutsideCode(filled, ANY, ([whole]) => {
    left.push(whole)
    return whole
  })
  return { text: filled, left }
}
