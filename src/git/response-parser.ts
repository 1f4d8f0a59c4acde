/** One answer of `git cat-file --batch-command`; `body` only where content was asked for. */
export interface ObjectResponse {
  readonly id: string
  readonly type: string
  readonly size: number
  readonly body?: Buffer
}

const LINE_FEED = 0x0a

/**
 * Cuts the bytes that cat-file writes into answers: `ID TYPE SIZE\n`, and after it, where
 * `expectsBody` says so, SIZE bytes and a line feed; or `NAME missing\n`.
 * Works on bytes, and joins pieces once an answer, so that a large blob costs no more than its size.
 */
export function createResponseParser(
  expectsBody: () => boolean,
  answer: (response: ObjectResponse | undefined) => void,
): (chunk: Buffer) => void {
  let pieces: Buffer[] = []
  let length = 0
  let header: ObjectResponse | undefined

  function take(size: number): Buffer {
    const all = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, length)
    const rest = all.subarray(size)
    pieces = rest.length > 0 ? [rest] : []
    length = rest.length
    return all.subarray(0, size)
  }

  function takeHeader(chunk: Buffer): boolean {
    const end = chunk.indexOf(LINE_FEED)
    if (end < 0) return false
    const line = take(length - chunk.length + end + 1)
      .toString('utf8')
      .trimEnd()
    const [id = '', type = '', size] = line.split(' ')
    if (size === undefined) answer(undefined)
    else if (expectsBody()) header = { id, type, size: Number(size) }
    else answer({ id, type, size: Number(size) })
    return true
  }

  function takeBody(found: ObjectResponse): boolean {
    if (length < found.size + 1) return false
    // Copied, for a small blob must not keep alive the large piece that it came in.
    const body = Buffer.from(take(found.size + 1).subarray(0, found.size))
    header = undefined
    answer({ ...found, body })
    return true
  }

  return (chunk) => {
    pieces.push(chunk)
    length += chunk.length
    while (length > 0 && (header ? takeBody(header) : takeHeader(pieces.at(-1)!))) continue
  }
}
