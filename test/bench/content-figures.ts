import { NO_TARGET, printRow, verdict } from './table.ts'

/** What is measured at one size. Seconds, milliseconds, megabytes or a ratio, as the row says. */
export interface Figure {
  readonly title: string
  readonly value: number
  readonly unit: 's' | 'ms' | 'MB' | 'x'
  /** The most that it may be; undefined where there is no target at this size. */
  readonly most?: number | undefined
  /** What it may do from one size to the next. */
  readonly growth?: 'flat' | 'linear'
}

/** Prints a figure beside its target, and hands it on. */
export function show(figure: Figure): Figure {
  const { title, value, unit, most } = figure
  const target =
    most === undefined ? NO_TARGET.text : `at most ${shown(most, unit)}: ${verdict(value <= most)}`
  printRow(`  ${title}`, shown(value, unit), target)
  return figure
}

/** Room for what else the machine does: a figure is flat below this, and linear below this times the pages. */
const FLAT = 1.5
/** Below this many milliseconds two figures differ by chance. */
const NOISE_MS = 0.2

/** How each figure grew from one size to another. */
export function showGrowth(before: Sized, after: Sized): void {
  const more = after.pages / before.pages
  for (const { title, value, unit, growth } of after.figures) {
    const earlier = before.figures.find((figure) => figure.title === title)
    if (!earlier) continue
    const ratio = value / earlier.value
    const isSmall = unit === 'ms' && Math.abs(value - earlier.value) < NOISE_MS
    const target =
      growth === undefined
        ? NO_TARGET.text
        : `${growth}: ${verdict(isSmall || ratio <= (growth === 'flat' ? FLAT : more * 1.1))}`
    printRow(`  ${title}`, `x ${ratio.toFixed(2)}`, target)
  }
}

export interface Sized {
  readonly pages: number
  readonly figures: readonly Figure[]
}

function shown(value: number, unit: Figure['unit']): string {
  if (unit === 'x') return `x ${value.toFixed(2)}`
  return `${value.toFixed(unit === 'MB' ? 0 : 2)} ${unit}`
}
