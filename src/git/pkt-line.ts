/** Git's framing of what is said over a connection: four hexadecimal digits of length, then so many bytes less four. */
export const FLUSH = Buffer.from('0000')

const MOST_BYTES = 65_516

export function formatPacket(content: string | Buffer): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes])
}

/** What goes to one of the side bands: 1 is the answer, 2 what git shows a person as `remote: …`. */
export function formatBand(band: 1 | 2, content: Buffer): Buffer {
  const packets: Buffer[] = []
  for (let start = 0; start < content.length; start += MOST_BYTES - 1) {
    const piece = content.subarray(start, start + MOST_BYTES - 1)
    packets.push(formatPacket(Buffer.concat([Buffer.from([band]), piece])))
  }
  return Buffer.concat(packets)
}

/** The packets before the first flush and where it ends; undefined where it has not come yet. `null`: no packets. */
export function readPackets(bytes: Buffer): { packets: Buffer[]; end: number } | undefined | null {
  const packets: Buffer[] = []
  for (let at = 0; at + 4 <= bytes.length;) {
    const digits = bytes.toString('latin1', at, at + 4)
    const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : -1
    if (length === 0) return { packets, end: at + 4 }
    if (length < 4) return null
    if (at + length > bytes.length) return undefined
    packets.push(bytes.subarray(at + 4, at + length))
    at += length
  }
  return undefined
}
