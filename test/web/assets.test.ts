import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import express from 'express'
import { request, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { PROGRAM_DIR } from '../../src/context.ts'
import { createAssets } from '../../src/web/assets.ts'

const paths = [
  '/css/app.css',
  '/icons.svg',
  '/build/client.js',
  '/fonts/pretendardvariable-dynamic-subset.css',
]
const app = express()
let port = 0
let close: () => void = () => undefined

beforeAll(async () => {
  const assets = await createAssets(PROGRAM_DIR)
  assets.serve(app)
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  port = (server.address() as AddressInfo).port
  close = () => server.close()
})

afterAll(() => close())

test.each(paths)('%s goes as the browser takes it, and is the same text however it went', async (path) => {
  const [plain, zipped, brotli] = await Promise.all([
    get(path, 'identity'),
    get(path, 'gzip'),
    get(path, 'gzip, br'),
  ])
  expect([plain, zipped, brotli].map(({ headers }) => headers['content-encoding'])).toEqual([
    undefined,
    'gzip',
    'br',
  ])
  expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true)
  expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true)
  expect(brotli.body.length).toBeLessThan(zipped.body.length)
  expect(zipped.body.length).toBeLessThan(plain.body.length)
  const kinds = [plain, zipped, brotli].map(({ headers }) => headers['content-type']?.split(';')[0])
  expect(new Set(kinds).size).toBe(1)
  for (const { headers } of [plain, zipped, brotli]) {
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers.vary).toBe('Accept-Encoding')
  }
})

test('a font, which is compressed already, goes as it is', async () => {
  const css = (await get('/fonts/pretendardvariable-dynamic-subset.css', 'identity')).body.toString()
  const font = /url\(\.?\/?([^)]+\.woff2)\)/.exec(css)?.[1]
  const { headers, status } = await get(`/fonts/${font}`, 'gzip, br')
  expect([status, headers['content-encoding']]).toEqual([200, undefined])
})

async function get(path: string, encoding: string) {
  const asked = request({ port, path, headers: { 'accept-encoding': encoding } })
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    asked.once('response', resolve).once('error', reject),
  )
  asked.end()
  const answer = await answered
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) }
}
