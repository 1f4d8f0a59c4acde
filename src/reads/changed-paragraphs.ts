import { splitFrontMatter } from '../markdown/front-matter.ts'

/** How many paragraphs of `after` are not in `before`, or of `before` not in `after`; whichever is more. */
export function countChangedParagraphs(before: string, after: string): number {
  const [old, now] = [paragraphsOf(before), paragraphsOf(after)]
  return Math.max(countMissing(now, old), countMissing(old, now))
}

function paragraphsOf(source: string): string[] {
  return splitFrontMatter(source)
    .body.split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
}

/** How many of `some` are not among `others`; what stands twice is looked for twice. */
function countMissing(some: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>()
  for (const paragraph of others) left.set(paragraph, (left.get(paragraph) ?? 0) + 1)
  let missing = 0
  for (const paragraph of some) {
    const count = left.get(paragraph) ?? 0
    if (count === 0) missing++
    else left.set(paragraph, count - 1)
  }
  return missing
}
