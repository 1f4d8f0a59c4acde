/** Ascending numbers, added at the end, in a byte or so each: their differences, seven bits a byte. */
export interface GramList {
  readonly count: number
  add(number: number): void
  each(see: (number: number) => void): void
}

const MORE = 0x80

export function createGramList(): GramList {
  let bytes = new Uint8Array(4)
  let used = 0
  let last = 0
  let count = 0

  return {
    get count() {
      return count
    },
    add(number) {
      if (used + 5 > bytes.length) {
        const longer = new Uint8Array(Math.ceil((used + 5) * 1.4))
        longer.set(bytes.subarray(0, used))
        bytes = longer
      }
      let difference = number - last
      for (; difference >= MORE; difference >>>= 7) bytes[used++] = (difference & 0x7f) | MORE
      bytes[used++] = difference
      last = number
      count++
    },
    each(see) {
      for (let at = 0, number = 0; at < used;) {
        let [difference, shift, byte] = [0, 0, 0]
        do {
          byte = bytes[at++] ?? 0
          difference |= (byte & 0x7f) << shift
          shift += 7
        } while (byte >= MORE)
        number += difference
        see(number)
      }
    },
  }
}
