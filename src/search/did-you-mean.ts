import type { Correction } from './engine.ts'

/**
 * The query with its unknown words corrected, where a page the reader may see has the corrected word;
 * a correction from any other page would tell that the page exists. Undefined where nothing changes.
 */
export function didYouMean(
  text: string,
  corrections: readonly Correction[],
  isVisible: (number: number) => boolean,
): string | undefined {
  let corrected = text
  for (const { word, candidates } of corrections) {
    const seen = candidates.find(({ numbers }) => numbers.some(isVisible))
    if (seen !== undefined) corrected = corrected.replace(word, () => seen.word)
  }
  return corrected === text ? undefined : corrected
}
