import { AppError } from '../../errors.ts'
import { readPageSource, type FrontMatter, type Step } from '../../pages/front-matter.ts'

/** The steps of a path's file; none where its front matter cannot be read. */
export function readSteps(source: string): readonly Step[] {
  return readRelations(source)?.steps ?? []
}

/** Undefined where the front matter cannot be read: then it is shown as it is, and nothing is made of it. */
export function readRelations(source: string): Pick<FrontMatter, 'steps' | 'after'> | undefined {
  try {
    return readPageSource(source).frontMatter
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return undefined
  }
}
