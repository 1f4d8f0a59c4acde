import type { Kysely, Transaction } from 'kysely'
import type { InviteTable, Schema, UserTable } from '../db/schema.ts'
import type { Invite } from './invites.ts'
import { countUsers, findTaken, type Taken } from './people-store.ts'

export type Accepted = 'added' | 'invite-ended' | Taken

export function createInviteStore(kysely: Kysely<Schema>) {
  return {
    async insert(row: InviteTable): Promise<void> {
      await kysely.insertInto('invites').values(row).execute()
    },
    async findOpen(tokenHash: string, now: Date): Promise<Invite | undefined> {
      const row = await open(kysely, now).where('token_hash', '=', tokenHash).executeTakeFirst()
      return row && inviteOf(row)
    },
    async listOpen(now: Date): Promise<Invite[]> {
      const rows = await open(kysely, now)
        .where('purpose', '=', 'invite')
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(inviteOf)
    },
    /** @returns false where it had ended already. */
    async end(id: string, now: Date): Promise<boolean> {
      return end(kysely, id, now)
    },
    async endSetups(now: Date): Promise<void> {
      await kysely
        .updateTable('invites')
        .set({ ended_at: now.toISOString() })
        .where('purpose', '=', 'setup')
        .where('ended_at', 'is', null)
        .execute()
    },
    countUsers: () => countUsers(kysely),
    /** Ends the invite and adds the account, both or neither: of two who send the form at once, one gets it. */
    async accept(invite: Invite, row: UserTable, now: Date): Promise<Accepted> {
      return kysely.transaction().execute(async (transaction) => {
        if (invite.purpose === 'setup' && (await countUsers(transaction)) > 0) return 'invite-ended'
        const taken = await findTaken(transaction, row)
        if (taken) return taken
        if (!(await end(transaction, invite.id, now))) return 'invite-ended'
        await transaction.insertInto('users').values(row).execute()
        return 'added'
      })
    },
  }
}

function open(kysely: Kysely<Schema>, now: Date) {
  return kysely
    .selectFrom('invites')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
}

async function end(kysely: Kysely<Schema> | Transaction<Schema>, id: string, now: Date): Promise<boolean> {
  const ended = await kysely
    .updateTable('invites')
    .set({ ended_at: now.toISOString() })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

function inviteOf(row: InviteTable): Invite {
  return {
    id: row.id,
    purpose: row.purpose,
    role: row.role,
    email: row.email ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
