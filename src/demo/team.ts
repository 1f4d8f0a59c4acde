import type { Lang, Role } from '../user.ts'

export interface DemoPerson {
  readonly handle: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly lang: Lang
  /** The day of the story on which they join. */
  readonly joins: number
}

/** For looking around only: the demo is a folder of its own, and nobody's real wiki. */
export const DEMO_PASSWORD = 'walk-ahead-2026'

const person = (handle: string, name: string, role: Role, lang: Lang, joins = 0): DemoPerson => ({
  handle,
  email: `${handle}@example.com`,
  name,
  role,
  lang,
  joins,
})

/** A team of five: one leaves on the way, and one is new. */
export const demoTeam = [
  person('hayun', '한하윤', 'admin', 'ko'),
  person('dohyun', '오도현', 'lead', 'ko'),
  person('jiwoo', '서지우', 'member', 'ko'),
  person('robin', 'Robin Park', 'member', 'en'),
  person('seojun', '문서준', 'member', 'ko', 30),
] as const

export type Handle = (typeof demoTeam)[number]['handle']
