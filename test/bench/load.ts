import { connect } from 'node:net'

export interface Ask {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface LoadOptions {
  readonly connections: number
  /** How long to ask round and round; without it everything is asked once. */
  readonly seconds?: number
  /** What a good answer has. */
  readonly status?: number
}

export interface Load {
  readonly seconds: number
  /** Milliseconds from asking to the last byte, one a request. */
  readonly times: readonly number[]
  /** Answers with another status than was wanted. */
  readonly bad: number
}

/**
 * Asks over connections that stay open, each sending the next request when it has its answer.
 * Speaks just enough HTTP/1.1 itself: `node:http` as a client costs more than the bare route that is measured here.
 */
export async function load(url: string, asks: readonly Ask[], options: LoadOptions): Promise<Load> {
  const { connections, seconds, status = 200 } = options
  const { hostname, port, host } = new URL(url)
  const requests = asks.map((ask) => formatRequest(host, ask))
  const start = performance.now()
  const times: number[] = []
  let bad = 0
  let asked = 0
  const nextRequest = (): Buffer | undefined => {
    const isOver =
      seconds === undefined ? asked >= requests.length : performance.now() - start > seconds * 1_000
    return isOver ? undefined : requests[asked++ % requests.length]
  }
  const answered = (took: number, got: number): void => {
    times.push(took)
    if (got !== status) bad++
  }
  const place = { host: hostname, port: Number(port) }
  await Promise.all(Array.from({ length: connections }, () => keepAsking(place, nextRequest, answered)))
  return { seconds: (performance.now() - start) / 1_000, times, bad }
}

function formatRequest(host: string, { path, headers = {} }: Ask): Buffer {
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
}

function keepAsking(
  place: { host: string; port: number },
  nextRequest: () => Buffer | undefined,
  answered: (took: number, status: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0
    let answer = beginAnswer()
    // One buffer a connection, read over and over: what is in it is only counted.
    const onread = {
      buffer: Buffer.alloc(64 * 1024),
      callback(length: number, bytes: Uint8Array) {
        if (!answer.take(Buffer.from(bytes.buffer, bytes.byteOffset, length))) return true
        answered(performance.now() - sent, answer.status)
        send()
        return true
      },
    }
    const socket = connect({ ...place, noDelay: true, onread })
    const send = (): void => {
      const request = nextRequest()
      if (!request) {
        socket.destroy()
        resolve()
        return
      }
      answer = beginAnswer()
      sent = performance.now()
      socket.write(request)
    }
    socket.once('connect', send)
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('The server closed a connection that was in use')))
  })
}

/** Counts an answer's bytes; `take` says whether they are all there. */
function beginAnswer() {
  let head = ''
  let missing: number | undefined
  return {
    status: 0,
    take(bytes: Buffer): boolean {
      if (missing !== undefined) return (missing -= bytes.length) <= 0
      const known = head.length
      head += bytes.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return false
      this.status = Number(head.slice(9, 12))
      missing = lengthOfBody(this.status, head.slice(0, end)) - (known + bytes.length - end - 4)
      return missing <= 0
    },
  }
}

function lengthOfBody(status: number, head: string): number {
  if (status === 304 || status === 204) return 0
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer has no length:\n${head}`)
  return Number(length)
}
