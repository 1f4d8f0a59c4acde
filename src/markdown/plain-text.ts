/**
 * The words of a line of Markdown without its marks, for headings and labels. The renderer and the
 * outline both take a heading's id from this, so that the two never differ.
 */
export function plainText(markdown: string): string {
  if (!/[\\`*_~[<&]/.test(markdown)) return markdown.trim()
  const codes: string[] = []
  const keep = (text: string): string => `\ufdd0${codes.push(text) - 1}\ufdd0`
  return markdown
    .replaceAll('\ufdd0', '')
    .replace(/(`+)([^`]+)\1(?!`)/g, (_, __, code: string) => keep(code.trim()))
    .replace(/\\([!-/:-@[-`{-~])/g, (_, character: string) => keep(character))
    .replace(/\[\^[^\][\s]{1,64}\]/g, '')
    .replace(
      /\[\[([^[\]|]{1,500})(?:\|([^[\]]{0,500}))?\]\]/g,
      (_, target: string, label?: string) => label ?? target,
    )
    .replace(/!?\[([^[\]]{0,1000})\](?:\([^()\s]{0,2000}(?:\s[^()]{0,1000})?\)|\[[^[\]]{0,1000}\])/g, '$1')
    .replace(/<(?:\/?[a-z][^<>]{0,1000}|!--[^<>]{0,1000})>/gi, (tag) =>
      isAutolink(tag) ? tag.slice(1, -1) : '',
    )
    .replace(/(?<![\p{L}\p{N}_])_{1,3}(?=\S)([^_]+)(?<=\S)_{1,3}(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/\*{1,3}(?=\S)([^*]+)(?<=\S)\*{1,3}/g, '$1')
    .replace(/\*\*(?=\S)([^*]+)(?<=\S)\*\*/g, '$1')
    .replace(/~~?(?=\S)([^~]+)(?<=\S)~~?/g, '$1')
    .replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi, decodeEntity)
    .replace(/\ufdd0(\d+)\ufdd0/g, (_, index: string) => codes[Number(index)] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

function isAutolink(tag: string): boolean {
  return /^<(?:[a-z][a-z0-9+.-]{1,31}:|[^\s<>@/]+@)[^\s<>]*>$/i.test(tag)
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  hellip: '…',
  mdash: '—',
  ndash: '–',
}

function decodeEntity(entity: string): string {
  const name = entity.slice(1, -1)
  if (!name.startsWith('#')) return NAMED[name] ?? entity
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : '\ufffd'
}
