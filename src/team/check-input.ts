import type { Person } from '../accounts/people.ts'
import { InvalidError } from '../errors.ts'
import { canSee, type Page } from '../pages/page.ts'
import { daysBetween, isDay, type Day } from './days.ts'
import type { Roster } from './roster.ts'

/** A path may begin this many days ago, or in this many days. */
const FURTHEST_DAYS = 366

/** @throws InvalidError (start) for what is no day, and for one that cannot be meant. */
export function checkStart(typed: string, today: Day): Day {
  const start = typed.trim()
  if (start === '') throw new InvalidError('team.start.missing', {}, { field: 'start' })
  if (!isDay(start)) throw new InvalidError('team.start.form', {}, { field: 'start' })
  if (Math.abs(daysBetween(today, start)) > FURTHEST_DAYS)
    throw new InvalidError('team.start.far', { start }, { field: 'start' })
  return start
}

/** Who is to walk. @throws InvalidError (handle) for somebody who is not there, has left, or may not see the path. */
export function checkWalker(typed: string, page: Page, people: Roster): Person {
  const handle = typed.trim()
  if (handle === '') throw new InvalidError('team.handle.missing', {}, { field: 'handle' })
  const person = people.findByHandle(handle)
  if (!person) throw new InvalidError('team.handle.unknown', { handle: shorten(handle) }, { field: 'handle' })
  if (person.disabled) throw new InvalidError('team.handle.left', { name: person.name }, { field: 'handle' })
  if (!canSee(person, page))
    throw new InvalidError('team.path.unseen', { name: person.name }, { field: 'handle' })
  return person
}

/** Who accompanies; nobody where nothing was typed. @throws InvalidError (buddy) as above, and for oneself. */
export function checkBuddy(
  typed: string | undefined,
  walkers: readonly Person[],
  people: Roster,
): Person | undefined {
  const handle = typed?.trim() ?? ''
  if (handle === '') return undefined
  const buddy = people.findByHandle(handle)
  if (!buddy) throw new InvalidError('team.buddy.unknown', { handle: shorten(handle) }, { field: 'buddy' })
  if (buddy.disabled) throw new InvalidError('team.buddy.left', { name: buddy.name }, { field: 'buddy' })
  if (walkers.some(({ id }) => id === buddy.id))
    throw new InvalidError('team.buddy.self', { name: buddy.name }, { field: 'buddy' })
  return buddy
}

function shorten(typed: string): string {
  return typed.length > 60 ? `${typed.slice(0, 60)}…` : typed
}
