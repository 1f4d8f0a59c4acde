import { editDistance } from './edit-distance.ts'
import { countBits, maskOf } from './vocabulary.ts'

export interface NearWord {
  readonly id: number
  /** Edits between the two, in keys. */
  readonly distance: number
}

/** Words as the keys that type them, in flat memory by length: which resemble another is seen without reading them. */
export interface WordShapes {
  add(id: number, keys: string): void
  /** The words within so many edits, but for the word itself; nearest first. */
  near(keys: string, limit: number): NearWord[]
}

interface SameLength {
  count: number
  ids: Int32Array
  masks: Int32Array
  codes: Uint16Array
}

const LONGEST = 60

export function createWordShapes(): WordShapes {
  const byLength: SameLength[] = []

  function add(id: number, keys: string): void {
    if (keys.length === 0 || keys.length > LONGEST) return
    const same = (byLength[keys.length] ??= emptyOf(keys.length))
    if (same.count === same.ids.length) grow(same, keys.length)
    same.ids[same.count] = id
    same.masks[same.count] = maskOf(keys)
    for (let at = 0; at < keys.length; at++) same.codes[same.count * keys.length + at] = keys.charCodeAt(at)
    same.count++
  }

  function near(keys: string, limit: number): NearWord[] {
    const mask = maskOf(keys)
    const found: NearWord[] = []
    for (let length = Math.max(1, keys.length - limit); length <= keys.length + limit; length++) {
      const { count, ids, masks, codes } = byLength[length] ?? NONE
      for (let at = 0; at < count; at++) {
        if (countBits((masks[at] ?? 0) ^ mask) > 2 * limit) continue
        const word = String.fromCharCode(...codes.subarray(at * length, (at + 1) * length))
        const distance = editDistance(keys, word, limit)
        if (distance > 0 && distance <= limit) found.push({ id: ids[at] ?? 0, distance })
      }
    }
    return found.sort((one, other) => one.distance - other.distance)
  }

  return { add, near }
}

function emptyOf(length: number): SameLength {
  return { count: 0, ids: new Int32Array(8), masks: new Int32Array(8), codes: new Uint16Array(8 * length) }
}

function grow(same: SameLength, length: number): void {
  const count = Math.ceil(same.count * 1.5)
  const ids = new Int32Array(count)
  const masks = new Int32Array(count)
  const codes = new Uint16Array(count * length)
  ids.set(same.ids)
  masks.set(same.masks)
  codes.set(same.codes)
  Object.assign(same, { ids, masks, codes })
}

const NONE = emptyOf(0)
