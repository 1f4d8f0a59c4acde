import type { Notifications } from '../notifications/notifications.ts'
import type { User } from '../user.ts'
import { pathAddress } from './addresses.ts'
import type { FinishRecord } from './finish-store.ts'
import type { WalkingPeople } from './people.ts'
import type { Walk, WalkStep } from './paths.ts'

export interface TellingDeps {
  readonly notifications: Pick<Notifications, 'tell'> | undefined
  readonly people: WalkingPeople
}

export type Telling = ReturnType<typeof createTelling>

/** Who is told of what happens on a path. */
export function createTelling({ notifications, people }: TellingDeps) {
  /** The buddy and who looks after the path; where there is neither, every lead. Never the walker themselves. */
  const companionsOf = async (walker: User, { assignment, owner }: Walk): Promise<string[]> => {
    const keeper = owner === undefined ? undefined : await people.findByHandle(owner)
    const near = [assignment?.buddy?.id, keeper?.id].filter((id) => id !== undefined && id !== walker.id)
    const told = near.length > 0 ? near : (await people.leads()).map(({ id }) => id)
    return told.filter((id): id is string => id !== undefined && id !== walker.id)
  }
  const tell: Notifications['tell'] = async (telling) => notifications?.tell(telling)

  return {
    async waiting(walker: User, walk: Walk, step: WalkStep): Promise<void> {
      const params = { name: walker.name, title: step.title }
      const to = await companionsOf(walker, walk)
      await tell({ to, type: 'notify.learning.waiting', params, href: '/confirmations' })
    },

    async confirmed(walker: User, by: User, path: string, step: WalkStep): Promise<void> {
      const params = { name: by.name, title: step.title }
      await tell({
        to: [walker.id],
        type: 'notify.learning.confirmed',
        params,
        href: pathAddress(path, step.id),
      })
    },

    async sentBack(walker: User, by: User, path: string, step: WalkStep, said: string): Promise<void> {
      const params = { name: by.name, title: step.title, said }
      await tell({ to: [walker.id], type: 'notify.learning.back', params, href: pathAddress(path, step.id) })
    },

    async finished(walker: User, { id, title }: FinishRecord, walk: Walk): Promise<void> {
      const params = { name: walker.name, title }
      const to = await companionsOf(walker, walk)
      await tell({ to, type: 'notify.learning.finished', params, href: `/learn/records/${id}` })
    },
  }
}
