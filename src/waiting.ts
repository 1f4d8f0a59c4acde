import type { Lang, User } from './user.ts'

/** Something that waits for a person to act, on their home page until they have. */
export interface WaitingItem {
  /** A message key that says what is to be done: `waiting.verify`. */
  readonly key: string
  readonly params?: Readonly<Record<string, string | number>>
  /** What it is about: a page's title, somebody's question. */
  readonly title: string
  /** The language of `title`, where it is known. */
  readonly lang?: Lang | undefined
  readonly href: string
  readonly icon: string
  /** ISO 8601; since when it waits, or when it is due. */
  readonly at: string
  readonly late?: boolean
}

/** A feature's part of that list. Answers from memory or with one indexed query. */
export type WaitingSource = (user: User, lang: Lang) => Promise<readonly WaitingItem[]>

/** All that waits, what is late first, then what waits longest. */
export async function collectWaiting(
  sources: readonly WaitingSource[],
  user: User,
  lang: Lang,
): Promise<WaitingItem[]> {
  const lists = await Promise.all(sources.map((source) => source(user, lang)))
  return lists
    .flat()
    .sort((a, b) => Number(b.late ?? false) - Number(a.late ?? false) || a.at.localeCompare(b.at))
}
