import { writeCsv } from '../web/csv.ts'
import type { Translate } from '../web/i18n.ts'
import type { Standing } from './standing.ts'
import type { PathTeam } from './team-view.ts'
import { saidOfTrouble } from './words.ts'

/** The people of a path by its steps, for a table program. */
export function teamCsv({ title, steps, people }: PathTeam, t: Translate): string {
  const head = [
    ...['name', 'handle', 'path', 'start', 'buddy', 'pace', 'done', 'total', 'finished', 'why'].map(
      (column) => t(`team.csv.${column}`),
    ),
    ...steps.map(({ number, title: step }) => `${number}. ${step}`),
  ]
  return writeCsv([head, ...people.map((one) => rowOf(one, title, t))])
}

function rowOf(one: Standing, path: string, t: Translate): (string | number)[] {
  const { person, given, pace, done, total, finishedOn = '', troubles, steps } = one
  return [
    person.name,
    person.handle,
    path,
    given?.start ?? '',
    given?.buddy?.name ?? '',
    t(`team.pace.${pace}`),
    done,
    total,
    finishedOn,
    troubles.map((trouble) => saidOfTrouble(trouble, t)).join(' / '),
    ...steps.map(({ state }) => t(`team.state.${state}`)),
  ]
}
