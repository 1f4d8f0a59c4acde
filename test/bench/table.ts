import type { Comparison, Figures } from './compare.ts'

export interface Target {
  readonly text: string
  readonly isMet?: (comparison: Comparison) => boolean
}

export const NO_TARGET: Target = { text: '-' }

const TITLE = 64
const WIDTHS = [12, 10, 10, 12]

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One figure with its target. */
export function printRow(title: string, figure: string, target = '-'): void {
  print(`${title.padEnd(TITLE)}${figure.padStart(TOTAL_WIDTH)}   ${target}`)
}

/** Names the columns of the comparisons that follow. */
export function printHeader(): void {
  print('')
  print(columns('', ['requests/s', 'p50 ms', 'p99 ms', 'CPU us each'], 'target'))
}

/** Three lines: the wiki, the bare route, and the one by the other. */
export function printComparison(title: string, comparison: Comparison, { text, isMet }: Target): void {
  const { wiki, bare } = comparison
  const known = wiki.cpu !== undefined
  const judged = isMet && known ? `${text}: ${verdict(isMet(comparison))}` : text
  const ratios = [
    wiki.requestsPerSecond / bare.requestsPerSecond,
    wiki.p50 / bare.p50,
    wiki.p99 / bare.p99,
    ...(known ? [cpuRatio(comparison)] : []),
  ]
  print(columns(title, cellsOf(wiki), judged))
  print(columns('  bare Express route', cellsOf(bare)))
  print(
    columns(
      '  ratio',
      ratios.map((ratio) => `x ${ratio.toFixed(2)}`),
    ),
  )
  const bad = wiki.bad + bare.bad
  if (bad > 0) print(`  ${bad} answers had another status than wanted: these figures do not hold.`)
}

/** NaN where the system does not tell processor time. */
export function cpuRatio({ wiki, bare }: Comparison): number {
  return (wiki.cpu ?? NaN) / (bare.cpu ?? NaN)
}

export function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED'
}

const TOTAL_WIDTH = WIDTHS.reduce((sum, width) => sum + width, 0)

function cellsOf({ requestsPerSecond, p50, p99, cpu }: Figures): string[] {
  return [requestsPerSecond.toFixed(0), p50.toFixed(2), p99.toFixed(2), cpu?.toFixed(0) ?? '-']
}

function columns(title: string, figures: readonly string[], target = ''): string {
  const cells = figures.map((figure, at) => figure.padStart(WIDTHS[at] ?? 0))
  return `${title.padEnd(TITLE)}${cells.join('')}   ${target}`.trimEnd()
}
