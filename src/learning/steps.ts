import type { Step } from '../pages/front-matter.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Lang } from '../user.ts'

/**
 * The steps of a path in the reader's language. The original says which steps there are, in which order and of
 * which kind, so that everybody walks the same road; a translation gives their words.
 */
export function stepsOf(page: Page, lang: Lang): readonly Step[] {
  const translated = variantFor(page, lang).frontMatter.steps ?? []
  const own = page.original.frontMatter.steps ?? translated
  const words = new Map(translated.map((step) => [step.id, step]))
  return own.map((step) => inWordsOf(step, words.get(step.id)))
}

export function findStep(page: Page, stepId: string, lang: Lang): Step | undefined {
  return stepsOf(page, lang).find((step) => step.id === stepId.normalize('NFC'))
}

function inWordsOf(step: Step, words: Step | undefined): Step {
  if (!words || words === step) return step
  return {
    ...step,
    title: words.title ?? step.title,
    why: words.why ?? step.why,
    url: words.url ?? step.url,
    section: step.section === undefined ? undefined : (words.section ?? step.section),
    check: words.check.type === step.check.type ? words.check : step.check,
  }
}
