import { createHmac, randomBytes } from 'node:crypto'
import type { Database } from '../db/open.ts'
import type { Log } from '../log.ts'
import type { User } from '../user.ts'
import { createSearchLogStore, type QueryCount, type SearchRecord } from './log-store.ts'
import { countedQuery, looksForWords, queryKey, shownQuery } from './query-key.ts'

/** A finished search: not what was typed on the way to it. */
export interface FinishedSearch {
  readonly q: string
  /** How many results the searcher saw. */
  readonly total: number
}

/** What people looked for, whatever its spelling. */
export interface SearchedFor {
  readonly key: string
  readonly text: string
  /** The most results anybody saw. */
  readonly found: number
  /** People, each once a day. */
  readonly people: number
  readonly times: number
  /** Of `people`, those who saw no results. */
  readonly missed: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly missedAt: string | undefined
  /** Pages opened from the results, the most opened first. */
  readonly opened: readonly { readonly path: string; readonly people: number }[]
}

export type SearchLog = ReturnType<typeof createSearchLog>

export const KEPT_DAYS = 30
const MOST_NOTES = 500
/** More than a person searches in a day; a program that does is not counted further. */
const MOST_A_DAY = 1_000

interface Note {
  readonly userId: string
  readonly text: string
  readonly found: number
  readonly at: string
}

/**
 * What people search for and what they open, for 30 days, without names: a person is a keyed hash that changes every
 * day (docs/decisions/0011-search-log.md). Nothing here fails a search.
 */
export function createSearchLog({
  database,
  now,
  log,
  inVain = () => Promise.resolve(),
}: {
  readonly database: Database
  readonly now: () => Date
  readonly log: Log
  /** Told of each search that found nothing, as it is written down. */
  readonly inVain?: (userId: string) => Promise<void>
}) {
  const store = createSearchLogStore(database.kysely)
  /** Searches that came by GET, until the next write takes them along. */
  const notes = new Map<string, Note>()
  let written = { day: '', byUser: new Map<string, number>() }
  let forgotten = ''
  let changes = 0
  const summaries = new Map<number, { readonly stamp: string; readonly list: Promise<SearchedFor[]> }>()

  const noteOf = (user: User, { q, total }: FinishedSearch): Note => ({
    userId: user.id,
    // Filters alone list pages; nobody looks for words by them.
    text: looksForWords(q) ? shownQuery(q) : '',
    found: total,
    at: now().toISOString(),
  })
  const mayWrite = (userId: string): boolean => {
    const day = dayOf(now())
    if (written.day !== day) written = { day, byUser: new Map() }
    const count = (written.byUser.get(userId) ?? 0) + 1
    written.byUser.set(userId, count)
    return count <= MOST_A_DAY
  }
  const personOf = async (userId: string, day: string): Promise<string> =>
    hashOf(await store.secretOf(day, randomBytes(32).toString('base64url')), userId)

  const write = async (note: Note): Promise<SearchRecord | undefined> => {
    if (note.text === '' || !mayWrite(note.userId)) return undefined
    const day = note.at.slice(0, 10)
    const person = await personOf(note.userId, day)
    const { text, found, at } = note
    const record = { day, query: countedQuery(text), person, text, found, at }
    await store.add(record)
    if (found === 0) await inVain(note.userId)
    return record
  }
  const writeNotes = async (): Promise<void> => {
    const waiting = [...notes.values()]
    notes.clear()
    for (const note of waiting) await write(note)
  }
  const forgetOld = async (): Promise<void> => {
    const today = dayOf(now())
    if (forgotten === today) return
    forgotten = today
    await store.forget(daysAgo(now(), KEPT_DAYS), today)
  }
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    changes++
    try {
      await work()
      await forgetOld()
    } catch (error) {
      log.error({ err: error }, 'a search could not be logged')
    }
    changes++
  }

  return {
    /** Remembers a search that came by GET, in memory: a GET writes nothing. */
    note(user: User, search: FinishedSearch): void {
      const note = noteOf(user, search)
      if (note.text === '') return
      changes++
      if (notes.size >= MOST_NOTES) notes.delete(notes.keys().next().value ?? '')
      notes.set(noteKey(note), note)
    },

    /** Writes down a search, and those that were only remembered. */
    record: (user: User, search: FinishedSearch): Promise<void> =>
      quietly(async () => {
        const note = noteOf(user, search)
        notes.delete(noteKey(note))
        await writeNotes()
        await write(note)
      }),

    /** That a page was opened from what a search found. */
    opened: (user: User, { path, ...search }: FinishedSearch & { readonly path: string }): Promise<void> =>
      quietly(async () => {
        const note = noteOf(user, search)
        const day = dayOf(now())
        const query = countedQuery(note.text)
        notes.delete(noteKey(note))
        await writeNotes()
        if (note.text === '' || !mayWrite(user.id)) return
        const person = await personOf(user.id, day)
        const known = await store.searchersOf(day, [query])
        if (!known.some((one) => one.person === person)) await write(note)
        await store.addOpen({ day, query, person, path })
      }),

    /** What was searched for in the last `days` (at most 30), the most wanted first. For leads. */
    searchedFor(days: number): Promise<SearchedFor[]> {
      const first = daysAgo(now(), Math.min(days, KEPT_DAYS) - 1)
      // Asked at every save, and the same until somebody searches.
      const stamp = `${changes} ${database.dataVersion()} ${first}`
      const kept = summaries.get(days)
      if (kept?.stamp === stamp) return kept.list
      const list = summariseSince(first)
      summaries.set(days, { stamp, list })
      list.catch(() => summaries.delete(days))
      return list
    },

    /** Writes what is still only remembered. */
    close: (): Promise<void> => (notes.size === 0 ? Promise.resolve() : quietly(writeNotes)),
  }

  async function summariseSince(first: string): Promise<SearchedFor[]> {
    const counts = [...(await store.countsSince(first)), ...(await countsOfNotes())]
    return summarise(counts, await store.opensSince(first))
  }

  /** Notes as counts; somebody who is counted today already is not counted again. */
  async function countsOfNotes(): Promise<QueryCount[]> {
    const today = dayOf(now())
    const waiting = [...notes.values()].map((note) => ({ ...note, query: countedQuery(note.text) }))
    if (waiting.length === 0) return []
    const secret = await store.findSecret(today)
    const known = await store.searchersOf(today, [...new Set(waiting.map(({ query }) => query))])
    return waiting.map(({ userId, query, text, found, at }) => {
      const person = secret === undefined ? '' : hashOf(secret, userId)
      const people = known.some((one) => one.query === query && one.person === person) ? 0 : 1
      const missed = found === 0 ? people : 0
      return { query, text, found, people, times: 1, missed, at, missedAt: found === 0 ? at : undefined }
    })
  }
}

