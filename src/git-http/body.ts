import type { IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'
import { AppError } from '../errors.ts'

/**
 * A request's body as it comes, unpacked where git's client has packed it; no more than `maxBytes` of it unpacked.
 * @throws AppError `errors.tooLarge`
 */
export async function* readBody(req: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  const isPacked = /^(x-)?gzip$/i.test(req.headers['content-encoding'] ?? '')
  const gunzip = isPacked ? createGunzip() : undefined
  req.on('error', (error) => gunzip?.destroy(error))
  const source: AsyncIterable<Buffer> = gunzip ? req.pipe(gunzip) : req
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new AppError('too-large', 'errors.tooLarge')
    yield chunk
  }
}
