import type { Person } from '../accounts/people.ts'
import type { QuizAttempt } from '../learning/attempt.ts'
import type { Walk } from '../learning/paths.ts'
import type { Content } from '../pages/content.ts'
import type { Page } from '../pages/page.ts'
import { presentPath } from '../pages/redirects.ts'
import type { Lang, User } from '../user.ts'
import type { createAllAssignments } from './all-assignments.ts'
import type { AssignmentRow } from './assigned.ts'
import type { AssignmentSource } from './assignment-source.ts'
import { givenOf } from './assignments.ts'
import type { Holidaying } from './holidays.ts'
import type { Roster } from './roster.ts'
import { standingOf, type Standing } from './standing.ts'
import type { TeamStore } from './store.ts'

/** What this feature asks of paths and progress. */
export interface WalkSource {
  /** By person: how they stand on those of these paths that they may see. */
  walksOf(
    people: readonly User[],
    paths: readonly string[],
    lang: Lang,
  ): Promise<ReadonlyMap<string, readonly Walk[]>>
  /** Quizzes of a path that were not passed. */
  attemptsOf(path: string): Promise<readonly QuizAttempt[]>
  /** Another one after every write of anybody's progress. */
  progressVersion(): string
}

export interface WalkerDeps {
  readonly content: Content
  readonly store: TeamStore
  readonly all: ReturnType<typeof createAllAssignments>
  readonly roster: () => Promise<Roster>
  readonly holidays: Holidaying
  readonly walks: WalkSource
  readonly source: AssignmentSource
  readonly now: () => Date
}

/** A person on a path. */
export interface PathWalker {
  readonly person: Person
  readonly row: AssignmentRow | undefined
  readonly walk: Walk
  readonly standing: Standing
}

/** How one person stands on a path; undefined where they may not see it. */
export async function walkOn(
  walks: WalkSource,
  person: User,
  { path }: Pick<Page, 'path'>,
  lang: Lang,
): Promise<Walk | undefined> {
  return (await walks.walksOf([person], [path], lang)).get(person.id)?.[0]
}

export type Walkers = ReturnType<typeof createWalkers>

/** Who is on which path, and how they stand there. People who can no longer sign in are left out. */
export function createWalkers(deps: WalkerDeps) {
  const { content, store, all, roster, holidays, walks, source, now } = deps

  /** Of these people, those who were given the path or have begun it. */
  const standOn = async (people: readonly Person[], page: Page, lang: Lang): Promise<PathWalker[]> => {
    const [roads, attempts, assigned, known] = await Promise.all([
      source.hold(() => walks.walksOf(people, [page.path], lang)),
      walks.attemptsOf(page.path),
      all.now(),
      roster(),
    ])
    const failures = countFailures(attempts)
    return people.flatMap((person) => {
      const walk = roads.get(person.id)?.[0]
      const row = assigned.findActive(person.id, page.path)
      if (!walk || (!row && !walk.begun)) return []
      const given = row && givenOf(row, known)
      const failed = failures.get(person.id) ?? NO_FAILURES
      const standing = standingOf({ person, walk, given, failed, calendar: holidays.calendar(), now: now() })
      return [{ person, row, walk, standing }]
    })
  }

  let places: Promise<Places> | undefined
  let placesAsOf = ''
  /** Kept until anybody's progress or assignment is written, or a page has moved: it is asked on every view. */
  const idsByPath = (): Promise<Places> => {
    const current = `${walks.progressVersion()} ${all.version()} ${content.catalog.namesVersion}`
    if (places && placesAsOf === current) return places
    placesAsOf = current
    const reading = readPlaces()
    reading.catch(() => (places = undefined))
    return (places = reading)
  }

  const readPlaces = async (): Promise<Places> => {
    const [begun, assigned] = await Promise.all([store.walkers(), all.now()])
    const places = new Map<string, Set<string>>()
    const put = (path: string, userId: string) =>
      places.set(path, (places.get(path) ?? new Set()).add(userId))
    const present = new Map<string, string>()
    for (const { path, userId } of begun) {
      let at = present.get(path)
      if (at === undefined) present.set(path, (at = presentPath(content, path)))
      put(at, userId)
    }
    for (const row of assigned.active) put(row.path, row.userId)
    return places
  }

  const activeOf = (ids: ReadonlySet<string> | undefined, people: Roster): Person[] =>
    [...(ids ?? [])].flatMap((id) => people.findActive(id) ?? [])

  return {
    standOn,

    /** Everybody on a path; who is on one that was merged into it has progress there, too. */
    async onPath(page: Page, lang: Lang): Promise<PathWalker[]> {
      const merged = page.original.frontMatter.merges ?? []
      const paths = [page.path, ...merged.map((path) => presentPath(content, path.normalize('NFC')))]
      const [onPaths, people] = await Promise.all([idsByPath(), roster()])
      const ids = new Set(paths.flatMap((path) => [...(onPaths.get(path) ?? [])]))
      return standOn(activeOf(ids, people), page, lang)
    },

    /** By path: how many people are on it. */
    async counts(): Promise<ReadonlyMap<string, number>> {
      const [places, people] = await Promise.all([idsByPath(), roster()])
      return new Map([...places].map(([path, ids]) => [path, activeOf(ids, people).length]))
    },
  }
}

/** By path: ids of the people on it. */
type Places = ReadonlyMap<string, ReadonlySet<string>>

const NO_FAILURES: ReadonlyMap<string, number> = new Map()

/** By person, then by step. */
function countFailures(attempts: readonly QuizAttempt[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>()
  for (const { userId, stepId } of attempts) {
    const own = counts.get(userId) ?? new Map<string, number>()
    counts.set(userId, own.set(stepId, (own.get(stepId) ?? 0) + 1))
  }
  return counts
}
