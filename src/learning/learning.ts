import type { Database } from '../db/open.ts'
import { NotFoundError } from '../errors.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { Page, Variant } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import type { Lang, User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { pathAddress } from './addresses.ts'
import { NO_ASSIGNMENTS, type Assignments } from './assignment.ts'
import type { QuizAttempt } from './attempt.ts'
import { createAttemptStore } from './attempt-store.ts'
import { askedStep, chooseStep, type AskedStep } from './choose-step.ts'
import { createConfirmations } from './confirmations.ts'
import { createFinishStore } from './finish-store.ts'
import { createFinishing } from './finishing.ts'
import { createLookAgain } from './look-again.ts'
import { pathRule } from './path-rule.ts'
import { stepAfter, type Walk, type WalkStep } from './paths.ts'
import { NOBODY, type WalkingPeople } from './people.ts'
import { createProgressCache } from './progress-cache.ts'
import { createProgressStore } from './progress-store.ts'
import { createProgress } from './progress.ts'
import { createStepIndex } from './step-index.ts'
import { lessonOfNext, type LessonsFor, type StepLesson } from './step-lesson.ts'
import { createTelling } from './telling.ts'
import { createWalks } from './walks.ts'

export interface LearningDeps {
  readonly database: Database
  readonly pages: Pages
  readonly notifications?: Pick<Notifications, 'tell'>
  readonly people?: WalkingPeople
  readonly lessonsFor?: LessonsFor
  readonly now?: () => Date
}

/** For `views/learning/road.ejs`, on a path's page. */
export interface Road {
  /** Changes whenever this would look otherwise. */
  readonly version: string
  readonly walk: Walk
  /** What to have in mind at the next step. */
  readonly lesson: StepLesson | undefined
}

/** For `views/learning/step-bar.ejs`, at the foot of a page that is a step. */
export interface StepBar {
  readonly version: string
  readonly walk: Walk
  readonly step: WalkStep
  readonly after: WalkStep | undefined
  /** The revision that is shown. */
  readonly revision: string
}

type AddressQuery = Readonly<Record<string, unknown>>

export type Learning = ReturnType<typeof createLearning>

