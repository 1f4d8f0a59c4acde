import { formatTarHeader, paddingOf, parseTarHeader } from '../../src/backup/tar.ts'

const at = new Date('2026-11-02T00:00:00Z')

test('a header says the same when it is read back, also of a file above 8 GiB', () => {
  for (const bytes of [0, 1, 512, 8 ** 11 - 1, 8 ** 11, 2 ** 40]) {
    expect(parseTarHeader(formatTarHeader({ name: 'content.bundle', bytes }, at))).toEqual({
      name: 'content.bundle',
      bytes,
    })
  }
})

test('a header with one other byte is none', () => {
  const header = formatTarHeader({ name: 'a', bytes: 5 }, at)
  header[0] = 0x62
  expect(parseTarHeader(header)).toBeUndefined()
  expect(parseTarHeader(Buffer.alloc(512))).toBeUndefined()
  expect(parseTarHeader(Buffer.alloc(10))).toBeUndefined()
})

test('files are padded to whole blocks', () => {
  expect([0, 1, 511, 512, 513].map(paddingOf)).toEqual([0, 511, 1, 0, 511])
})
