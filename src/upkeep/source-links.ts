import { maskCode } from '../markdown/code-mask.ts'
import { findLinkSpans, type LinkSpan } from '../markdown/link-spans.ts'
import { splitFrontMatter } from '../markdown/front-matter.ts'
import { sourceKey } from './source-state.ts'

/** An address that stands in the text as it is, and is a link for that. */
const BARE = /(?<![\p{L}\p{N}_/])https?:\/\/[^\s<>"'`[\]|\\]+/giu
/** What ends a sentence ends no address. */
const TRAILING = /[?!.,:;*_~]+$/

interface Address {
  readonly form: LinkSpan['form'] | 'bare'
  readonly start: number
  readonly end: number
  readonly target: string
}

/** The file with the links of its text that lead to a source leading to its new address; code stays as it is. */
export function replaceSourceLinks(source: string, key: string, to: string): string {
  const { body } = splitFrontMatter(source)
  const from = source.length - body.length
  let replaced = source.slice(0, from)
  let done = 0
  for (const { form, start, end, target } of findAddresses(body)) {
    if (sourceKey(target) !== key) continue
    replaced += body.slice(done, start) + writeAddress(form, withFragmentOf(target, to))
    done = end
  }
  return replaced + body.slice(done)
}

/** A source's new address with the fragment that the old one had there. */
export function withFragmentOf(was: string, to: string): string {
  const fragment = was.indexOf('#')
  return fragment === -1 || to.includes('#') ? to : to + was.slice(fragment)
}

function findAddresses(body: string): Address[] {
  const links = findLinkSpans(body)
    .filter(({ form }) => form !== 'wiki')
    .map((span) => (span.form === 'html' ? { ...span, target: span.target.replaceAll('&amp;', '&') } : span))
  const isInLink = (at: number) => links.some(({ start, end }) => at >= start && at < end)
  const bare = [...maskCode(body).matchAll(BARE)]
    .filter(({ index }) => !isInLink(index))
    .map(({ index, 0: matched }): Address => {
      const target = withoutTail(matched)
      return { form: 'bare', start: index, end: index + target.length, target }
    })
  return [...links, ...bare].sort((a, b) => a.start - b.start)
}

/** Without what belongs to the sentence around it: its full stop, and a bracket that it did not open. */
function withoutTail(address: string): string {
  let rest = address.replace(TRAILING, '')
  while (rest.endsWith(')') && count(rest, ')') > count(rest, '('))
    rest = rest.slice(0, -1).replace(TRAILING, '')
  return rest
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** Fit for where it stands: brackets would end a link in parentheses. */
function writeAddress(form: Address['form'], to: string): string {
  const address = to.replaceAll('<', '%3C').replaceAll('>', '%3E')
  if (form === 'html') return address.replaceAll('&', '&amp;').replaceAll('"', '%22').replaceAll("'", '%27')
  if (form === 'angle') return `<${address}>`
  return address.replaceAll('(', '%28').replaceAll(')', '%29')
}
