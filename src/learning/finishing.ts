import { newRowId } from '../db/row-id.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import type { Page } from '../pages/page.ts'
import type { Lang, User } from '../user.ts'
import type { createFinishStore, FinishedStep, FinishRecord } from './finish-store.ts'
import type { Walk, WalkStep } from './paths.ts'
import type { ProgressCache } from './progress-cache.ts'

export interface FinishingDeps {
  readonly store: ReturnType<typeof createFinishStore>
  readonly cache: ProgressCache
  readonly walk: (user: User, page: Page, lang: Lang) => Promise<Walk>
  /** The paths of which a path is a step, as far as this person may see them. */
  readonly pathsWith: (user: User, path: string) => readonly Page[]
  readonly tellFinished: (user: User, record: FinishRecord, walk: Walk) => Promise<void>
  readonly now: () => Date
}

export type Finishing = ReturnType<typeof createFinishing>

/** The dated record of a path that was walked to its end. It stays as it is when the path changes later. */
export function createFinishing(deps: FinishingDeps) {
  const { store, cache, walk, pathsWith, tellFinished, now } = deps

  const finishIfWalked = async (user: User, page: Page, lang: Lang): Promise<FinishRecord | undefined> => {
    const walked = await walk(user, page, lang)
    if (!walked.finished || walked.finish) return undefined
    const record = recordOf(user, walked, now())
    if (!(await store.add(record))) return undefined
    cache.forget(user.id)
    await tellFinished(user, record, walked)
    // What is made of this path may have been waiting for it alone.
    for (const outer of pathsWith(user, page.path)) await finishIfWalked(user, outer, lang)
    return record
  }

  return {
    /** Makes the record where the last step that has to be walked has just been; undefined where there is none to make. */
    finishIfWalked,

    /**
     * The record of somebody who had all steps before the path lost its last ones: no step of theirs would make it.
     * @throws InvalidError where the path is not walked to its end.
     */
    async claim(user: User, page: Page, lang: Lang): Promise<FinishRecord> {
      const { finish } = await walk(user, page, lang)
      const record = finish ?? (await finishIfWalked(user, page, lang))
      if (!record) throw new InvalidError('learning.record.unfinished')
      return record
    },

    /** For everybody who is signed in. @throws NotFoundError */
    async get(id: string): Promise<FinishRecord> {
      const record = await store.find(id)
      if (!record) throw new NotFoundError('learning.record.missing')
      return record
    },
  }
}

function recordOf(user: User, { path, title, lang, revision, steps, lastAt }: Walk, now: Date): FinishRecord {
  const time = now.toISOString()
  return {
    id: newRowId(),
    userId: user.id,
    path,
    title,
    lang,
    revision,
    name: user.name,
    // A clock that was put back must not date the end before the last step.
    finishedAt: lastAt > time ? lastAt : time,
    steps: steps.filter(({ status }) => status === 'done' || status === 'changed').map(finishedStep),
  }
}

function finishedStep({ id, section, title, page, record, subpath }: WalkStep): FinishedStep {
  return {
    id,
    section,
    title,
    page,
    revision: record?.revision ?? '',
    completedAt: record?.completedAt ?? subpath?.lastAt ?? '',
    confirmedBy: record?.state === 'done' ? record.decision?.name : undefined,
  }
}
