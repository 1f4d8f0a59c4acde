import type { NamedDocument } from './engine.ts'
import type { TitleMatcher } from './title-matcher.ts'

/** How long the thread learns before it looks whether it was asked something. */
const SLICE_MS = 20

/**
 * The titles of an index as it was kept: learned a little at a time once it is open, so that what else is asked of the index
 * at the start is not held up, and the rest at once where a title is looked for or changes.
 */
export function learnKeptTitles(
  titles: TitleMatcher,
  kept: readonly Omit<NamedDocument, 'isOpen'>[],
): TitleMatcher {
  // What has been learned is let go.
  const left = kept.toReversed()
  function learn(until: number): void {
    while (performance.now() < until) {
      const document = left.pop()
      if (document === undefined) return
      titles.put(document.number, document.title, document.headings)
    }
  }
  function learnSome(): void {
    learn(performance.now() + SLICE_MS)
    if (left.length > 0) setImmediate(learnSome)
  }
  const learnAll = (): void => learn(Infinity)

  setImmediate(learnSome)
  return {
    put(document, title, headings) {
      learnAll()
      titles.put(document, title, headings)
    },
    remove(document) {
      learnAll()
      titles.remove(document)
    },
    match(text) {
      learnAll()
      return titles.match(text)
    },
  }
}
