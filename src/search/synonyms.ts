import { termsOf } from './tokens.ts'

export interface Synonyms {
  /** The terms of the other members of every group that has a member in the text. */
  of(text: string): string[]
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
        return group.filter((member) => !met.includes(member)).flat()
      })
    },
  }
}

function holdsInOrder(terms: readonly string[], member: readonly string[]): boolean {
  return terms.some((_, start) => member.every((term, at) => terms[start + at] === term))
}
