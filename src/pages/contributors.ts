import type { Version } from './history.ts'

/** Somebody who wrote versions of a page. */
export interface Contributor {
  readonly name: string
  readonly versions: number
  readonly first: Date
  readonly last: Date
}

export interface Contributors {
  /** Who wrote the first version; undefined where there is none. */
  readonly author: Contributor | undefined
  /** All, who began the page first and then by who wrote the most versions. */
  readonly all: readonly Contributor[]
}

/**
 * Who wrote a page, from its versions, newest first. People are told apart by e-mail, and are called what they were
 * called last.
 */
export function contributorsOf(versions: readonly Version[]): Contributors {
  const found = new Map<string, { -readonly [Key in keyof Contributor]: Contributor[Key] }>()
  for (const { author, time } of versions) {
    const key = author.email.toLowerCase()
    const known = found.get(key)
    if (!known) found.set(key, { name: author.name, versions: 1, first: time, last: time })
    else {
      known.versions++
      known.first = time
    }
  }
  const first = versions.at(-1)?.author.email.toLowerCase()
  const author = first === undefined ? undefined : found.get(first)
  const others = [...found.values()].filter((one) => one !== author)
  others.sort((a, b) => b.versions - a.versions || a.first.getTime() - b.first.getTime())
  return { author, all: author ? [author, ...others] : others }
}
