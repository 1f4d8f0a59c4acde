import type { Notifications } from '../notifications/notifications.ts'
import type { Content } from '../pages/content.ts'
import { presentFile } from './present-file.ts'
import type { Proposal, Remark } from './proposal.ts'
import type { RemarkStore } from './remark-store.ts'

export interface TellingDeps {
  readonly notifications: Notifications
  readonly content: Content
  readonly remarks: RemarkStore
  readonly findUserId: (handle: string) => Promise<string | undefined>
}

export type Telling = ReturnType<typeof createTelling>

/** Who is told of what: owners of a proposal's pages, its author, those who took part. Nobody of what they did themselves. */
export function createTelling({ notifications, content, remarks, findUserId }: TellingDeps) {
  const tell = async (
    proposal: Proposal,
    ids: readonly (string | undefined)[],
    but: string | undefined,
    type: string,
    by = '',
  ) => {
    const to = ids.filter((id): id is string => id !== undefined && id !== but)
    if (to.length === 0) return
    const params = { title: proposal.title, by, number: proposal.number }
    await notifications.tell({ to, type, params, href: `/proposals/${proposal.number}` })
  }

  const ownersOf = async ({ files }: Proposal): Promise<(string | undefined)[]> => {
    const paths = new Set(files.flatMap(({ file }) => presentFile(content, file)?.path ?? []))
    const owners = new Set([...paths].flatMap((path) => content.catalog.find(path)?.owner ?? []))
    return Promise.all([...owners].map(findUserId))
  }

  const partners = async (
    { number }: Proposal,
    kinds: readonly Remark['kind'][],
  ): Promise<(string | undefined)[]> =>
    (await remarks.list(number)).filter(({ kind }) => kinds.includes(kind)).map(({ userId }) => userId)

  return {
    async proposed(proposal: Proposal | undefined): Promise<void> {
      if (!proposal) return
      const { author } = proposal
      await tell(proposal, await ownersOf(proposal), author.userId, 'notify.proposals.proposed', author.name)
    },

    /** Those who asked for it, and its author where a lead went on with it. */
    async revised(
      proposal: Proposal | undefined,
      by: { readonly id?: string; readonly name: string },
    ): Promise<void> {
      if (!proposal) return
      const to = new Set([proposal.author.userId, ...(await partners(proposal, ['asked', 'comment']))])
      await tell(proposal, [...to], by.id, 'notify.proposals.revised', by.name)
    },

    async asked(proposal: Proposal, by: { id: string; name: string }): Promise<void> {
      await tell(proposal, [proposal.author.userId], by.id, 'notify.proposals.asked', by.name)
    },

    async decided(proposal: Proposal | undefined, byId: string | undefined, by: string): Promise<void> {
      if (!proposal) return
      const key = { accepted: 'notify.proposals.accepted', declined: 'notify.proposals.declined' }
      const type = key[proposal.status as keyof typeof key]
      if (type === undefined) return
      await tell(proposal, [proposal.author.userId], byId, type, by)
    },

    /** The author, and those who had said something before. */
    async commented(proposal: Proposal, by: { id: string; name: string }): Promise<void> {
      const to = [proposal.author.userId, ...(await partners(proposal, ['asked', 'comment']))]
      await tell(proposal, to, by.id, 'notify.proposals.commented', by.name)
    },
  }
}
