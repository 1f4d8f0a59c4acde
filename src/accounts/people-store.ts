import type { Kysely, Transaction, Updateable } from 'kysely'
import type { Schema, UserTable } from '../db/schema.ts'
import type { User } from '../user.ts'
import type { Person } from './people.ts'

/** An account with what only sign-in may see. */
export interface Account {
  readonly user: User
  readonly passwordHash: string
  readonly passwordWasGiven: boolean
  readonly disabled: boolean
}

export type Taken = 'email-taken' | 'handle-taken'

export function createPeopleStore(kysely: Kysely<Schema>) {
  const rowBy = async (column: 'id' | 'handle' | 'email_key', value: string) =>
    kysely.selectFrom('users').selectAll().where(column, '=', value).executeTakeFirst()
  return {
    async findAccount(column: 'id' | 'handle' | 'email_key', value: string): Promise<Account | undefined> {
      const row = await rowBy(column, value)
      return row && accountOf(row)
    },
    async findPerson(column: 'id' | 'handle', value: string): Promise<Person | undefined> {
      const row = await rowBy(column, value)
      return row && personOf(row)
    },
    async list(): Promise<Person[]> {
      const rows = await kysely.selectFrom('users').selectAll().orderBy('name').orderBy('handle').execute()
      return rows.map(personOf)
    },
    async handles(): Promise<readonly string[]> {
      const rows = await kysely
        .selectFrom('users')
        .select('handle')
        .where('disabled_at', 'is', null)
        .orderBy('handle')
        .execute()
      return rows.map((row) => row.handle)
    },
    async count(): Promise<number> {
      return countUsers(kysely)
    },
    async namesOfShape(shape: string): Promise<{ id: string; name: string }[]> {
      return kysely.selectFrom('users').select(['id', 'name']).where('name_shape', '=', shape).execute()
    },
    async insert(row: UserTable): Promise<'added' | Taken> {
      return kysely.transaction().execute(async (transaction) => {
        const taken = await findTaken(transaction, row)
        if (taken) return taken
        await transaction.insertInto('users').values(row).execute()
        return 'added'
      })
    },
    /** Changes an account unless that would leave the wiki without an admin who can sign in. */
    async updateKeepingAnAdmin(id: string, changes: Updateable<UserTable>): Promise<boolean> {
      return kysely.transaction().execute(async (transaction) => {
        if (await isLastAdmin(transaction, id)) return false
        await transaction.updateTable('users').set(changes).where('id', '=', id).execute()
        return true
      })
    },
    async update(id: string, changes: Updateable<UserTable>): Promise<void> {
      await kysely.updateTable('users').set(changes).where('id', '=', id).execute()
    },
  }
}

export type PeopleStore = ReturnType<typeof createPeopleStore>

/** What of a new account somebody has already. */
export async function findTaken(
  transaction: Transaction<Schema>,
  row: UserTable,
): Promise<Taken | undefined> {
  const others = await transaction
    .selectFrom('users')
    .select('email_key')
    .where((where) => where.or([where('email_key', '=', row.email_key), where('handle', '=', row.handle)]))
    .execute()
  if (others.some((other) => other.email_key === row.email_key)) return 'email-taken'
  return others.length > 0 ? 'handle-taken' : undefined
}

export async function countUsers(kysely: Kysely<Schema>): Promise<number> {
  const counted = await kysely
    .selectFrom('users')
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(counted.total)
}

async function isLastAdmin(transaction: Transaction<Schema>, id: string): Promise<boolean> {
  const admins = await transaction
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .limit(2)
    .execute()
  return admins.length === 1 && admins[0]?.id === id
}

export function userOf(row: UserTable): User {
  return {
    id: row.id,
    handle: row.handle,
    email: row.email,
    name: row.name,
    role: row.role,
    lang: row.lang ?? undefined,
    theme: row.theme,
    timeZone: row.time_zone ?? undefined,
  }
}

function personOf(row: UserTable): Person {
  return { ...userOf(row), disabled: row.disabled_at !== null, createdAt: row.created_at }
}

function accountOf(row: UserTable): Account {
  return {
    user: userOf(row),
    passwordHash: row.password_hash,
    passwordWasGiven: row.password_given_at !== null,
    disabled: row.disabled_at !== null,
  }
}
