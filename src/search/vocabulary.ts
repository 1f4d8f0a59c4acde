import { editDistance } from './edit-distance.ts'
import { toJamo } from './jamo.ts'
import { BIGRAM_MARK } from './tokens.ts'

/** The terms an index has, to find those that hold, begin with, or look like another. */
export interface Vocabulary {
  /** The word that a stem is shown by. */
  wordFor(term: string): string
  /** Hangul terms that hold the piece: 자동배포 for 배포. */
  holding(piece: string): string[]
  /** Latin terms that begin so. */
  beginning(prefix: string): string[]
  /** Terms within a typing error or two, nearest first. */
  resembling(term: string): string[]
}

/** A vocabulary in memory. */
export interface OpenVocabulary extends Vocabulary {
  add(term: string): void
  /** Remembers a word for a stem; the shortest is kept. */
  noteWord(term: string, word: string): void
}

export function createVocabulary(isUsed: (term: string) => boolean): OpenVocabulary {
  const known = new Set<string>()
  const terms: string[] = []
  const masks: number[] = []
  const lengths: number[] = []
  const byGram = new Map<string, string[]>()
  const words = new Map<string, string>()

  function add(term: string): void {
    if (term.startsWith(BIGRAM_MARK) || known.has(term)) return
    known.add(term)
    const keys = toJamo(term)
    terms.push(term)
    masks.push(maskOf(keys))
    lengths.push(keys.length)
    for (const gram of lookupGrams(term)) {
      const list = byGram.get(gram)
      if (list === undefined) byGram.set(gram, [term])
      else list.push(term)
    }
  }

  function resembling(term: string): string[] {
    const keys = toJamo(term)
    const limit = typosIn(term, keys)
    if (limit === 0) return []
    const mask = maskOf(keys)
    const found: [distance: number, term: string][] = []
    for (let at = 0; at < terms.length; at++) {
      if (Math.abs((lengths[at] ?? 0) - keys.length) > limit) continue
      if (countBits((masks[at] ?? 0) ^ mask) > 2 * limit) continue
      const candidate = terms[at] ?? ''
      const distance = editDistance(keys, toJamo(candidate), limit)
      if (distance > 0 && distance <= limit && isUsed(candidate)) found.push([distance, candidate])
    }
    found.sort(([one], [other]) => one - other)
    return found.map(([, candidate]) => candidate)
  }

  return {
    add,
    noteWord(term, word) {
      const noted = words.get(term)
      if (noted === undefined || word.length < noted.length) words.set(term, word)
    },
    wordFor: (term) => words.get(term) ?? term,
    holding: (piece) =>
      (byGram.get(piece.slice(0, 2)) ?? []).filter(
        (term) => term.length > piece.length && term.includes(piece) && isUsed(term),
      ),
    beginning: (prefix) =>
      (byGram.get('^' + prefix.slice(0, 3)) ?? []).filter(
        (term) => term.length > prefix.length && term.startsWith(prefix) && isUsed(term),
      ),
    resembling,
  }
}

export function lookupGrams(term: string): Set<string> {
  const grams = new Set<string>()
  if (/^[가-힣]{3,}$/.test(term))
    for (let at = 0; at + 2 <= term.length; at++) grams.add(term.slice(at, at + 2))
  else if (/^[a-z0-9]{4,}$/.test(term)) grams.add('^' + term.slice(0, 3))
  return grams
}

/** How many typing errors a word of this length may have. A wrong Hangul syllable is one to two keys. */
export function typosIn(term: string, keys: string): number {
  if (/^\d+$/.test(term) || keys.length < 4) return 0
  return keys.length < 8 ? 1 : 2
}

export function maskOf(keys: string): number {
  let mask = 0
  for (let at = 0; at < keys.length; at++) mask |= 1 << (keys.charCodeAt(at) % 31)
  return mask
}

export function countBits(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
