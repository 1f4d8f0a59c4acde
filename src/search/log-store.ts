import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'

/** Somebody's search on a day; `person` stands for them on that day alone. */
export interface SearchRecord {
  readonly day: string
  readonly query: string
  readonly person: string
  readonly text: string
  /** How many results they saw. */
  readonly found: number
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface QueryCount {
  readonly query: string
  readonly text: string
  /** The most results anybody saw. */
  readonly found: number
  /** People, each once a day. */
  readonly people: number
  readonly times: number
  /** Of `people`, those who saw no results. */
  readonly missed: number
  readonly at: string
  /** When somebody saw none the last time. */
  readonly missedAt: string | undefined
}

export interface OpenCount {
  readonly query: string
  readonly path: string
  readonly people: number
}

export interface OpenRecord {
  readonly day: string
  readonly query: string
  readonly person: string
  readonly path: string
}

export type SearchLogStore = ReturnType<typeof createSearchLogStore>

export function createSearchLogStore(kysely: Kysely<Schema>) {
  return {
    async findSecret(day: string): Promise<string | undefined> {
      const found = kysely.selectFrom('search_keys').select('secret').where('day', '=', day)
      return (await found.executeTakeFirst())?.secret
    },

    /** The day's secret; `fresh` becomes it where there is none yet. */
    async secretOf(day: string, fresh: string): Promise<string> {
      await kysely
        .insertInto('search_keys')
        .values({ day, secret: fresh })
        .onConflict((conflict) => conflict.column('day').doNothing())
        .execute()
      const row = await kysely
        .selectFrom('search_keys')
        .select('secret')
        .where('day', '=', day)
        .executeTakeFirstOrThrow()
      return row.secret
    },

    async add({ at, ...record }: SearchRecord): Promise<void> {
      await kysely
        .insertInto('searches')
        .values({ ...record, times: 1, searched_at: at })
        .onConflict((conflict) =>
          conflict.columns(['day', 'query', 'person']).doUpdateSet((set) => ({
            text: record.text,
            found: record.found,
            times: set('searches.times', '+', 1),
            searched_at: at,
          })),
        )
        .execute()
    },

    async addOpen(record: OpenRecord): Promise<void> {
      await kysely
        .insertInto('search_opens')
        .values(record)
        .onConflict((conflict) => conflict.columns(['day', 'query', 'person', 'path']).doNothing())
        .execute()
    },

    /** Queries from `day` on, each with how often and by how many; a person counts once a day. */
    async countsSince(day: string): Promise<QueryCount[]> {
      const rows = await kysely
        .selectFrom('searches')
        .select((select) => [
          'query',
          select.fn.max('text').as('text'),
          select.fn.max('found').as('found'),
          select.fn.countAll<number>().as('people'),
          select.fn.sum<number>('times').as('times'),
          select.fn.sum<number>(select.case().when('found', '=', 0).then(1).else(0).end()).as('missed'),
          select.fn.max('searched_at').as('at'),
          select.fn
            .max(select.case().when('found', '=', 0).then(select.ref('searched_at')).end())
            .as('missedAt'),
        ])
        .where('day', '>=', day)
        .groupBy('query')
        .execute()
      return rows.map((row) => ({
        ...row,
        people: Number(row.people),
        times: Number(row.times),
        missed: Number(row.missed),
        missedAt: row.missedAt ?? undefined,
      }))
    },

    /** Who of a day has searched for one of these: `query` and `person`. */
    async searchersOf(
      day: string,
      queries: readonly string[],
    ): Promise<Pick<SearchRecord, 'query' | 'person'>[]> {
      if (queries.length === 0) return []
      return kysely
        .selectFrom('searches')
        .select(['query', 'person'])
        .where('day', '=', day)
        .where('query', 'in', [...queries])
        .execute()
    },

    /** Pages opened from the results since `day`, each with by how many. */
    async opensSince(day: string): Promise<OpenCount[]> {
      const rows = await kysely
        .selectFrom('search_opens')
        .select((select) => ['query', 'path', select.fn.countAll<number>().as('people')])
        .where('day', '>=', day)
        .groupBy(['query', 'path'])
        .execute()
      return rows.map((row) => ({ ...row, people: Number(row.people) }))
    },

    /** Drops what is older than `first`, and the secrets of all days but `today`. */
    async forget(first: string, today: string): Promise<void> {
      await kysely.deleteFrom('searches').where('day', '<', first).execute()
      await kysely.deleteFrom('search_opens').where('day', '<', first).execute()
      await kysely.deleteFrom('search_keys').where('day', '!=', today).execute()
    },
  }
}
