import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrorWithCode } from '../git/durable.ts'
import { isObjectId, type CommitId } from '../git/ids.ts'

/** Which commit members are shown for each of `main`, in the order of its history. */
export interface ShownCommits {
  /** Undefined where nothing is shown yet, or the commit is not one of `main`. */
  shownFor(real: CommitId): CommitId | undefined
  /** Whether it is one of `main`, as the wiki has it. */
  has(real: CommitId): boolean
  /** Whether members are shown another one for it, for something in it or before it is hidden. */
  isRewritten(real: CommitId): boolean
  /** The last one for which members are shown this. */
  realFor(shown: CommitId): CommitId | undefined
  /** The first one for which they are. */
  firstFor(shown: CommitId): CommitId | undefined
  /** The one that comes later in the history. */
  later(one: CommitId, other: CommitId): CommitId
  last(): CommitId | undefined
  /** Kept from the next `keep` on. */
  add(real: CommitId, shown: CommitId | undefined): void
  keep(): Promise<void>
}

const FILE = 'shown-commits'
const NOTHING = '-'

/** Read from a file, a line each, and added to there: to work out fifty thousand anew takes a while. */
export async function readShownCommits(dir: string): Promise<ShownCommits> {
  const shown = new Map<CommitId, { readonly id: CommitId | undefined; readonly place: number }>()
  const real = new Map<CommitId, CommitId>()
  const first = new Map<CommitId, CommitId>()
  let last: CommitId | undefined
  let fresh: string[] = []
  const remember = (id: CommitId, as: CommitId | undefined): void => {
    // Another server may have kept the same.
    if (shown.has(id)) return
    shown.set(id, { id: as, place: shown.size })
    if (as) real.set(as, id)
    if (as && !first.has(as)) first.set(as, id)
    last = id
  }
  for (const line of (await readIfThere(join(dir, FILE))).split('\n')) {
    const [id = '', as = ''] = line.split(' ')
    if (!isObjectId(id) || !(isObjectId(as) || as === NOTHING)) break
    remember(id as CommitId, as === NOTHING ? undefined : (as as CommitId))
  }
  const placeOf = (id: CommitId): number => shown.get(id)?.place ?? -1
  return {
    shownFor: (id) => shown.get(id)?.id,
    has: (id) => shown.has(id),
    isRewritten: (id) => shown.has(id) && shown.get(id)?.id !== id,
    realFor: (id) => real.get(id),
    firstFor: (id) => first.get(id),
    later: (one, other) => (placeOf(one) >= placeOf(other) ? one : other),
    last: () => last,
    add(id, as) {
      remember(id, as)
      fresh.push(`${id} ${as ?? NOTHING}\n`)
    },
    async keep() {
      const lines = fresh.join('')
      fresh = []
      await appendFile(join(dir, FILE), lines)
    },
  }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'latin1')
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return ''
    throw error
  }
}
