import { compareTwo } from './diff3.ts'
import { splitLines } from './merge.ts'

const CONTEXT = 3

interface Line {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** Two states of a file in the unified format (POSIX diff -u), with three lines around each change; '' for equal ones. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const lines = compareTwo(splitLines(before), splitLines(after)).flatMap((part): Line[] =>
    'common' in part
      ? part.common.map((text) => ({ sign: ' ', text }))
      : [
          ...part.buffer1.map((text) => ({ sign: '-', text }) as const),
          ...part.buffer2.map((text) => ({ sign: '+', text }) as const),
        ],
  )
  const hunks = hunksOf(lines)
  if (hunks.length === 0) return ''
  return `--- a/${file}\n+++ b/${file}\n${hunks.map(({ from, to }) => writeHunk(lines, from, to)).join('')}`
}

/** Ranges of lines with what is around them; those that touch are one. */
function hunksOf(lines: readonly Line[]): { from: number; to: number }[] {
  const hunks: { from: number; to: number }[] = []
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const [from, to] = [Math.max(0, index - CONTEXT), Math.min(lines.length, index + CONTEXT + 1)]
    const last = hunks.at(-1)
    if (last && from <= last.to) last.to = to
    else hunks.push({ from, to })
  }
  return hunks
}

function writeHunk(lines: readonly Line[], from: number, to: number): string {
  const count = (some: readonly Line[], sign: '-' | '+') =>
    some.filter((line) => line.sign !== (sign === '-' ? '+' : '-')).length
  const [before, own] = [lines.slice(0, from), lines.slice(from, to)]
  const range = (sign: '-' | '+') => {
    const length = count(own, sign)
    return `${sign}${count(before, sign) + (length === 0 ? 0 : 1)},${length}`
  }
  const body = own.map(({ sign, text }) =>
    text.endsWith('\n') ? sign + text : `${sign}${text}\n\\ No newline at end of file\n`,
  )
  return `@@ ${range('-')} ${range('+')} @@\n${body.join('')}`
}
