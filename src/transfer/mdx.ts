import { nextFence } from '../markdown/footnotes.ts'
import { unfoldTabs } from './mdx-tabs.ts'
import { replaceOutsideCode } from './outside-code.ts'

export interface PlainMdx {
  readonly text: string
  readonly imports: boolean
  /** How many components became Markdown, or are gone because they say nothing without their program. */
  readonly components: number
}

/**
 * MDX as Markdown: what its components show stays where that can be told without running them.
 * @param takeIn puts what it imports of other files into its text
 */
export function readMdx(written: string, takeIn: (text: string) => string = (text) => text): PlainMdx {
  let components = 0
  const count = (next: string): string => {
    components++
    return next
  }
  const imported = withoutImports(written)
  let text = unfoldTabs(imported)
  if (text !== imported) components++
  text = replaceOutsideCode(text, COMMENT, ([, comment = '']) => `<!--${comment.replaceAll('--', '- -')}-->`)
  text = takeIn(text)
  text = replaceOutsideCode(text, REQUIRED, ([, name = '', address = '']) => ` ${name}="${address}"`)
  text = replaceOutsideCode(text, PAIR, ([whole, , attributes = '', words = '']) => {
    const address = addressIn(attributes)
    return address === undefined ? whole : count(`[${words.replace(/\s+/g, ' ')}](${address})`)
  })
  text = replaceOutsideCode(text, COMPONENT, ([, , attributes = '']) => count(markdownOf(attributes)))
  return { text, imports: imported !== written, components }
}

const COMMENT = /\{\/\*([^]{0,10000}?)\*\/\}/g
/** `src={require('./a.png').default}`, `href={useBaseUrl('/a')}` */
const REQUIRED = /\s(src|href)=\{\s*(?:\w+\()?\s*["'`]([^"'`${}\n]+)["'`]\s*\)?(?:\.default)?\s*\}/g
const ATTRIBUTES = String.raw`((?:\s+[\w-]+(?:=(?:"[^"\n]*"|'[^'\n]*'|\{[^{}\n]*\}|\{\{[^{}\n]*\}\}))?){0,40})`
/** One without anything in it. */
export const COMPONENT = new RegExp(String.raw`<([A-Z][\w.]*)${ATTRIBUTES}\s*/>`, 'g')
const PAIR = new RegExp(String.raw`<([A-Z][\w.]*)${ATTRIBUTES}\s*>\s*([^<>]{1,500}?)\s*</\1>`, 'g')
const IMAGE = /\.(?:png|jpe?g|gif|svg|webp|avif)(?:[?#].*)?$/i

/** An image or a link, where the component has an address; nothing where it is a mark or a program. */
function markdownOf(attributes: string): string {
  const address = addressIn(attributes)
  if (address === undefined) return ''
  const words = attributeOf(attributes, ['alt', 'caption', 'title', 'label', 'text', 'name'])
  return IMAGE.test(address.replace(/>$/, ''))
    ? `![${words ?? ''}](${address})`
    : `[${words ?? address}](${address})`
}

function addressIn(attributes: string): string | undefined {
  const found = attributeOf(attributes, ['url', 'src', 'href', 'to', 'img', 'image', 'link'])
  if (found === undefined || !/^(?:[./#]|https?:|[\w-]+[./])/i.test(found)) return undefined
  return /[\s()]/.test(found) ? `<${found.replace(/[<>]/g, encodeURIComponent)}>` : found
}

function attributeOf(attributes: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    const pattern = new RegExp(`\\s${name}=\\{?(?:"([^"\n]+)"|'([^'\n]+)')`)
    const [, double, single] = pattern.exec(attributes) ?? []
    if (double !== undefined || single !== undefined) return double ?? single
  }
  return undefined
}

/** MDX reads lines of JavaScript at its top level, which say nothing to a reader. */
function withoutImports(text: string): string {
  let fence = ''
  const kept = text.split('\n').filter((line) => {
    const wasCode = fence !== ''
    fence = nextFence(fence, line.replace(/\r$/, ''))
    return (
      wasCode || fence !== '' || !/^import\s(?:[^'"\n]{1,300}\sfrom\s+)?['"][^'"\n]+['"];?\s*$/.test(line)
    )
  })
  return kept.join('\n')
}
