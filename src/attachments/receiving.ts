import { AppError, InvalidError } from '../errors.ts'
import type { Repository } from '../git/repository.ts'

export interface Incoming {
  readonly body: AsyncIterable<Buffer>
  /** What the sender says it has; undefined where it does not. */
  readonly bytes: number | undefined
}

/** Takes a file's bytes into the repository as they come; nothing refers to them yet. */
export function createReceiving(repository: Repository, maxBytes: number) {
  const tooLarge = () =>
    new AppError('too-large', 'attachments.tooLarge', { megabytes: maxBytes / 1024 / 1024 })

  /** @throws InvalidError `attachments.empty`, AppError `attachments.tooLarge` `attachments.broken` */
  return async ({ body, bytes }: Incoming) => {
    if (bytes !== undefined && bytes > maxBytes) throw tooLarge()
    try {
      const stored = await repository.storeBlob(body, maxBytes)
      if (stored.size === 0) throw new InvalidError('attachments.empty')
      return stored
    } catch (error) {
      if (error instanceof AppError) throw error.key === 'git.blobTooLarge' ? tooLarge() : error
      if (isBroken(error)) throw new AppError('invalid', 'attachments.broken', {}, { cause: error })
      throw error
    }
  }
}

/** The sender went away in the middle. */
function isBroken(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string }
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR'
}
