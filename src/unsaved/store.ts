import type { Kysely, Selectable } from 'kysely'
import type { Schema, UnsavedTextTable } from '../db/schema.ts'
import type { EditorPlace } from './place.ts'

export interface KeptText {
  readonly id: string
  readonly place: EditorPlace
  readonly title: string
  readonly fields: Readonly<Record<string, string>>
  /** ISO 8601, UTC. */
  readonly at: string
}

/** What became of a text that was to be kept: one that is settled, or another's, is left alone. */
export type Put = 'kept' | 'settled' | 'foreign'

/** What is no longer kept, by when it was typed last or saved. */
export interface Bounds {
  /** How many a person may have. */
  readonly most: number
  readonly typedBefore: string
  readonly settledBefore: string
}

export type UnsavedStore = ReturnType<typeof createUnsavedStore>

export function createUnsavedStore(kysely: Kysely<Schema>) {
  const ofPerson = (userId: string) =>
    kysely
      .selectFrom('unsaved_texts')
      .selectAll()
      .where('user_id', '=', userId)
      .where('settled_at', 'is', null)
      .orderBy('updated_at', 'desc')

  return {
    /** Newest first. */
    async list(userId: string): Promise<KeptText[]> {
      return (await ofPerson(userId).execute()).map(textOf)
    },

    async find(userId: string, id: string): Promise<KeptText | undefined> {
      const row = await ofPerson(userId).where('id', '=', id).executeTakeFirst()
      return row && textOf(row)
    },

    async put(userId: string, { id, place, title, fields, at }: KeptText, bounds: Bounds): Promise<Put> {
      return kysely.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('unsaved_texts')
          .select(['user_id', 'settled_at'])
          .where('id', '=', id)
          .executeTakeFirst()
        if (known && known.user_id !== userId) return 'foreign'
        if (known && known.settled_at !== null) return 'settled'
        const values = { ...place, title, fields: JSON.stringify(fields), updated_at: at }
        if (known) {
          await transaction.updateTable('unsaved_texts').set(values).where('id', '=', id).execute()
          return 'kept'
        }
        await transaction
          .insertInto('unsaved_texts')
          .values({ id, user_id: userId, ...values, created_at: at, settled_at: null })
          .execute()
        await removeOld(transaction, userId, bounds)
        return 'kept'
      })
    },

    /** Not kept any more, and whole until its day has passed: it can be brought back. */
    async discard(userId: string, id: string, bounds: Bounds, at: string): Promise<void> {
      await kysely
        .updateTable('unsaved_texts')
        .set({ settled_at: at })
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .where('settled_at', 'is', null)
        .execute()
      await removeOld(kysely, userId, bounds)
    },

    /** One that was discarded after `since`. */
    async findDiscarded(userId: string, id: string, since: string): Promise<KeptText | undefined> {
      const row = await discarded(kysely, userId)
        .where('id', '=', id)
        .where('settled_at', '>', since)
        .executeTakeFirst()
      return row && textOf(row)
    },

    async bringBack(userId: string, id: string): Promise<void> {
      await kysely
        .updateTable('unsaved_texts')
        .set({ settled_at: null })
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .where('fields', '!=', NOTHING)
        .execute()
    },

    /** Keeps the id alone, so that what is still on its way does not bring the text back. */
    async settle(userId: string, id: string, at: string): Promise<void> {
      const empty = { title: '', fields: NOTHING, settled_at: at }
      const place = { editor: 'new' as const, subject: '', lang: 'ko' as const }
      await kysely
        .insertInto('unsaved_texts')
        .values({ id, user_id: userId, ...place, ...empty, created_at: at, updated_at: at })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(empty).where('unsaved_texts.user_id', '=', userId),
        )
        .execute()
    },
  }
}

const NOTHING = '{}'

/** Newest first. */
function discarded(kysely: Kysely<Schema>, userId: string) {
  return kysely
    .selectFrom('unsaved_texts')
    .selectAll()
    .where('user_id', '=', userId)
    .where('settled_at', 'is not', null)
    .where('fields', '!=', NOTHING)
    .orderBy('settled_at', 'desc')
}

async function removeOld(kysely: Kysely<Schema>, userId: string, bounds: Bounds): Promise<void> {
  const own = kysely.deleteFrom('unsaved_texts').where('user_id', '=', userId)
  await own.where('settled_at', '<', bounds.settledBefore).execute()
  await own.where('updated_at', '<', bounds.typedBefore).execute()
  const beyond = await kysely
    .selectFrom('unsaved_texts')
    .select('id')
    .where('user_id', '=', userId)
    .where('settled_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .execute()
  const thrown = await discarded(kysely, userId).clearSelect().select('id').execute()
  const ids = [beyond, thrown].flatMap((rows) => rows.slice(bounds.most)).map(({ id }) => id)
  if (ids.length > 0) await own.where('id', 'in', ids).execute()
}

function textOf(row: Selectable<UnsavedTextTable>): KeptText {
  const { id, editor, subject, lang, title, updated_at: at } = row
  return {
    id,
    place: { editor, subject, lang },
    title,
    fields: JSON.parse(row.fields) as Record<string, string>,
    at,
  }
}
