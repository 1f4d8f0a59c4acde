import type { Needles } from './marks.ts'
import type { Section } from './plain-text.ts'

/** A place in a text where a passage may begin. */
export interface Spot {
  readonly section: Section
  readonly at: number
  readonly score: number
}

interface Probe {
  readonly letters: string
  readonly weight: number
  readonly isLatin: boolean
}

interface Hit {
  readonly at: number
  readonly probe: number
  readonly weight: number
}

const PROBES_LIMIT = 24
const HITS_PER_SECTION = 200
const SPOTS = 3
/** Letters inside a word may be a part of it (getUserById) or chance. */
const INSIDE_WORD = 0.3

/**
 * The few places where most of the needles' letters stand within `length` characters. By letters alone, which costs a
 * hundredth of reading words; what is really there is for the caller to see.
 */
export function findSpots(sections: readonly Section[], needles: Needles, length: number): Spot[] {
  const probes = probesFor(needles)
  const spots: Spot[] = []
  for (const section of sections) {
    const best = bestSpot(section, hitsIn(section.text, probes), probes.length, length)
    if (best === undefined) continue
    spots.push(best)
    spots.sort((one, other) => other.score - one.score)
    if (spots.length > SPOTS) spots.pop()
  }
  return spots
}

/** The letters that all forms of a word share, as far as one can tell from its stem. */
function probesFor(needles: Needles): Probe[] {
  return [...needles]
    .sort(([, one], [, other]) => other - one)
    .slice(0, PROBES_LIMIT)
    .map(([term, weight]) => {
      const isLatin = LATIN.test(term)
      const isCut = term.length > (isLatin ? 3 : 2)
      return { letters: isCut ? term.slice(0, -1) : term, weight, isLatin }
    })
}

function hitsIn(text: string, probes: readonly Probe[]): Hit[] {
  const lower = text.toLowerCase()
  // Where lower case is longer (İ), positions are not those of the text; near enough to look for words around them.
  const hits: Hit[] = []
  probes.forEach(({ letters, weight, isLatin }, probe) => {
    for (let at = lower.indexOf(letters); at >= 0; at = lower.indexOf(letters, at + letters.length)) {
      const isInside = isLatin && at > 0 && isLatinCode(lower.charCodeAt(at - 1))
      hits.push({ at, probe, weight: isInside ? weight * INSIDE_WORD : weight })
      if (hits.length >= HITS_PER_SECTION) return
    }
  })
  return hits.sort((one, other) => one.at - other.at)
}

function bestSpot(section: Section, hits: readonly Hit[], probes: number, length: number): Spot | undefined {
  let best: Spot | undefined
  const met = new Float64Array(probes)
  hits.forEach((first, start) => {
    met.fill(0)
    let score = 0
    for (let next = start; next < hits.length; next++) {
      const hit = hits[next]
      if (hit === undefined || hit.at > first.at + length) break
      const more = hit.weight - (met[hit.probe] ?? 0)
      score += more > 0 ? more : 0.05 * hit.weight
      met[hit.probe] = Math.max(met[hit.probe] ?? 0, hit.weight)
    }
    if (best === undefined || score > best.score) best = { section, at: first.at, score }
  })
  return best
}

/** Letters of Latin words, as far as they come before a hit often. */
function isLatinCode(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0xdf && code <= 0x24f)
}

const LATIN = /^[\p{Script=Latin}\p{Nd}]/u
