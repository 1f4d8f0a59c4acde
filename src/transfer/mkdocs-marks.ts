import { replaceOutsideCode } from './outside-code.ts'

const ATTRIBUTE = String.raw`(?:[.#][\w:-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))`
/** `{: .class }`, `{ align=right }` behind an image, a link or a line: looks and addresses, no words. */
const LOOKS = new RegExp(String.raw`[ \t]*\{:?[ ]?(?!#)${ATTRIBUTE}(?:[ ]+${ATTRIBUTE}){0,20}[ ]?\}`, 'g')
/** `:material-check:`, a picture of an icon font. */
const ICON = /:(?:material|octicons|fontawesome|simple)-[a-z0-9-]{1,80}:[ ]?/g
const CONTENTS = /^\[TOC\][ \t]*$/gm

/** Markdown of MkDocs without what only its theme can show; its text stays. */
export function withoutMkDocsMarks(text: string): string {
  return [LOOKS, ICON, CONTENTS].reduce((rest, pattern) => replaceOutsideCode(rest, pattern, () => ''), text)
}
