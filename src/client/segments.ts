import { createElement } from './create-element.ts'
import type { Segment } from './suggestions.ts'

/** Text with its found words marked. */
export function renderSegments(segments: readonly Segment[]): (Node | string)[] {
  return segments.map(({ text, marked }) => (marked ? createElement('mark', {}, text) : text))
}
