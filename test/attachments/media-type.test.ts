import { isImage, isShown, mediaTypeOf } from '../../src/attachments/media-type.ts'

const box = (brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.from(`ftyp${brand}`), Buffer.alloc(20)])

test.each([
  ['a photo of a phone is no film, and is offered as a download', box('heic'), 'image/heic', false],
  ['an AVIF picture is shown', box('avif'), 'image/avif', true],
  ['a film is shown', box('isom'), 'video/mp4', true],
  ['HTML is text', Buffer.from('<!doctype html><script>1</script>'), 'text/plain; charset=utf-8', true],
  ['an archive is offered', Buffer.from('PK\x03\x04'), 'application/zip', false],
  ['what nobody knows is bytes', Buffer.from([1, 2, 3, 0]), 'application/octet-stream', false],
])('%s', (_, beginning, type, shown) => {
  expect([mediaTypeOf(beginning), isShown(type)]).toEqual([type, shown])
})

test('a picture that few browsers can show is linked to rather than shown', () => {
  expect([isImage('image/png'), isImage('image/heic')]).toEqual([true, false])
})
