import type { Catalog } from '../pages/catalog.ts'
import type { Page } from '../pages/page.ts'
import type { Lang } from '../user.ts'
import type { Walk } from './paths.ts'

/** A lesson that belongs to the situation of a step. */
export interface StepLesson {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  /** The situation in which it applies; empty where it names none. */
  readonly when: string
}

/** The lessons that belong beside a page, the nearest first. From memory, for it is asked on views. */
export type LessonsFor = (page: Page, lang: Lang) => readonly StepLesson[]

/**
 * The lesson to have in mind at the next step. None where that step reads a lesson itself or no page, and none that
 * the path has as a step of its own.
 */
export function lessonOfNext(
  { next, steps, lang }: Walk,
  catalog: Catalog,
  lessonsFor: LessonsFor,
): StepLesson | undefined {
  const target = next?.page === undefined ? undefined : catalog.find(next.page)
  if (!target || target.kind === 'lesson' || target.kind === 'path') return undefined
  const own = new Set(steps.map(({ page }) => page))
  return lessonsFor(target, lang).find(({ path }) => !own.has(path))
}
