import { compareTwo } from './diff3.ts'
import type { SafeHtml } from '../markdown/safe-html.ts'

const TOKEN = /<(?:"[^"]*"|'[^']*'|[^'">])*>|&(?:#\w+|\w+);|[\p{L}\p{N}_]+|\s+|[^<&\p{L}\p{N}_\s]|[<&]/gu
/** Blocks whose text runs; code, tables and drawings are shown whole. */
const RUNNING = /^<(?:p|h[1-6]|ul|ol|blockquote)\b/
const NOT_RUNNING = /<(?:table|pre|svg|math|details|figure|input|video|audio|iframe)\b|class="katex/
/** What readers see of these lies in their attributes. */
const TELLING = /^<(?:a|img)\b/
/** Where one of these goes, its words would be taken for its neighbour's. */
const BLOCK = /^<\/?(?:p|li|ul|ol|h[1-6]|blockquote)\b/
/** Blocks that share less than this part of their letters are two blocks. */
const ALIKE = 0.5

/**
 * A block as it will look, its words that come and those that go marked; undefined where the two have too little in
 * common, or differ in more than words. The elements are those of `after`, so it is as well formed as that is.
 */
export function markWords(before: SafeHtml, after: SafeHtml): SafeHtml | undefined {
  if (!isRunning(before) || !isRunning(after) || before === after) return undefined
  const [old, now] = [tokensOf(before), tokensOf(after)]
  if (old.filter(isTelling).join() !== now.filter(isTelling).join()) return undefined
  const parts = compareTwo(old, now)
  const common = parts.flatMap((part) => ('common' in part ? part.common : [])).filter(isWord)
  if (lengthOf(common) < ALIKE * Math.max(lengthOf(old.filter(isWord)), lengthOf(now.filter(isWord))))
    return undefined
  let marked = ''
  const open: string[] = []
  for (const part of parts) {
    if ('common' in part) {
      for (const token of part.common) marked += follow(open, token)
      continue
    }
    if (part.buffer1.some((token) => BLOCK.test(token))) return undefined
    const gone = part.buffer1.filter((token) => !isTag(token)).join('')
    // Words have no place between the items of a list.
    if (gone.trim() !== '' && /^(?:ul|ol)$/.test(open.at(-1) ?? '')) return undefined
    if (gone.trim() !== '') marked += `<del>${gone}</del>`
    marked += insert(part.buffer2, open)
  }
  return (/<(?:ins|del)>/.test(marked) ? marked : undefined) as SafeHtml | undefined
}

/** Runs of words in `<ins>`, the tags between them as they are. */
function insert(tokens: readonly string[], open: string[]): string {
  let inserted = ''
  let run = ''
  const close = () => {
    inserted += run.trim() === '' ? run : `<ins>${run}</ins>`
    run = ''
  }
  for (const token of tokens) {
    if (!isTag(token)) run += token
    else {
      close()
      inserted += follow(open, token)
    }
  }
  close()
  return inserted
}

/** Keeps which elements are open. */
function follow(open: string[], token: string): string {
  const [, slash, name = ''] = /^<(\/?)([a-z][\w-]*)/i.exec(token) ?? []
  if (name !== '' && slash) open.pop()
  else if (name !== '' && !/^(?:br|hr|img|wbr)$/i.test(name)) open.push(name.toLowerCase())
  return token
}

const tokensOf = (html: string): string[] => html.match(TOKEN) ?? []
const isTag = (token: string): boolean => token.length > 2 && token.startsWith('<')
const isTelling = (token: string): boolean => TELLING.test(token)
const isWord = (token: string): boolean => /^[\p{L}\p{N}_]/u.test(token)
const isRunning = (html: string): boolean => RUNNING.test(html) && !NOT_RUNNING.test(html)
const lengthOf = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0)
