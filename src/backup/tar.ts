/**
 * The ustar format of POSIX, as far as a backup needs it, so that `tar xf` opens one anywhere:
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
 */
export const BLOCK = 512

/** Twelve bytes of octal digits hold 8 GiB; above that the size is binary, which GNU, BSD and Python tar read. */
const LARGEST_OCTAL = 8 ** 11 - 1
const SIZE_AT = 124
const CHECKSUM_AT = 148

export interface TarHeader {
  readonly name: string
  readonly bytes: number
}

export function formatTarHeader({ name, bytes }: TarHeader, modified: Date): Buffer {
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 100, 'utf8')
  header.write('0000600\0', 100, 'latin1')
  header.write('0000000\0', 108, 'latin1')
  header.write('0000000\0', 116, 'latin1')
  if (bytes <= LARGEST_OCTAL) header.write(`${octal(bytes, 11)}\0`, SIZE_AT, 'latin1')
  else {
    header[SIZE_AT] = 0x80
    header.writeBigUInt64BE(BigInt(bytes), SIZE_AT + 4)
  }
  header.write(`${octal(Math.floor(modified.getTime() / 1000), 11)}\0`, 136, 'latin1')
  header.write('0', 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  header.write(`${octal(checksum(header), 6)}\0 `, CHECKSUM_AT, 'latin1')
  return header
}

/** Undefined for what is not the header of a regular file, or is damaged. */
export function parseTarHeader(header: Buffer): TarHeader | undefined {
  if (header.length < BLOCK || header.toString('latin1', 257, 262) !== 'ustar') return undefined
  if (Number.parseInt(header.toString('latin1', CHECKSUM_AT, CHECKSUM_AT + 8), 8) !== checksum(header))
    return undefined
  if (header[156] !== 0x30 || header[345] !== 0) return undefined
  const bytes =
    header[SIZE_AT] === 0x80
      ? Number(header.readBigUInt64BE(SIZE_AT + 4))
      : Number.parseInt(header.toString('latin1', SIZE_AT, SIZE_AT + 12), 8)
  const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '')
  return Number.isSafeInteger(bytes) && bytes >= 0 ? { name, bytes } : undefined
}

/** How many zeros follow a file's bytes, so that the next header starts on a block. */
export function paddingOf(bytes: number): number {
  return (BLOCK - (bytes % BLOCK)) % BLOCK
}

/** Two empty blocks end an archive. */
export const TAR_END = Buffer.alloc(BLOCK * 2)

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

/** The sum of all bytes, the checksum itself taken as spaces. */
function checksum(header: Buffer): number {
  let sum = 8 * 0x20
  for (let at = 0; at < BLOCK; at++) if (at < CHECKSUM_AT || at >= CHECKSUM_AT + 8) sum += header[at] ?? 0
  return sum
}
