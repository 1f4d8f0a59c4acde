import { rangeIn } from '../../src/attachments/byte-range.ts'

test.each([
  ['a part', 'bytes=2-4', { start: 2, end: 4 }],
  ['from a place on', 'bytes=90-', { start: 90, end: 99 }],
  ['more than there is', 'bytes=90-500', { start: 90, end: 99 }],
  ['the last bytes', 'bytes=-10', { start: 90, end: 99 }],
  ['the last bytes of a file that has fewer: all of it', 'bytes=-500', { start: 0, end: 99 }],
  ['what begins after the end', 'bytes=100-', 'none'],
  ['the last none', 'bytes=-0', 'none'],
  ['an end before its start, which is no range', 'bytes=5-3', undefined],
  ['several parts, which may be answered with the whole', 'bytes=1-2,4-5', undefined],
  ['another unit', 'items=0-1', undefined],
  ['nothing', 'bytes=-', undefined],
  ['no number', 'bytes=a-b', undefined],
  ['no header', undefined, undefined],
])('of a file of 100 bytes: %s (RFC 9110, 14)', (_, header, part) => {
  expect(rangeIn(header, 100)).toEqual(part)
})