/** Paths, and how far each person has walked them. Built once a process. */
export function createLearning(deps: LearningDeps) {
  const {
    database,
    pages,
    notifications,
    people = NOBODY,
    lessonsFor = () => [],
    now = () => new Date(),
  } = deps
  const { content } = pages
  const moved = (path: string) => presentPath(content, path)
  pages.addRule(pathRule(moved))
  let assigned: Assignments = NO_ASSIGNMENTS
  const assignments = () => assigned

  const store = createProgressStore(database.kysely)
  const attempts = createAttemptStore(database.kysely)
  const finished = createFinishStore(database.kysely)
  const cache = createProgressCache(database, { steps: store, finished })
  const placesOf = createStepIndex(content.catalog, moved)
  const telling = createTelling({ notifications, people })
  const walks = createWalks({ pages, cache, asksAgain: createLookAgain(content), assignments })

  const getPath = (user: User, path: string): Page => {
    const page = pages.find(user, moved(path.normalize('NFC')))
    if (page?.kind !== 'path') throw new NotFoundError('learning.path.missing')
    return page
  }
  const pathsWith = (user: User, page: string): Page[] =>
    [...new Set(placesOf(page).map(({ path }) => path))].flatMap((path) => pages.find(user, path) ?? [])
  const finishing = createFinishing({
    store: finished,
    cache,
    walk: walks.walk,
    pathsWith,
    tellFinished: (walker, record, walk) => telling.finished(walker, record, walk),
    now,
  })
  const common = { pages, store, cache, walks, finishing, now }
  const progress = createProgress({
    ...common,
    attempts,
    getPath,
    tellWaiting: (walker, walk, step) => telling.waiting(walker, walk, step),
  })
  const confirmations = createConfirmations({ ...common, people, telling, assignments })

  /** What a path's page shows above its text; undefined for other pages and a path without steps. */
  const pathLocals = async (user: User, page: Page, variant: Variant): Promise<Road | undefined> => {
    if (page.kind !== 'path') return undefined
    const own = await walks.walk(user, page, variant.lang)
    if (own.steps.length === 0) return undefined
    const lesson = lessonOfNext(own, content.catalog, lessonsFor)
    return { version: `${versionOf(own, assigned)} ${lesson?.path}`, walk: own, lesson }
  }

  /**
   * What a page shows at its foot where it is a step: of the path that `asked` names, else of a path that `user`
   * has begun. Undefined for all other pages, without asking the database where no path has the page.
   */
  const stepBarLocals = async (
    user: User,
    page: Page,
    variant: Variant,
    asked: AskedStep = {},
  ): Promise<StepBar | undefined> => {
    const paths = pathsWith(user, page.path)
    if (paths.length === 0) return undefined
    const own = await walks.walkAll(user, paths, variant.lang)
    const chosen = chooseStep(own, page.path, {
      ...asked,
      path: asked.path === undefined ? undefined : moved(asked.path),
    })
    if (!chosen) return undefined
    const after = stepAfter(chosen.walk, chosen.step)
    return {
      ...chosen,
      after,
      version: `${versionOf(chosen.walk, assigned)} ${chosen.step.id}`,
      revision: variant.blob,
    }
  }

  /** Every path that `user` may see, as they walk it: the last one walked first, then those that they were given. */
  const allWalks = async (user: User, lang: Lang): Promise<Walk[]> => {
    const visible = content.catalog.listFor(user, 'path')
    const own = await walks.walkAll(user, visible, lang)
    const offered = own.filter((one) => one.begun || one.assignment || one.status === 'published')
    const given = ({ assignment }: Walk) => Number(assignment !== undefined)
    return offered.sort((a, b) => b.lastAt.localeCompare(a.lastAt) || given(b) - given(a))
  }

  return {
    ...progress,
    ...confirmations,
    pathLocals,
    stepBarLocals,
    walks: allWalks,

    /** From now on, who was given which path is asked there. */
    setAssignments: (source: Assignments): void => void (assigned = source),

    /** Both of the above, for the view of a page; `query` is the address's. */
    async addToPage({ query }: { query: AddressQuery }, user: User, page: Page, variant: Variant) {
      const road = await pathLocals(user, page, variant)
      const stepBar = await stepBarLocals(user, page, variant, askedStep(query))
      const locals = { ...(road && { road }), ...(stepBar && { stepBar }) }
      const personal = Object.keys(locals).length > 0
      return { version: [road?.version, stepBar?.version].join('\n'), locals, personal }
    },

    /** @throws NotFoundError for what is missing, not to be seen, or no path. */
    async getWalk(user: User, path: string, lang: Lang): Promise<Walk> {
      return walks.walk(user, getPath(user, path), lang)
    },

    /**
     * How each of these people stands on each of these paths, as far as they may see it: for those who lead. One
     * query for all of them.
     */
    async walksOf(some: readonly User[], paths: readonly string[], lang: Lang): Promise<Map<string, Walk[]>> {
      const known = await cache.ofAll(some.map(({ id }) => id))
      const found = new Map<string, Walk[]>()
      for (const user of some) {
        const visible = paths.flatMap((path) => pages.find(user, moved(path)) ?? [])
        const onPaths = visible.filter(({ kind }) => kind === 'path')
        found.set(user.id, await walks.walkAll(user, onPaths, lang, known.get(user.id)))
      }
      return found
    },

    /** Another one after every write of anybody's progress. */
    progressVersion: () => cache.version(),

    /** The record of having walked a path to its end. @throws NotFoundError */
    getRecord: (id: string) => finishing.get(id),

    /** @throws InvalidError where the path is not walked to its end. */
    async claimRecord(user: User, path: string, lang: Lang) {
      return finishing.claim(user, getPath(user, path), lang)
    },

    /** Quizzes of a path that were not passed, by whomever: for finding what holds people up. */
    attemptsOf: (path: string): Promise<QuizAttempt[]> => attempts.of(pathsOf(content, moved(path))),

    /** Ids that steps of this path must not be given anew: somebody has done something under them. */
    usedStepIds: (path: string): Promise<string[]> => store.usedIds(pathsOf(content, moved(path))),

    /** What waits on a person's home page: tasks to confirm, and their own that came back. */
    async waitingFor(user: User, lang: Lang): Promise<WaitingItem[]> {
      const own = (await allWalks(user, lang)).flatMap(({ path, steps }) =>
        steps.flatMap(({ record, title, lang: titleLang, id }): WaitingItem[] =>
          record?.state !== 'back'
            ? []
            : [
                {
                  key: 'learning.waits.back',
                  params: { name: record.decision?.name ?? '' },
                  title,
                  lang: titleLang,
                  href: pathAddress(path, id),
                  icon: 'again',
                  at: record.decision?.at ?? record.completedAt,
                },
              ],
        ),
      )
      return [...own, ...(await confirmations.waitingFor(user, lang))]
    },
  }
}

/** The catalog's part of a page is in its tag already; this is the person's. */
function versionOf({ path, steps, finish }: Walk, assigned: Assignments): string {
  const own = steps.map(
    ({ record, status, locked, late }) =>
      `${status}${locked.length}${late}${record?.revision}${record?.completedAt}${record?.state}${record?.decision?.at}`,
  )
  return `${path} ${assigned.version()} ${finish?.id} ${own.join()}`
}
