import { AppError, TooManyError } from '../errors.ts'
import { RefMovedError, type RefName, type Repository } from '../git/repository.ts'
import type { User } from '../user.ts'
import type { Attachment } from './shelf.ts'

const FOLDER = 'refs/held'
const DAY_MS = 24 * 60 * 60 * 1_000
const KEPT_DAYS = 90
const MOST_A_DAY = 100
const MOST_TRIES = 8

/** Files that somebody sent for a proposal which is not made yet. Nobody else is told of them. */
export interface HeldFiles {
  /** @throws TooManyError above a hundred a day */
  keep(user: User, file: Attachment): Promise<void>
  /** One that this person sent. */
  find(user: User, file: string): Promise<Attachment | undefined>
}

/** A branch of their own for each person and day, so that git keeps the files until a proposal does. */
export function createHeldFiles(repository: Repository, now: () => Date): HeldFiles {
  const folderOf = ({ id }: User) => `${FOLDER}/${id}`
  const dayOf = (time: Date) => time.toISOString().slice(0, 10)

  /** @returns false where another file came in between */
  const tryKeep = async (user: User, { file, blob }: Attachment): Promise<boolean> => {
    const time = now()
    const refs = await repository.listRefs(folderOf(user))
    const ref = `${folderOf(user)}/${dayOf(time)}` as RefName
    const before = refs.get(ref)
    if (before && (await repository.listFiles(before)).length >= MOST_A_DAY)
      throw new TooManyError('attachments.held.tooMany', DAY_MS / 1_000)
    const oldest = `${folderOf(user)}/${dayOf(new Date(time.getTime() - KEPT_DAYS * DAY_MS))}`
    const along = [...refs]
      .filter(([name]) => name < oldest)
      .map(([name, tip]) => ({ ref: name, before: tip, after: undefined }))
    try {
      await repository.commitIfUnchanged({
        parent: before,
        changes: [{ path: file, blob }],
        message: 'Hold a file for a proposal',
        author: user,
        time,
        on: { ref, before },
        along,
      })
      return true
    } catch (error) {
      if (error instanceof RefMovedError) return false
      throw error
    }
  }

  return {
    async keep(user, file) {
      for (let tries = 0; tries < MOST_TRIES; tries++) if (await tryKeep(user, file)) return
      throw new AppError('unavailable', 'attachments.broken')
    },
    async find(user, file) {
      const newestFirst = [...(await repository.listRefs(folderOf(user)))].sort().reverse()
      for (const [, tip] of newestFirst) {
        const found = await repository.findFile(tip, file)
        if (found) return { file, blob: found.blob }
      }
      return undefined
    },
  }
}
