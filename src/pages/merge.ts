import { AppError } from '../errors.ts'
import { compareThree, compareTwo } from './diff3.ts'
import { pairLines } from './line-pairs.ts'

/** One place that both changed, as lines. */
export interface Hunk {
  readonly mine: string
  readonly base: string
  readonly theirs: string
}

export type MergePiece = { readonly settled: string } | { readonly hunk: Hunk }

/** Two people changed the same place; nothing was saved and nothing is lost. */
export class ConflictError extends AppError {
  readonly base: string
  readonly theirs: string
  readonly mine: string

  constructor(texts: { base: string; theirs: string; mine: string }) {
    super('conflict', 'pages.conflict')
    this.base = texts.base
    this.theirs = texts.theirs
    this.mine = texts.mine
  }
}

/**
 * Three-way merge by line (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007).
 * @returns pieces in order; a text merges cleanly where no piece is a hunk.
 */
export function mergeLines(base: string, theirs: string, mine: string): MergePiece[] {
  return compareThree(splitLines(mine), splitLines(base), splitLines(theirs)).map((region) => {
    if ('ok' in region) return { settled: region.ok.join('') }
    const { a, o, b } = region.conflict
    return { hunk: { mine: a.join(''), base: o.join(''), theirs: b.join('') } }
  })
}

/** The merged text, or undefined where the two overlap. */
export function mergeCleanly(base: string, theirs: string, mine: string): string | undefined {
  const pieces = mergeLines(base, theirs, mine)
  if (pieces.some((piece) => 'hunk' in piece)) return undefined
  return pieces.map((piece) => ('settled' in piece ? piece.settled : '')).join('')
}

/**
 * The text of a merge after the author chose: `mine`, `theirs`, `both` (mine first) or `edit` with a text of
 * its own. A place without a choice stays mine.
 */
export function joinChosen(
  pieces: readonly MergePiece[],
  choice: (hunk: number) => string | undefined,
  edited: (hunk: number) => string | undefined,
): string {
  let hunkNumber = 0
  const parts = pieces.map((piece) => {
    if ('settled' in piece) return piece.settled
    const number = hunkNumber++
    const { mine, theirs } = piece.hunk
    switch (choice(number)) {
      case 'theirs':
        return theirs
      case 'both':
        return mine + theirs
      case 'edit':
        return withLineEnd(edited(number) ?? mine)
      case undefined:
      default:
        return mine
    }
  })
  return parts.join('')
}

function withLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

/** Lines with their line ends, so that joining gives back every byte. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? []
}

export interface Segment {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly oldNumber: number | undefined
  readonly newNumber: number | undefined
  /** The line in words, those that changed marked; one segment where the line has no counterpart. */
  readonly segments: readonly Segment[]
}

/** Line by line from one text to another, changed lines compared word by word. */
export function diffTexts(before: string, after: string): DiffLine[] {
  const lines: DiffLine[] = []
  let oldNumber = 0
  let newNumber = 0
  for (const part of compareTwo(splitLines(before), splitLines(after))) {
    if ('common' in part) {
      for (const text of part.common) {
        lines.push({ kind: 'same', oldNumber: ++oldNumber, newNumber: ++newNumber, segments: [same(text)] })
      }
      continue
    }
    const removed = part.buffer1
    const added = part.buffer2
    const partners = pairLines(removed, added)
    const words = removed.map((text, index) => compareWords(text, added[partners[index] ?? -1]))
    for (const [index, text] of removed.entries()) {
      const segments = words[index]?.before ?? [{ kind: 'removed', text: chomp(text) }]
      lines.push({ kind: 'removed', oldNumber: ++oldNumber, newNumber: undefined, segments })
    }
    for (const [index, text] of added.entries()) {
      const segments = words[partners.indexOf(index)]?.after ?? [{ kind: 'added', text: chomp(text) }]
      lines.push({ kind: 'added', oldNumber: undefined, newNumber: ++newNumber, segments })
    }
  }
  return lines
}

/** A text as it came to be from another: what is new in it is marked, what is gone is left out. */
export function markNew(before: string, after: string): Segment[] {
  const lines = diffTexts(before, after).filter(({ kind }) => kind !== 'removed')
  return lines.flatMap(({ segments }, index) => [
    ...(index > 0 ? [{ kind: 'same', text: '\n' } as const] : []),
    ...segments,
  ])
}

const same = (text: string): Segment => ({ kind: 'same', text: chomp(text) })

function chomp(line: string): string {
  return line.replace(/\r?\n$/u, '')
}

/** Words of two versions of a line; undefined where they have too little in common to help. */
function compareWords(
  before: string,
  after: string | undefined,
): { before: Segment[]; after: Segment[] } | undefined {
  if (after === undefined) return undefined
  const left: Segment[] = []
  const right: Segment[] = []
  let shared = 0
  for (const part of compareTwo(splitWords(chomp(before)), splitWords(chomp(after)))) {
    if ('common' in part) {
      const text = part.common.join('')
      if (text === '') continue
      shared += text.trim().length
      left.push({ kind: 'same', text })
      right.push({ kind: 'same', text })
    } else {
      if (part.buffer1.length > 0) left.push({ kind: 'removed', text: part.buffer1.join('') })
      if (part.buffer2.length > 0) right.push({ kind: 'added', text: part.buffer2.join('') })
    }
  }
  return shared * 3 > Math.min(before.length, after.length) ? { before: left, after: right } : undefined
}

function splitWords(line: string): string[] {
  return line.match(/\s+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu) ?? []
}
