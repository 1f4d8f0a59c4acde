import type { BlobId } from '../git/ids.ts'
import type { ByteRange, Repository } from '../git/repository.ts'
import { mediaTypeOf, SNIFFED_BYTES } from './media-type.ts'

export interface Facts {
  readonly type: string
  readonly bytes: number
}

/** What is smaller is read at once, by the process that reads pages; a larger file has a process of its own. */
const MAX_WHOLE_BYTES = 1024 * 1024
const MAX_REMEMBERED = 20_000

/** Reads attachments out of git, and remembers what each is: a blob never changes. */
export function createReading(repository: Repository) {
  const known = new Map<BlobId, Facts>()

  async function* read(
    { blob, bytes }: { blob: BlobId; bytes: number },
    range: ByteRange,
  ): AsyncGenerator<Buffer, void, undefined> {
    if (range.end < range.start) return
    if (bytes <= MAX_WHOLE_BYTES) yield (await repository.readBlob(blob)).subarray(range.start, range.end + 1)
    else yield* repository.streamBlob(blob, range)
  }

  return {
    read,
    async describe(blob: BlobId): Promise<Facts> {
      const remembered = known.get(blob)
      if (remembered) return remembered
      const bytes = await repository.sizeOf(blob)
      const pieces: Buffer[] = []
      const end = Math.min(bytes, SNIFFED_BYTES) - 1
      for await (const piece of read({ blob, bytes }, { start: 0, end })) pieces.push(piece)
      const facts = { bytes, type: mediaTypeOf(Buffer.concat(pieces)) }
      if (known.size >= MAX_REMEMBERED) known.delete(known.keys().next().value!)
      known.set(blob, facts)
      return facts
    },
  }
}
