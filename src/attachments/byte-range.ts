import type { ByteRange } from '../git/repository.ts'

/**
 * The part that a Range header asks for (RFC 9110, 14.2): `undefined` for the whole, also where the header cannot be
 * read or names several parts; `none` where the file has no such part (416). Express's `req.range` answers 416 to
 * the last 500 bytes of a file that has 100, which are all of it.
 */
export function rangeIn(header: string | undefined, bytes: number): ByteRange | 'none' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    const length = Math.min(Number(last), bytes)
    return length === 0 ? 'none' : { start: bytes - length, end: bytes - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return undefined
  if (start >= bytes) return 'none'
  return { start, end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
}
