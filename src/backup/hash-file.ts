import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** SHA-256 of a file, or of `bytes` of it from `start` on, in hexadecimal. */
export async function hashFile(path: string, range?: { start: number; bytes: number }): Promise<string> {
  const hash = createHash('sha256')
  if (range?.bytes === 0) return hash.digest('hex')
  const part = range && { start: range.start, end: range.start + range.bytes - 1 }
  for await (const chunk of createReadStream(path, part) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}
