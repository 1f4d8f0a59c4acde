import type { Content } from '../pages/content.ts'
import type { Step } from '../pages/front-matter.ts'
import type { Page } from '../pages/page.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import { findRevision } from '../pages/revisions.ts'
import type { Records } from './progress-cache.ts'
import type { StepRecord } from './progress-store.ts'

/**
 * Which of a person's records is about which step of a path (by step id). A path is known under all its former
 * paths and has the records of those that were merged into it. Steps are matched by id, then by their page, so that
 * neither a renamed nor a re-ordered step loses progress; what belonged to another path, by its page alone where it
 * has one, for two paths may use one id for two things.
 */
export function matchRecords(page: Page, records: Records, content: Content): Map<string, StepRecord> {
  const matched = new Map<string, StepRecord>()
  if (records.size === 0) return matched
  const steps = page.original.frontMatter.steps ?? []
  const own = pathsOf(content, page.path).flatMap((path) => [...(records.get(path)?.values() ?? [])])
  const ids = new Set(steps.map(({ id }) => id))
  for (const record of own) {
    const kept = matched.get(record.stepId)
    if (!kept || kept.completedAt < record.completedAt) matched.set(record.stepId, record)
  }
  const orphans = own.filter(({ stepId }) => !ids.has(stepId))
  const merged = mergedPaths(page, content).flatMap((path) => [...(records.get(path)?.values() ?? [])])
  if (orphans.length + merged.length === 0) return matched
  for (const step of steps) {
    if (matched.has(step.id)) continue
    const found = [...orphans, ...merged].filter((record) => isOf(record, step, content))
    const last = found.reduce<StepRecord | undefined>(
      (best, one) => (best && best.completedAt >= one.completedAt ? best : one),
      undefined,
    )
    if (last) matched.set(step.id, last)
  }
  return matched
}

/** Paths that have become part of `page`, with all their former paths, also those merged into them before. */
function mergedPaths(page: Page, content: Content): string[] {
  const found = new Set<string>()
  const own = new Set(pathsOf(content, page.path))
  const open = [...(page.original.frontMatter.merges ?? [])]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const asked = path.normalize('NFC')
    for (const known of [asked, ...pathsOf(content, presentPath(content, asked))]) {
      if (own.has(known) || found.has(known)) continue
      found.add(known)
      open.push(...(content.catalog.find(known)?.original.frontMatter.merges ?? []))
    }
  }
  return [...found]
}

/** Whether a record under another id, or of another path, is what this step asks for. */
function isOf(record: StepRecord, step: Step, content: Content): boolean {
  if (!provesAs(record, step)) return false
  if (step.page === undefined) return record.stepId === step.id && record.page === undefined
  const target = presentPath(content, step.page.normalize('NFC'))
  if (record.page !== undefined) return presentPath(content, record.page) === target
  const page = content.catalog.find(target)
  return (
    page !== undefined && record.revision !== '' && findRevision(content, page, record.revision) !== undefined
  )
}

/** Having read a page does not answer its quiz. */
function provesAs({ answers, evidence }: StepRecord, { check }: Step): boolean {
  if (check.type === 'quiz') return answers !== undefined
  return check.type === 'read' || evidence !== undefined
}
