import { InvalidError } from '../errors.ts'
import { variantFor } from '../pages/page.ts'
import type { FrontMatter, Question, Step } from '../pages/front-matter.ts'
import { kindOfFolder } from '../pages/kinds.ts'
import type { PageRule } from '../pages/pages.ts'
import { edgesOfSteps } from './locks.ts'
import { findLoop, pathEdges } from './path-graph.ts'

const AT_STEPS = { field: 'steps' } as const

/**
 * What is asked of a path before it is saved: no loops among its steps and among paths, no step that waits for one
 * that is not there, no quiz that cannot be passed. What comes by git is contained instead.
 */
export function pathRule(moved: (path: string) => string): PageRule {
  return ({ path, frontMatter, isOriginal }, catalog) => {
    if ((frontMatter.kind ?? kindOfFolder(path)) !== 'path') return
    for (const [index, step] of (frontMatter.steps ?? []).entries()) refuseUnpassable(step, index + 1)
    // A translation gives words alone: which steps there are, and in which order, is the original's to say.
    if (!isOriginal) return
    refuseStepLoops(frontMatter)
    const loop = findLoop(path, pathEdges(catalog, moved, { path, frontMatter }))
    if (!loop) return
    const titleOf = (one: string) => {
      if (one === path) return frontMatter.title
      const page = catalog.find(one)
      return page ? variantFor(page, page.original.lang).title : one
    }
    throw new InvalidError('learning.loop.paths', { loop: loop.map(titleOf).join(' → ') }, AT_STEPS)
  }
}

function refuseStepLoops({ steps = [] }: FrontMatter): void {
  const known = new Set(steps.map(({ id }) => id))
  for (const { id, after = [] } of steps) {
    const unknown = after.find((other) => !known.has(other.normalize('NFC')))
    if (unknown !== undefined)
      throw new InvalidError('learning.after.unknown', { step: id, unknown }, AT_STEPS)
  }
  const edges = edgesOfSteps(steps)
  for (const { id } of steps) {
    const loop = findLoop(id, edges)
    if (loop) throw new InvalidError('learning.loop.steps', { loop: loop.join(' → ') }, AT_STEPS)
  }
}

function refuseUnpassable({ check }: Step, number: number): void {
  if (check.type !== 'quiz') return
  const question = check.questions.findIndex((one) => !canBePassed(one)) + 1
  if (question > 0) throw new InvalidError('learning.quiz.unpassable', { step: number, question }, AT_STEPS)
}

function canBePassed({ options = [], answer = [] }: Question): boolean {
  if (options.length === 0) return true
  const known = new Set(options.map((option) => option.normalize('NFC').trim()))
  return answer.length > 0 && answer.every((one) => known.has(one.normalize('NFC').trim()))
}
