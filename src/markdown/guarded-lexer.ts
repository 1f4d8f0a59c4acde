import { Lexer, type Token, type TokensList } from 'marked'

/** A page whose marks are nested or piled up beyond what a person writes; it is shown as plain text. */
export class TooComplexError extends Error {
  override readonly name = 'TooComplexError'
}

/** Quotes and lists inside each other. People reach 5; browsers and stacks bear some hundreds. */
const MAX_BLOCK_DEPTH = 24
/** Emphasis, links and the like inside each other. */
const MAX_INLINE_DEPTH = 16
/** Pieces of a page, each an element or so: the largest of 1,000 real pages has 5,200. */
const MAX_PIECES = 30_000
/**
 * Characters that may be looked at. marked looks from each mark over the rest of its paragraph, so a
 * paragraph costs at most its marks times its length; the costliest of 1,000 real pages needs 460,000.
 */
const MAX_STEPS = 30_000_000

/**
 * marked's lexer with a bound on its work, checked before the work is done. marked has been mended
 * against most hostile input, but some remains quadratic (measured: 10 s for 100 KB of `a.a.a.@b`).
 */
export class GuardedLexer extends Lexer {
  #blockDepth = 0
  #inlineDepth = 0
  #pieces = 0
  #steps = 0

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[]
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    if (this.#blockDepth >= MAX_BLOCK_DEPTH) throw new TooComplexError('quotes or lists too deep')
    this.#blockDepth++
    const lexed = super.blockTokens(src, tokens, lastParagraphClipped)
    this.#blockDepth--
    this.#spend(countPieces(lexed), 0)
    return lexed
  }

  override inlineTokens(src: string, tokens?: Token[]): Token[] {
    if (this.#inlineDepth >= MAX_INLINE_DEPTH) throw new TooComplexError('inline marks too deep')
    const marks = countMarks(src)
    this.#spend(marks, marks * src.length + emailSteps(src))
    this.#inlineDepth++
    const lexed = super.inlineTokens(src, tokens)
    this.#inlineDepth--
    return lexed
  }

  #spend(pieces: number, steps: number): void {
    this.#pieces += pieces
    this.#steps += steps
    if (this.#pieces > MAX_PIECES || this.#steps > MAX_STEPS) throw new TooComplexError('too many marks')
  }
}

/** Tokens, and the tags in raw HTML, which may be any number in one token. */
function countPieces(tokens: readonly Token[]): number {
  let pieces = 1 + tokens.length
  for (const { type, raw } of tokens) {
    if (type === 'html') for (let at = raw.indexOf('<'); at !== -1; at = raw.indexOf('<', at + 1)) pieces++
  }
  return pieces
}

const MARKS = new Uint8Array(128)
for (const mark of '!&*@[\\_`<~\n') MARKS[mark.charCodeAt(0)] = 1

/** One, and one for each character at which marked starts anew; `http` and `ftp` are such too. */
function countMarks(src: string): number {
  let marks = 1
  let previous = 0
  for (let at = 0; at < src.length; at++) {
    const code = src.charCodeAt(at)
    if (code < 128 && (MARKS[code] === 1 || ((code | 32) === 112 && (previous | 32) === 116))) marks++
    previous = code
  }
  return marks
}

/** marked looks for an e-mail address from each character of the word before an @. */
function emailSteps(src: string): number {
  let steps = 0
  for (let at = src.indexOf('@'); at !== -1; at = src.indexOf('@', at + 1)) {
    let start = at
    while (start > 0 && /[a-z0-9.!#$%&'*+/=?^_`{|}~-]/i.test(src[start - 1] ?? ' ')) start--
    steps += (at - start) ** 2
    if (steps > MAX_STEPS) break
  }
  return steps
}

/** Short rows are filled up to the width of their table, so a wide head and many rows are a bomb. */
const MAX_CELLS = 20_000

/**
 * To be asked before marked's own table rule, which reads all that follows before it finds that a
 * heading's underline is no table.
 * @returns false: go on with marked's rule.
 * @throws TooComplexError for a table too large to show.
 */
export function guardTable(src: string): undefined | false {
  const headEnd = src.indexOf('\n')
  if (headEnd === -1) return undefined
  const lineEnd = src.indexOf('\n', headEnd + 1)
  const delimiters = src.slice(headEnd + 1, lineEnd === -1 ? src.length : lineEnd)
  if (!/[|:]/.test(delimiters)) return undefined
  const columns = delimiters.split('|').length
  if (columns > 20 && columns * countRows(src) > MAX_CELLS) throw new TooComplexError('table too large')
  return false
}

function countRows(src: string): number {
  const end = src.search(/\n[ \t]*\n/)
  let rows = 1
  for (let at = src.indexOf('\n'); at !== -1 && (end === -1 || at < end); at = src.indexOf('\n', at + 1))
    rows++
  return rows
}
