/** Names and texts of the files in a tar archive (POSIX ustar: blocks of 512 bytes). */
export function readTar(bytes: Buffer): { name: string; text: string }[] {
  const files: { name: string; text: string }[] = []
  let at = 0
  while (at + 512 <= bytes.length && bytes[at] !== 0) {
    const name = bytes.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = parseInt(bytes.toString('ascii', at + 124, at + 136), 8)
    files.push({ name, text: bytes.toString('utf8', at + 512, at + 512 + size) })
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}
