import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '../../src/context.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { User } from '../../src/user.ts'
import { pathSource } from './stage.ts'

export const PEOPLE = 200
export const PATHS = 30

/** How many of a path's steps somebody of the crowd has done: none to four. */
export const doneBy = (person: number, path: number): number => (person * 7 + path * 3) % 5

export const crowdPath = (path: number): string => `paths/crowd-${String(path).padStart(2, '0')}`
export const crowdHandle = (person: number): string => `crowd-${String(person).padStart(3, '0')}`

const STEPS = ['one', 'two', 'three', 'four'] as const
const START = '2026-11-16'
const DONE_AT = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map((day) => `${day}T01:00:00.000Z`)

/** 200 people who were given 30 paths each, written straight into the tables, as another process would. */
export async function gatherCrowd({ pages, config, now }: Context, lead: User): Promise<void> {
  const revisions = new Map<string, string>()
  for (const [name, step] of [
    ['one', 'one'],
    ['two', 'two'],
  ] as const) {
    const source = `---\ntitle: ${name}\nlang: ko\n---\n\n본문이에요.\n`
    const { revision } = await pages.save(lead, { path: `guides/${name}`, source, how: 'replace' })
    revisions.set(step, revision)
  }
  await pages.content.commit(lead, () =>
    Promise.resolve({
      message: 'Paths for many',
      files: Array.from({ length: PATHS }, (_path, index) => ({
        path: `${crowdPath(index)}.md`,
        content: Buffer.from(pathSource().replace('시작하기', `길 ${index}`)),
      })),
    }),
  )
  const at = now().toISOString()
  const database = openDatabase(join(config.dataDir, 'giljabi.sqlite'))
  await database.kysely.transaction().execute(async (transaction) => {
    for (let person = 0; person < PEOPLE; person++) {
      const handle = crowdHandle(person)
      const id = `id-${handle}`
      await transaction
        .insertInto('users')
        .values({
          id,
          handle,
          email: `${handle}@team.example`,
          email_key: `${handle}@team.example`,
          name: `사람 ${person}`,
          name_shape: handle,
          role: 'member',
          lang: null,
          theme: 'system',
          password_hash: '',
          password_given_at: null,
          disabled_at: null,
          created_at: at,
        })
        .execute()
      const paths = Array.from({ length: PATHS }, (_path, index) => index)
      await transaction
        .insertInto('assignments')
        .values(
          paths.map((path) => ({
            id: `${handle}-${path}`,
            user_id: id,
            path: crowdPath(path),
            start_on: START,
            assigned_by: lead.id,
            created_at: at,
          })),
        )
        .execute()
      const rows = paths.flatMap((path) =>
        STEPS.slice(0, doneBy(person, path)).map((step_id, index) => ({
          user_id: id,
          path: crowdPath(path),
          step_id,
          revision: revisions.get(step_id) ?? '',
          completed_at: DONE_AT[index] ?? at,
          evidence: step_id === 'three' ? '자리 사진' : null,
          answers: step_id === 'two' ? '[["공식 문서"]]' : null,
          state: 'done' as const,
        })),
      )
      await transaction.insertInto('progress').values(rows).execute()
    }
  })
  await database.close()
  await nextTurn()
}
