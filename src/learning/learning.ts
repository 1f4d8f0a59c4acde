import type { Database } from '../db/open.ts'
import { NotFoundError } from '../errors.ts'
import { canSee, type Page, type Variant } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { redirectedPath } from '../pages/redirects.ts'
import type { Lang, User } from '../user.ts'
import { askedStep, chooseStep, type AskedStep } from './choose-step.ts'
import { findTarget, stepAfter, walkOf, type Shelf, type Walk, type WalkStep } from './paths.ts'
import { createProgressCache } from './progress-cache.ts'
import { createProgressStore } from './progress-store.ts'
import { createProgress } from './progress.ts'
import { createStepIndex } from './step-index.ts'

export interface LearningDeps {
  readonly database: Database
  readonly pages: Pages
  readonly now?: () => Date
}

/** For `views/learning/road.ejs`, on a path's page. */
export interface Road {
  /** Changes whenever this would look otherwise. */
  readonly version: string
  readonly walk: Walk
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
export function createLearning({ database, pages, now = () => new Date() }: LearningDeps) {
  const { content } = pages
  const store = createProgressStore(database.kysely)
  const cache = createProgressCache(database, store)
  const placesOf = createStepIndex(content.catalog, (path) => redirectedPath(content, path))
  const shelf = (): Shelf => ({
    catalog: content.catalog,
    history: content.history,
    moved: (path) => redirectedPath(content, path),
  })
  const getPath = (user: User, path: string): Page => {
    const page = pages.find(user, path)
    if (page?.kind !== 'path') throw new NotFoundError('learning.path.missing')
    return page
  }
  const walk = async (user: User, page: Page, lang: Lang): Promise<Walk> =>
    walkOf(user, page, lang, shelf(), (await cache.recordsOf(user.id)).get(page.path))

  const progress = createProgress({
    pages,
    store,
    cache,
    getPath,
    findTarget: (user, step) => findTarget(user, step, shelf()),
    now,
  })

  /** What a path's page shows above its text; undefined for other pages and a path without steps. */
  const pathLocals = async (user: User, page: Page, variant: Variant): Promise<Road | undefined> => {
    if (page.kind !== 'path') return undefined
    const own = await walk(user, page, variant.lang)
    return own.steps.length === 0 ? undefined : { version: versionOf(own), walk: own }
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
    const places = placesOf(page.path)
    if (places.length === 0) return undefined
    const visible = [...new Set(places.map(({ path }) => path))].flatMap(
      (path) => pages.find(user, path) ?? [],
    )
    const walks = await Promise.all(visible.map((path) => walk(user, path, variant.lang)))
    const chosen = chooseStep(walks, page.path, asked)
    if (!chosen) return undefined
    const after = stepAfter(chosen.walk, chosen.step)
    return {
      ...chosen,
      after,
      version: `${versionOf(chosen.walk)} ${chosen.step.id}`,
      revision: variant.blob,
    }
  }

  return {
    ...progress,
    pathLocals,
    stepBarLocals,

    /** Both of the above, for the view of a page; `query` is the address's. */
    async addToPage({ query }: { query: AddressQuery }, user: User, page: Page, variant: Variant) {
      const road = await pathLocals(user, page, variant)
      const stepBar = await stepBarLocals(user, page, variant, askedStep(query))
      const locals = { ...(road && { road }), ...(stepBar && { stepBar }) }
      const personal = Object.keys(locals).length > 0
      return { version: [road?.version, stepBar?.version].join('\n'), locals, personal }
    },

    /** Every path that `user` may see, as they walk it: the last one walked first, then by title. */
    async walks(user: User, lang: Lang): Promise<Walk[]> {
      const visible = content.catalog.list('path').filter((page) => canSee(user, page))
      const walks = await Promise.all(visible.map((page) => walk(user, page, lang)))
      const offered = walks.filter((one) => one.begun || one.status === 'published')
      return offered.sort((a, b) => b.lastAt.localeCompare(a.lastAt))
    },

    /** @throws NotFoundError for what is missing, not to be seen, or no path. */
    async getWalk(user: User, path: string, lang: Lang): Promise<Walk> {
      return walk(user, getPath(user, path), lang)
    },
  }
}

/** The catalog's part of a page is in its tag already; this is the person's. */
function versionOf({ path, steps }: Walk): string {
  return `${path} ${steps.map(({ record }) => `${record?.revision}${record?.completedAt}`).join()}`
}
