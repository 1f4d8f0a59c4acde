import type { Database } from '../db/open.ts'
import type { Content } from '../pages/content.ts'
import { presentPath } from '../pages/redirects.ts'
import type { AssignmentRow } from './assigned.ts'
import type { TeamStore } from './store.ts'

/** All assignments in memory, under the paths as they are called now. */
export interface AllAssignments {
  /** Those that have not ended, oldest first. */
  readonly active: readonly AssignmentRow[]
  /** Also one that has ended. */
  find(userId: string, path: string): AssignmentRow | undefined
  findActive(userId: string, path: string): AssignmentRow | undefined
  ofPerson(userId: string): readonly AssignmentRow[]
  ofPath(path: string): readonly AssignmentRow[]
  ofBuddy(buddyId: string): readonly AssignmentRow[]
  byId(id: string): AssignmentRow | undefined
}

/** Read again after a write, ours or another process's, and where a page may have moved. */
export function createAllAssignments(database: Database, content: Content, store: TeamStore) {
  let loading: Promise<AllAssignments> | undefined
  let asOf = ''
  let writes = 0
  const version = () => `${writes}.${database.dataVersion()}`
  return {
    now(): Promise<AllAssignments> {
      const current = `${version()}.${content.catalog.namesVersion}`
      if (loading && current === asOf) return loading
      asOf = current
      const all = store.assignments().then((rows) => index(rows, content))
      all.catch(() => (loading = undefined))
      return (loading = all)
    },
    /** To be called after every write of this process. */
    forget: () => void (writes += 1),
    version,
  }
}

function index(rows: readonly AssignmentRow[], content: Content): AllAssignments {
  const present = rows.map((row) => ({ ...row, path: presentPath(content, row.path) }))
  const active = present.filter((row) => row.endedAt === undefined)
  const everyone = new Map(present.map((row) => [keyOf(row.userId, row.path), row]))
  const byId = new Map(present.map((row) => [row.id, row]))
  const people = groupBy(active, (row) => row.userId)
  const paths = groupBy(active, (row) => row.path)
  const buddies = groupBy(active, (row) => row.buddyId ?? '')
  return {
    active,
    find: (userId, path) => everyone.get(keyOf(userId, path)),
    findActive(userId, path) {
      const row = everyone.get(keyOf(userId, path))
      return row?.endedAt === undefined ? row : undefined
    },
    ofPerson: (userId) => people.get(userId) ?? [],
    ofPath: (path) => paths.get(path) ?? [],
    ofBuddy: (buddyId) => buddies.get(buddyId) ?? [],
    byId: (id) => byId.get(id),
  }
}

function keyOf(userId: string, path: string): string {
  return `${userId} ${path}`
}

function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
