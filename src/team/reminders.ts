import type { Person } from '../accounts/people.ts'
import type { Pages } from '../pages/pages.ts'
import type { Lang, User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import type { AllAssignments } from './all-assignments.ts'
import { dayFor } from './days.ts'
import { isDue, isLate, type Standing } from './standing.ts'
import type { FrictionTold } from './assigned.ts'
import type { Roster } from './roster.ts'
import { personAddress, stepAddress } from './telling.ts'
import type { PathWalker, Walkers } from './walkers.ts'

export interface ReminderDeps {
  readonly pages: Pages
  readonly assignments: () => Promise<AllAssignments>
  readonly roster: () => Promise<Roster>
  readonly walkers: Walkers
  readonly frictionFor: (owner: User, lang: Lang) => Promise<readonly ShownFriction[]>
  readonly now: () => Date
}

/** A step at which people have trouble, as its owner was told. */
export interface ShownFriction extends FrictionTold {
  readonly title: string
  readonly lang: Lang
}

/** On one path at most so many steps are named; the path's page has them all. */
const MOST_STEPS = 3

/** What a person is reminded of on their home page. */
export function createReminders(deps: ReminderDeps) {
  const { pages, assignments, roster, walkers, frictionFor, now } = deps

  const standOn = async (person: Person, path: string, lang: Lang): Promise<PathWalker | undefined> => {
    const page = pages.find(person, path)
    if (page?.kind !== 'path') return undefined
    const [one] = await walkers.standOn([person], page, lang)
    return one
  }

  /** What is late, and what is due today or on the next working day. */
  const ownSteps = async (user: Person, lang: Lang): Promise<WaitingItem[]> => {
    const items: WaitingItem[] = []
    for (const { path } of (await assignments()).ofPerson(user.id)) {
      const one = await standOn(user, path, lang)
      if (one && one.standing.pace !== 'finished') items.push(...stepsOf(one, await roster()))
    }
    return items
  }

  const accompanied = async (buddy: Person, lang: Lang): Promise<WaitingItem[]> => {
    const people = await roster()
    const items: WaitingItem[] = []
    for (const row of (await assignments()).ofBuddy(buddy.id)) {
      const walker = people.findActive(row.userId)
      const one = walker && row.start <= dayFor(walker, now()) && (await standOn(walker, row.path, lang))
      if (one && one.standing.pace !== 'finished') items.push(accompany(one))
    }
    return items
  }

  return async (user: User, lang: Lang): Promise<WaitingItem[]> => {
    const person = (await roster()).findActive(user.id)
    if (!person) return []
    const [own, others, frictions] = await Promise.all([
      ownSteps(person, lang),
      accompanied(person, lang),
      frictionFor(user, lang),
    ])
    return [...own, ...others, ...frictions.map(frictionItem)]
  }
}

function stepsOf({ walk, standing }: PathWalker, people: Roster): WaitingItem[] {
  const ask = whoToAsk(standing, walk.owner, people)
  return walk.steps
    .filter((step) => step.status === 'todo' && step.locked.length === 0 && isDue(step, standing.soon))
    .slice(0, MOST_STEPS)
    .map((step) => ({
      key: `waiting.team.${isLate(step) ? 'late' : 'due'}${ask ? `.${ask.kind}` : ''}`,
      params: { who: ask?.name ?? '' },
      title: step.title,
      lang: step.lang,
      href: step.href && !step.outside ? step.href : stepAddress(walk, step.id),
      icon: 'clock',
      at: step.dueOn ?? '',
      late: isLate(step),
    }))
}

/** The buddy; else who looks after the path. */
function whoToAsk({ given, person }: Standing, owner: string | undefined, people: Roster) {
  if (given?.buddy) return { kind: 'buddy', name: given.buddy.name }
  const keeper = owner === undefined ? undefined : people.findByHandle(owner)
  if (!keeper || keeper.disabled || keeper.id === person.id) return undefined
  return { kind: 'owner', name: keeper.name }
}

function accompany({ walk, standing }: PathWalker): WaitingItem {
  const { person, pace, done, total, given } = standing
  const kind = pace === 'late' || pace === 'stuck' ? pace : 'well'
  return {
    key: `waiting.team.walks.${kind}`,
    params: { done, total },
    title: `${person.name} · ${walk.title}`,
    href: personAddress(person),
    icon: 'people',
    at: given?.start ?? '',
    late: kind !== 'well',
  }
}

function frictionItem({ path, stepId, at, people, title, lang }: ShownFriction): WaitingItem {
  return {
    key: 'waiting.team.friction',
    params: { people },
    title,
    lang,
    href: `/team/friction?path=${encodeURIComponent(path)}#step-${encodeURIComponent(stepId)}`,
    icon: 'warn',
    at,
  }
}
