/** How many of a file's first bytes `mediaTypeOf` looks at. */
export const SNIFFED_BYTES = 4096

type Mark = readonly [type: string, at: number, bytes: string]

/** What files of a kind begin with (the WHATWG MIME Sniffing Standard, and the formats' own documents). */
const MARKS: readonly Mark[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBPVP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/avif', 4, 'ftypavis'],
  ['image/heic', 4, 'ftypheic'],
  ['image/heic', 4, 'ftypheix'],
  ['image/heic', 4, 'ftypmif1'],
  ['image/x-icon', 0, '\0\0\x01\0'],
  ['application/pdf', 0, '%PDF-'],
  ['video/quicktime', 4, 'ftypqt'],
  ['audio/mp4', 4, 'ftypM4A'],
  ['video/mp4', 4, 'ftyp'],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
  ['audio/ogg', 0, 'OggS\0'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/wav', 8, 'WAVE'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/gzip', 0, '\x1f\x8b\x08'],
]

/**
 * The type of a file by how it begins, whatever it is called. Text is plain, HTML too, so that no browser runs it;
 * what is not known is a stream of bytes.
 */
export function mediaTypeOf(beginning: Buffer): string {
  const letters = beginning.toString('latin1', 0, 64)
  const found = MARKS.find(([, at, bytes]) => letters.startsWith(bytes, at))
  if (found) return found[0]
  const text = decodeBeginning(beginning)
  if (text === undefined) return 'application/octet-stream'
  return isSvg(text) ? 'image/svg+xml' : 'text/plain; charset=utf-8'
}

/** Whether browsers can show it as a picture; what phones make (HEIC) most cannot. */
export function isImage(type: string): boolean {
  return type.startsWith('image/') && type !== 'image/heic'
}

/** Whether a browser may show it in its place; anything else is offered as a download. */
export function isShown(type: string): boolean {
  return isImage(type) || /^(video|audio|text)\/|^application\/pdf$/.test(type)
}

/** A declaration, comments and a doctype may stand before the element. */
function isSvg(text: string): boolean {
  const start = text.replace(/^\uFEFF?\s*/u, '').slice(0, 2_000)
  return /^<(?:svg[\s>]|[?!])/i.test(start) && /<svg[\s>]/i.test(start)
}

/** Undefined where it is no UTF-8 text; the last letter may have been cut. */
function decodeBeginning(beginning: Buffer): string | undefined {
  // eslint-disable-next-line no-control-regex
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(beginning.toString('latin1'))) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true })
  } catch {
    return undefined
  }
}
