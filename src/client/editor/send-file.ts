export interface Sent {
  /** What to write for it; undefined where it was not kept. */
  readonly markdown?: string
  /** Why not, in the server's words; undefined where the server was not reached. */
  readonly fault?: string
}

/** Sends a file's bytes; `onShare` hears which share of it has gone. Not `fetch`, which does not tell. */
export function sendFile(address: string, file: File, onShare: (share: number) => void): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('PUT', address)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onShare(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => resolve(readAnswer(request)))
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => resolve({}))
    request.send(file)
  })
}

function readAnswer({ status, responseText }: XMLHttpRequest): Sent {
  try {
    const { markdown, detail } = JSON.parse(responseText) as { markdown?: string; detail?: string }
    if (status < 300 && markdown !== undefined) return { markdown }
    return detail === undefined ? {} : { fault: detail }
  } catch {
    return {}
  }
}
