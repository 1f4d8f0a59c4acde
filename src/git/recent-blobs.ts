import type { BlobId } from './ids.ts'

export interface RecentBlobs {
  find(id: BlobId): Buffer | undefined
  /** @returns `content` */
  keep(id: BlobId, content: Buffer): Buffer
  clear(): void
}

const MAX_BYTES = 8 * 1024 * 1024
/** Larger ones are attachments, which are seldom asked for twice in a row. */
const MAX_BLOB_BYTES = 256 * 1024

/**
 * The blobs that were read or written last (an id's content never changes): what is read to be edited is asked for again
 * by the save, its index and whoever looks at it next, each a question to a process otherwise.
 */
export function createRecentBlobs(): RecentBlobs {
  const blobs = new Map<BlobId, Buffer>()
  let bytes = 0

  function drop(id: BlobId): void {
    bytes -= blobs.get(id)?.length ?? 0
    blobs.delete(id)
  }

  return {
    find(id) {
      const found = blobs.get(id)
      if (found === undefined) return undefined
      blobs.delete(id)
      blobs.set(id, found)
      return found
    },
    keep(id, content) {
      drop(id)
      if (content.length > MAX_BLOB_BYTES) return content
      blobs.set(id, content)
      bytes += content.length
      while (bytes > MAX_BYTES) drop(blobs.keys().next().value!)
      return content
    },
    clear() {
      blobs.clear()
      bytes = 0
    },
  }
}
