import { termsOf } from './tokens.ts'

/** A group that a text has a member of. */
export interface SynonymMatch {
  /** The terms of the members that the text has. */
  readonly met: readonly string[]
  /** The other members, each by its terms. */
  readonly others: readonly (readonly string[])[]
}

export interface Synonyms {
  of(text: string): SynonymMatch[]
}

const GROUP_LIMIT = 500

/** Words that mean the same in any language, from the content's settings (배포 = deploy = release). */
export function createSynonyms(groups: readonly (readonly string[])[]): Synonyms {
  const known = groups
    .slice(0, GROUP_LIMIT)
    .map((group) => group.map(termsOf).filter((terms) => terms.length > 0))
  return {
    of(text) {
      if (known.length === 0) return []
      const asked = termsOf(text)
      return known.flatMap((group) => {
        const met = group.filter((member) => holdsInOrder(asked, member))
        if (met.length === 0) return []
        return [{ met: met.flat(), others: group.filter((member) => !met.includes(member)) }]
      })
    },
  }
}

function holdsInOrder(terms: readonly string[], member: readonly string[]): boolean {
  return terms.some((_, start) => member.every((term, at) => terms[start + at] === term))
}
