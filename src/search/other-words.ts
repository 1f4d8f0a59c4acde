import { termsOf } from './tokens.ts'

const MOST_WORDS = 6

/** Says which words stand in a group of synonyms with a word of a query, as the group writes them. */
export function createOtherWords(groups: readonly (readonly string[])[]): (text: string) => string[] {
  const known = groups.map((group) => group.map((word) => ({ word, terms: termsOf(word) })))
  return (text) => {
    if (known.length === 0) return []
    const asked = termsOf(text)
    const others = known.flatMap((group) => {
      const met = group.filter(({ terms }) => holdsInOrder(asked, terms))
      return met.length === 0 ? [] : group.filter((member) => !met.includes(member))
    })
    return [...new Set(others.map(({ word }) => word))].slice(0, MOST_WORDS)
  }
}

function holdsInOrder(terms: readonly string[], member: readonly string[]): boolean {
  return member.length > 0 && terms.some((_, start) => member.every((term, at) => terms[start + at] === term))
}