function summarise(
  counts: readonly QueryCount[],
  opens: readonly { readonly query: string; readonly path: string; readonly people: number }[],
): SearchedFor[] {
  const opened = new Map<string, Map<string, number>>()
  for (const { query, path, people } of opens) {
    const key = queryKey(query)
    const paths = opened.get(key) ?? new Map<string, number>()
    opened.set(key, paths.set(path, (paths.get(path) ?? 0) + people))
  }
  const all = new Map<string, SearchedFor>()
  for (const count of counts) {
    const { query, ...one } = count
    const key = queryKey(query)
    const own = { ...one, key, opened: listOpened(opened.get(key)) }
    const known = all.get(key)
    all.set(key, known === undefined ? own : join(known, own))
  }
  return [...all.values()].sort(byDemand)
}

function join(one: SearchedFor, other: SearchedFor): SearchedFor {
  return {
    ...one,
    text: other.at > one.at ? other.text : one.text,
    found: Math.max(one.found, other.found),
    people: one.people + other.people,
    times: one.times + other.times,
    missed: one.missed + other.missed,
    at: other.at > one.at ? other.at : one.at,
    missedAt: [one.missedAt, other.missedAt]
      .filter((at) => at !== undefined)
      .sort()
      .at(-1),
  }
}

function listOpened(paths: ReadonlyMap<string, number> = new Map()) {
  return [...paths]
    .map(([path, people]) => ({ path, people }))
    .sort((a, b) => b.people - a.people || a.path.localeCompare(b.path))
}

function byDemand(a: SearchedFor, b: SearchedFor): number {
  return b.people - a.people || b.times - a.times || b.at.localeCompare(a.at)
}

function noteKey({ userId, text }: Note): string {
  return `${userId}\n${countedQuery(text)}`
}

function hashOf(secret: string, userId: string): string {
  return createHmac('sha256', secret).update(userId).digest('base64url').slice(0, 22)
}

function dayOf(when: Date): string {
  return when.toISOString().slice(0, 10)
}

function daysAgo(when: Date, days: number): string {
  return dayOf(new Date(when.getTime() - days * 24 * 60 * 60 * 1000))
}
