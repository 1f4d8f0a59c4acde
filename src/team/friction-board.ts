import { setImmediate as breathe } from 'node:timers/promises'
import { ForbiddenError, NotFoundError } from '../errors.ts'
import type { Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { findFriction, type Said, type StepFriction } from './friction.ts'
import type { Holidaying } from './holidays.ts'
import type { ShownFriction } from './reminders.ts'
import type { Roster } from './roster.ts'
import type { TeamStore } from './store.ts'
import type { Telling } from './telling.ts'
import { walkOn, type WalkSource, type Walkers } from './walkers.ts'

/** What readers said at a step of a path. */
export type SaidOf = (
  page: string | undefined,
  step: { readonly path: string; readonly id: string },
) => Promise<Omit<Said, 'searches'>>

export interface FrictionDeps {
  readonly pages: Pages
  readonly store: TeamStore
  readonly roster: () => Promise<Roster>
  readonly walkers: Walkers
  readonly walks: WalkSource
  readonly holidays: Holidaying
  readonly telling: Telling
  readonly saidOf: SaidOf
  readonly now: () => Date
}

export interface FrictionBoard {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  /** How many are on the path. */
  readonly people: number
  readonly steps: readonly StepFriction[]
}

/** From this many on, the owner of the page is told; and again for each so many more. */
export const FRICTION_PEOPLE = 3

/** What each step of a path does to those who walk it, for leads and for who looks after it. */
export function createFrictionBoard(deps: FrictionDeps) {
  const { pages, store, roster, walkers, walks, holidays, telling, saidOf, now } = deps

  const measure = async (asker: User, page: Page, lang: Lang): Promise<FrictionBoard> => {
    const people = await walkers.onPath(page, lang)
    const own = await walkOn(walks, asker, page, lang)
    const steps = own?.steps ?? []
    const searches = await store.searchesOn(pathsOf(pages.content, page.path))
    const said = await Promise.all(
      steps.map(async ({ id, page: target }): Promise<[string, Said]> => {
        const { questions, unhelpful } = await saidOf(target, { path: page.path, id })
        return [id, { questions, unhelpful, searches: searches.get(id) ?? 0 }]
      }),
    )
    const friction = findFriction({
      steps,
      walkers: people.map(({ person, walk, row }) => ({ person, walk, given: row })),
      attempts: await walks.attemptsOf(page.path),
      saidOf: new Map(said),
      calendar: holidays.calendar(),
      now: now(),
    })
    return {
      path: page.path,
      title: own?.title ?? '',
      lang: own?.lang ?? lang,
      people: people.length,
      steps: friction,
    }
  }

  /** Who looks after a step: the owner of its page, else of the path. */
  const ownerOf = (path: Page, target: string | undefined): string | undefined =>
    (target === undefined ? undefined : pages.content.catalog.find(target)?.owner) ?? path.owner

  const find = (path: string): Page | undefined => {
    const page = pages.content.catalog.find(presentPath(pages.content, path.normalize('NFC')))
    return page?.kind === 'path' ? page : undefined
  }

  /** Which steps of a path somebody sees: leads and who looks after it all, who looks after some of its pages those. */
  const sees = (by: User, page: Page): 'all' | 'own' | 'none' => {
    if (hasRole(by, 'lead') || page.owner === by.handle) return 'all'
    const targets = (page.original.frontMatter.steps ?? []).flatMap((step) => step.page ?? [])
    const owns = targets.some((target) => ownerOf(page, presentPath(pages.content, target)) === by.handle)
    return owns ? 'own' : 'none'
  }

  return {
    /**
     * For leads all steps; for who looks after the path all, after some of its pages those.
     * @throws NotFoundError for what is no path, ForbiddenError for everybody else.
     */
    async friction(by: User, path: string, lang: Lang): Promise<FrictionBoard> {
      const page = pages.find(by, presentPath(pages.content, path.normalize('NFC')))
      if (page?.kind !== 'path') throw new NotFoundError('learning.path.missing')
      const seen = sees(by, page)
      if (seen === 'none') throw new ForbiddenError('team.friction.refused')
      const board = await measure(by, page, lang)
      if (seen === 'all') return board
      return { ...board, steps: board.steps.filter((step) => ownerOf(page, step.page) === by.handle) }
    },

    /** Whether somebody sees anything of it. */
    seesFriction: (by: User, page: Page): boolean => sees(by, page) !== 'none',

    /** Tells owners of the steps at which enough people have trouble. */
    async tellFriction(): Promise<void> {
      const known = new Map((await store.frictionTold()).map((told) => [`${told.path} ${told.stepId}`, told]))
      const people = await roster()
      for (const page of pages.content.catalog.list('path')) {
        const keeper = people.leads[0] ?? people.all[0]
        if (!keeper || page.status !== 'published') continue
        await breathe()
        for (const step of (await measure(keeper, page, page.original.lang)).steps) {
          const before = known.get(`${page.path} ${step.id}`)?.people ?? 0
          if (step.weight < before + FRICTION_PEOPLE) continue
          const owner = people.findByHandle(ownerOf(page, step.page) ?? '')
          if (!owner || owner.disabled) continue
          const told = { path: page.path, stepId: step.id, at: now().toISOString(), people: step.weight }
          await store.putFrictionTold(told)
          await telling.friction(owner, page, step, step.weight)
        }
      }
    },

    /** That `user` searched and found nothing: counted at the steps where they are, without their name. */
    async noteSearchInVain(user: User): Promise<void> {
      const paths = pages.content.catalog.list('path').map(({ path }) => path)
      for (const walk of (await walks.walksOf([user], paths, 'ko')).get(user.id) ?? []) {
        if (!walk.next || walk.finished || (!walk.begun && !walk.assignment)) continue
        await store.addSearch(walk.path, walk.next.id)
      }
    },

    /** What waits for the owner of pages: where they were told of trouble and nothing has been changed since. */
    async frictionFor(owner: User, lang: Lang): Promise<ShownFriction[]> {
      const shown: ShownFriction[] = []
      for (const told of await store.frictionTold()) {
        const page = find(told.path)
        const step = page?.original.frontMatter.steps?.find(({ id }) => id === told.stepId)
        if (!page || !step) continue
        const target =
          step.page === undefined ? undefined : presentPath(pages.content, step.page.normalize('NFC'))
        if (ownerOf(page, target) !== owner.handle || changedSince(page, target, told.at)) continue
        const own = await walkOn(walks, owner, page, lang)
        const seen = own?.steps.find(({ id }) => id === told.stepId)
        shown.push({ ...told, path: page.path, title: seen?.title ?? told.stepId, lang: seen?.lang ?? lang })
      }
      return shown
    },
  }

  function changedSince(path: Page, target: string | undefined, at: string): boolean {
    const { catalog, history } = pages.content
    const touched = [path, target === undefined ? undefined : catalog.find(target)]
    return touched.some((page) =>
      [...(page?.variants.values() ?? [])].some(
        ({ file }) => (history.latest(file)?.time.toISOString() ?? '') > at,
      ),
    )
  }
}

export type FrictionOperations = ReturnType<typeof createFrictionBoard>
