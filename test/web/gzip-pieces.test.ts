import { gunzipSync } from 'node:zlib'
import { deflatePiece, joinGzip, storePiece } from '../../src/web/gzip-pieces.ts'

test('pieces that were compressed apart make one gzip stream of all of them', async () => {
  const long = Buffer.from('공식 문서를 먼저 읽어요. '.repeat(5_000))
  const shared = await deflatePiece(long)
  const pieces = [shared, storePiece(Buffer.from('nonce')), await deflatePiece(Buffer.alloc(0)), shared]
  const end = Buffer.alloc(0xffff, 'x')
  const plain = gunzipSync(joinGzip([...pieces, storePiece(end)]))
  expect(plain.equals(Buffer.concat([long, Buffer.from('nonce'), long, end]))).toBe(true)
  expect(shared.deflated.length).toBeLessThan(long.length / 50)
})

test('an empty text is a gzip stream too', () => {
  expect(gunzipSync(joinGzip([])).length).toBe(0)
})

test('what is too long to be stored in one block is a defect that is not hidden', () => {
  expect(() => storePiece(Buffer.alloc(0x10000))).toThrow('too many')
})
