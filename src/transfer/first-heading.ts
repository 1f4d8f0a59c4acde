import { outline, type Heading } from '../markdown/outline.ts'

export interface FirstHeading {
  readonly text: string
  /** 1 to 6. */
  readonly level: number
  /** The body without it, where it is the title's `#` and nothing stands before it. */
  readonly bodyWithout: string | undefined
}

const LEADING_TITLE = /^(?:[ \t]*\r?\n)*(?: {0,3}#[ \t][^\n]*|[^\s\n][^\n]*\n {0,3}=+[ \t]*\r?)(?:\n|$)/

/** The heading that names a text which has no title. */
export function findFirstHeading(body: string): FirstHeading | undefined {
  const first = firstOf(body)
  const text = cleanHeading(first?.text ?? '')
  if (text === '') return undefined
  const leading = LEADING_TITLE.exec(body)?.[0]
  const isLeading = leading !== undefined && cleanHeading(outline(leading).headings[0]?.text ?? '') === text
  return {
    text,
    level: first?.level ?? 1,
    bodyWithout: isLeading ? body.slice(leading.length).replace(/^(?:[ \t]*\r?\n)+/, '') : undefined,
  }
}

const BEGINNING = 4_000

/** Nearly always it stands near the beginning, and a long text need not be read to its end for it. */
function firstOf(body: string): Heading | undefined {
  const end = body.indexOf('\n', BEGINNING)
  const [first] = end < 0 ? [] : outline(body.slice(0, end + 1)).headings
  return first ?? outline(body).headings[0]
}

/** Without the attributes that some generators read at a heading's end: `{#id}`, `{: .class }`. */
function cleanHeading(text: string): string {
  return text.replace(/\s*\{[ ]?[:#.][^{}]*\}\s*$/, '').trim()
}
