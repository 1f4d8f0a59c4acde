import { constants, crc32, deflateRaw } from 'node:zlib'
import { promisify } from 'node:util'

/** A piece of a text, with what stands for it in a gzip stream. */
export interface GzipPiece {
  readonly plain: Buffer
  readonly deflated: Buffer
}

const deflate = promisify<Buffer, { finishFlush: number }, Buffer>(deflateRaw)

/** Compressed by itself, in a thread: it refers to nothing before it and ends at a whole byte, so pieces can be joined. */
export async function deflatePiece(plain: Buffer): Promise<GzipPiece> {
  return { plain, deflated: await deflate(plain, { finishFlush: constants.Z_FULL_FLUSH }) }
}

const MOST_STORED = 0xffff

/** As it is: for what is different every time and not worth compressing, at most 64 KiB. */
export function storePiece(plain: Buffer): GzipPiece {
  if (plain.length > MOST_STORED) throw new Error(`${plain.length} bytes are too many for a stored block`)
  const head = Buffer.alloc(5)
  head.writeUInt16LE(plain.length, 1)
  head.writeUInt16LE(~plain.length & 0xffff, 3)
  return { plain, deflated: Buffer.concat([head, plain]) }
}

/** Magic, deflate, no name, no time, any system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** A last block that is empty. */
const END = Buffer.from([3, 0])

/**
 * One gzip stream of all pieces. Formats: RFC 1951 (3.2.3 blocks, 3.2.4 stored ones), RFC 1952 (2.3 header, and at the
 * end the CRC-32 and the length of the plain bytes).
 */
export function joinGzip(pieces: readonly GzipPiece[]): Buffer {
  const trailer = Buffer.alloc(8)
  let sum = 0
  let length = 0
  for (const { plain } of pieces) {
    sum = crc32(plain, sum)
    length += plain.length
  }
  trailer.writeUInt32LE(sum >>> 0, 0)
  trailer.writeUInt32LE(length >>> 0, 4)
  return Buffer.concat([HEADER, ...pieces.map(({ deflated }) => deflated), END, trailer])
}
