import type { DiffLine } from './merge.ts'

export type FoldedLine<Line extends DiffLine = DiffLine> =
  Line | { readonly kind: 'gap'; readonly count: number }

const CONTEXT = 3

/** Long runs of unchanged lines fold to a gap, three lines kept on either side of a change and of what `stays` names. */
export function foldUnchanged<Line extends DiffLine>(
  lines: readonly Line[],
  stays: (line: Line) => boolean = () => false,
): FoldedLine<Line>[] {
  const near = new Uint8Array(lines.length)
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'same' || stays(line)) near.fill(1, Math.max(0, index - CONTEXT), index + CONTEXT + 1)
  }
  const rows: FoldedLine<Line>[] = []
  for (const [index, line] of lines.entries()) {
    const last = rows.at(-1)
    if (near[index]) rows.push(line)
    else if (last?.kind === 'gap') rows[rows.length - 1] = { kind: 'gap', count: last.count + 1 }
    else rows.push({ kind: 'gap', count: 1 })
  }
  return rows
}
