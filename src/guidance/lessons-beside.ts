import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import type { Catalog } from '../pages/catalog.ts'
import type { Page, Variant } from '../pages/page.ts'
import { nameOf, type PageName } from './directions.ts'

export interface BesideLesson extends PageName {
  readonly when: string
}

const MOST = 3
const LINK_SCORE = 3
const STEP_SCORE = 2

/**
 * The lessons to show beside a page: those that link to it, those that link to what its steps read, and those that share
 * its tags, the rarer the tag the better; the same ones for everybody until something changes. Not what is superseded,
 * has stopped holding, or is linked in the page already.
 */
export function createLessonsBeside(catalog: Catalog) {
  let version = -1
  let byTag = new Map<string, Page[]>()
  const found = new Map<string, readonly BesideLesson[]>()

  const refresh = (): void => {
    if (version === catalog.version) return
    version = catalog.version
    found.clear()
    byTag = new Map()
    for (const lesson of catalog.list('lesson')) {
      if (lesson.status !== 'published') continue
      for (const tag of lesson.tags) {
        const lessons = byTag.get(tag)
        if (lessons) lessons.push(lesson)
        else byTag.set(tag, [lesson])
      }
    }
  }

  const choose = (page: Page): Page[] => {
    const scores = new Map<Page, number>()
    const add = (lesson: Page, score: number) => scores.set(lesson, (scores.get(lesson) ?? 0) + score)
    for (const tag of page.tags) {
      const lessons = byTag.get(tag) ?? []
      for (const lesson of lessons) add(lesson, 1 / Math.log2(1 + lessons.length))
    }
    for (const other of catalog.backlinks(page)) if (other.kind === 'lesson') add(other, LINK_SCORE)
    for (const step of page.original.frontMatter.steps ?? []) {
      const target = step.page === undefined ? undefined : catalog.named(step.page)
      for (const other of target ? catalog.backlinks(target) : [])
        if (other.kind === 'lesson') add(other, STEP_SCORE)
    }
    const ranked = [...scores].sort(([a, one], [b, other]) => other - one || a.path.localeCompare(b.path))
    const chosen: Page[] = []
    for (const [lesson] of ranked) {
      if (chosen.length === MOST) break
      if (isToShow(lesson, page)) chosen.push(lesson)
    }
    return chosen
  }
  const isToShow = (lesson: Page, page: Page): boolean =>
    lesson !== page &&
    lesson.status === 'published' &&
    !catalog.hasStopped(lesson.path) &&
    !catalog.successor(lesson.path) &&
    !catalog.backlinks(lesson).includes(page)

  return {
    lessonsFor(page: Page, lang: Variant['lang']): readonly BesideLesson[] {
      refresh()
      const key = `${lang} ${page.path}`
      const kept = found.get(key)
      if (kept) return kept
      const lessons = choose(page).map((lesson) => ({
        ...nameOf(lesson, lang),
        when: (lesson.variants.get(lang) ?? lesson.original).frontMatter.lesson?.when ?? '',
      }))
      found.set(key, lessons)
      return lessons
    },

    addToPage(page: Page, variant: Variant): PageAddition {
      const beside = this.lessonsFor(page, variant.lang)
      if (beside.length === 0) return NO_ADDITION
      return { version: 'beside', locals: { beside }, personal: false, slots: { rail: 'guidance/beside' } }
    },
  }
}
