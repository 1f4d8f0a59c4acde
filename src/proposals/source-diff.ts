import { diffTexts, type DiffLine } from '../pages/merge.ts'
import { foldUnchanged, type FoldedLine } from '../pages/folded-lines.ts'
import type { Thread } from './threads.ts'

export interface ThreadedLine extends DiffLine {
  readonly threads: readonly Thread[]
}

export interface SourceDiff {
  readonly rows: readonly FoldedLine<ThreadedLine>[]
  readonly added: number
  readonly removed: number
  /** Rows that are not shown, for nobody reads so many. */
  readonly left: number
}

const MOST_ROWS = 2_000

/** Two texts line by line, each remark at its line; a line somebody said something about is never folded away. */
export function diffSource(
  before: string,
  after: string,
  threads: readonly Thread[],
  open: { readonly side: 'old' | 'new'; readonly line: number } | undefined,
): SourceDiff {
  const compared = diffTexts(before, after)
  const at = (line: DiffLine) => threads.filter(({ place }) => place && isAt(line, place))
  const lines = compared.map((line): ThreadedLine => ({ ...line, threads: at(line) }))
  const rows = foldUnchanged(
    lines,
    (line) => line.threads.length > 0 || (open !== undefined && isAt(line, open)),
  )
  return {
    rows: rows.slice(0, MOST_ROWS),
    added: compared.filter(({ kind }) => kind === 'added').length,
    removed: compared.filter(({ kind }) => kind === 'removed').length,
    left: Math.max(0, rows.length - MOST_ROWS),
  }
}

/** An unchanged line belongs to the side after, so that a remark on it is shown once. */
export function isAt(
  line: DiffLine,
  place: { readonly side: 'old' | 'new'; readonly line: number },
): boolean {
  if (place.side === 'new') return line.newNumber === place.line
  return line.kind === 'removed'
    ? line.oldNumber === place.line
    : line.kind === 'same' && line.oldNumber === place.line
}
