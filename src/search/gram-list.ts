const MORE = 0x80
const LONGEST = 5
const GROWTH = 1.3

/** Ascending numbers, added at the end, in a byte or so each: their differences, seven bits a byte. */
export class GramList {
  count = 0
  #bytes = new Uint8Array(LONGEST + 1)
  #used = 0
  #last = 0

  add(number: number): void {
    if (this.#used + LONGEST > this.#bytes.length) this.#grow()
    let difference = number - this.#last
    for (; difference >= MORE; difference >>>= 7) this.#bytes[this.#used++] = (difference & 0x7f) | MORE
    this.#bytes[this.#used++] = difference
    this.#last = number
    this.count++
  }

  each(see: (number: number) => void): void {
    const [bytes, used] = [this.#bytes, this.#used]
    for (let at = 0, number = 0; at < used;) {
      let difference = 0
      let shift = 0
      let byte: number
      do {
        byte = bytes[at++] ?? 0
        difference |= (byte & 0x7f) << shift
        shift += 7
      } while (byte >= MORE)
      number += difference
      see(number)
    }
  }

  #grow(): void {
    const longer = new Uint8Array(Math.ceil((this.#used + LONGEST) * GROWTH))
    longer.set(this.#bytes.subarray(0, this.#used))
    this.#bytes = longer
  }
}
