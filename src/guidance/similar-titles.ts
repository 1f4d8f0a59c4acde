import type { Catalog } from '../pages/catalog.ts'
import { canSee, type Page } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Lang, User } from '../user.ts'
import { nameOf, type PageName } from './directions.ts'
import { koreanKey } from './korean-key.ts'
import { likeness, type Stems } from './opposition.ts'

export interface SimilarPage extends PageName {
  /** The two titles say the same. */
  readonly near: boolean
}

export type SimilarTitles = ReturnType<typeof createSimilarTitles>

interface Taken {
  /** Letters and digits alone. */
  readonly squashed: string
  readonly words: ReadonlySet<string>
  /** Pairs of neighbouring letters: spacing and endings change few of them. */
  readonly pairs: ReadonlySet<string>
}

interface KnownTitle extends Taken {
  readonly page: Page
}

const MOST = 3
const LIKE = 0.5
const NEAR = 0.9

/** Pages that may already say what somebody begins to write, by the words and letters of their titles in any language. */
export function createSimilarTitles(catalog: Catalog, stems: Stems) {
  let version = -1
  let known: ReadonlyMap<string, readonly KnownTitle[]> = new Map()

  const take = (title: string): Taken => {
    const squashed = title
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
    const letters = [...squashed]
    return {
      squashed,
      words: new Set(stems(title).map(koreanKey)),
      pairs: new Set(letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`)),
    }
  }
  /** Titles by their words and pairs. */
  const refresh = (): void => {
    if (version === catalog.namesVersion) return
    version = catalog.namesVersion
    const found = new Map<string, KnownTitle[]>()
    for (const page of catalog.all()) {
      if (isTemplate(page.path)) continue
      for (const { title } of page.variants.values()) {
        const entry = { page, ...take(title) }
        for (const key of [...entry.words, ...entry.pairs]) {
          const titles = found.get(key)
          if (titles) titles.push(entry)
          else found.set(key, [entry])
        }
      }
    }
    known = found
  }

  /** The most similar first; not the page at `except`. */
  return (user: User, lang: Lang, title: string, except?: string): SimilarPage[] => {
    refresh()
    const typed = take(title.normalize('NFC').slice(0, 300))
    const near = new Set([...typed.words, ...typed.pairs].flatMap((key) => known.get(key) ?? []))
    const scores = new Map<Page, number>()
    for (const entry of near) {
      const { page } = entry
      if (page.path === except || !canSee(user, page)) continue
      const score = similarity(entry, typed)
      if (score >= LIKE) scores.set(page, Math.max(score, scores.get(page) ?? 0))
    }
    return [...scores]
      .sort(([a, one], [b, other]) => other - one || a.path.localeCompare(b.path))
      .slice(0, MOST)
      .map(([page, score]) => ({ ...nameOf(page, lang), near: score >= NEAR }))
  }
}

/** By words, or by letters (L. R. Dice's coefficient, 1945), whichever is more. */
function similarity(one: Taken, other: Taken): number {
  if (one.squashed === other.squashed) return 1
  const shared = [...one.pairs].filter((pair) => other.pairs.has(pair)).length
  const dice = (2 * shared) / Math.max(1, one.pairs.size + other.pairs.size)
  return Math.max(likeness(one.words, other.words), dice)
}
