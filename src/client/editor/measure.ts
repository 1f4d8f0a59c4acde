import { countReading, readingMinutes, wordsOf } from '../../markdown/reading.ts'

/** Letters without spaces, and whole minutes to read as the page itself will say. */
export function measureText(text: string): { letters: number; minutes: number } {
  const reading = { words: 0, syllables: 0 }
  for (const line of text.split('\n')) countReading(line, reading)
  return { letters: countLetters(text), minutes: readingMinutes(wordsOf(reading)) }
}

function countLetters(text: string): number {
  let letters = 0
  for (const letter of text) if (letter.trim() !== '') letters++
  return letters
}

/** The server takes no larger page. */
export const MAX_BYTES = 1024 * 1024

/** Whether the text has more bytes than a page may have; long texts alone are encoded to know. */
export function isTooLarge(text: string): boolean {
  if (text.length > MAX_BYTES) return true
  return text.length * 3 > MAX_BYTES && new TextEncoder().encode(text).length > MAX_BYTES
}
