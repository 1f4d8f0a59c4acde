import { InvalidError, NotFoundError } from '../errors.ts'
import { queryKey, shownQuery } from '../search/query-key.ts'
import type { User } from '../user.ts'
import { wishId } from './demands.ts'
import type { Gap } from './gap.ts'
import type { GapList } from './gap-list.ts'
import type { GapStore, Wish } from './store.ts'

export const MAX_WISH = 200
export const MAX_NOTE = 500
const MOST_WISHES = 50

export interface WishInput {
  readonly query: string
  readonly note?: string | undefined
}

/** Asking for pages; by everyone. */
export function createWishing(deps: {
  readonly store: GapStore
  readonly gaps: GapList
  readonly now: () => Date
}) {
  const { store, gaps, now } = deps
  const wishesOf = async (user: User): Promise<Wish[]> =>
    (await store.wishes()).filter(({ userId }) => userId === user.id)

  const operations = {
    wishLimits: { wish: MAX_WISH, note: MAX_NOTE },

    /**
     * Asks for a page. Whoever asks for the same again has asked once.
     * @throws InvalidError without words, and for too many.
     */
    async wish(user: User, input: WishInput): Promise<{ id: string }> {
      const text = shownQuery(input.query)
      if (queryKey(text) === '') throw new InvalidError('gaps.wish.missing', {}, { field: 'query' })
      const id = wishId(text)
      const waiting = (await gaps.all(['wish'])).filter(
        (gap) => gap.status !== 'closed' && gap.askers.includes(user.id),
      )
      const own = waiting.filter(({ kind }) => kind === 'wish')
      if (own.length >= MOST_WISHES && !own.some((gap) => gap.id === id))
        throw new InvalidError('gaps.wish.tooMany', { max: MOST_WISHES }, { field: 'query' })
      const note = (input.note ?? '').normalize('NFC').trim()
      await store.putWish({ gapId: id, userId: user.id, text, note, at: now().toISOString() })
      return { id }
    },

    /** Takes one's own wish back. @throws NotFoundError where there is none. */
    async withdraw(user: User, id: string): Promise<void> {
      if (!(await store.removeWish(id, user.id))) throw new NotFoundError('gaps.missing')
    },

    /** The wish that `user` made with these words, where it is not answered yet. */
    async findOwnWish(user: User, query: string): Promise<{ readonly id: string } | undefined> {
      const id = wishId(query)
      const own = (await wishesOf(user)).some(({ gapId }) => gapId === id)
      if (!own) return undefined
      const gap = (await gaps.all(['wish'])).find((one) => one.id === id)
      return gap?.status === 'closed' ? undefined : { id }
    },

    /** What one has wished for, the most wanted first, each with what became of it. */
    async ownWishes(user: User): Promise<Gap[]> {
      const own = new Set((await wishesOf(user)).map(({ gapId }) => gapId))
      return own.size === 0 ? [] : (await gaps.all(['wish'])).filter(({ id }) => own.has(id))
    },
  }
  return { wishesOf, operations }
}
