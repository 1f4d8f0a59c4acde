import type { Lang } from '../user.ts'
import { langs } from '../user.ts'
import type { Page } from '../pages/page.ts'
import { opposes, readAdvice, type Advice, type Stems } from './opposition.ts'

/** A line of one lesson and a line of another that cannot both be followed. */
export interface Clash {
  readonly lang: Lang
  readonly does: { readonly path: string; readonly text: string }
  readonly doesnt: { readonly path: string; readonly text: string }
}

interface Line extends Advice {
  readonly path: string
  readonly lang: Lang
}

/** A word that stands in more lines than this says nothing about any. */
const MOST_LINES = 400

/**
 * Lines of all lessons by their words, so that one that changes is compared with those alone that share words with
 * it. Languages are compared each with itself.
 */
export class OppositionIndex {
  #lines = new Map<string, Line[]>()
  #byWord = new Map<string, Set<Line>>()
  #clashes = new Map<string, Clash[]>()
  #stems: Stems

  constructor(stems: Stems) {
    this.#stems = stems
  }

  /** Lessons that contradict each other, as `pathA\npathB` in order, each with where. */
  pairs(): ReadonlyMap<string, readonly Clash[]> {
    return this.#clashes
  }

  /** Takes up a lesson as it is now; undefined: it is gone, or counts no longer. */
  put(path: string, page: Page | undefined): void {
    this.#forget(path)
    if (!page) return
    const lines = linesOf(page, this.#stems)
    for (const line of lines) this.#compare(line)
    this.#lines.set(path, lines)
    for (const line of lines) {
      for (const word of line.words) {
        const known = this.#byWord.get(word)
        if (known) known.add(line)
        else this.#byWord.set(word, new Set([line]))
      }
    }
  }

  #compare(line: Line): void {
    const near = new Set<Line>()
    for (const word of line.words) {
      const lines = this.#byWord.get(word)
      if (lines && lines.size <= MOST_LINES) for (const other of lines) near.add(other)
    }
    for (const other of near) {
      if (other.lang !== line.lang || other.path === line.path || !opposes(line, other)) continue
      const [does, doesnt] = line.denies ? [other, line] : [line, other]
      const key = pairKey(line.path, other.path)
      const clash = { lang: line.lang, does: place(does), doesnt: place(doesnt) }
      this.#clashes.set(key, [...(this.#clashes.get(key) ?? []), clash])
    }
  }

  #forget(path: string): void {
    const lines = this.#lines.get(path)
    if (!lines) return
    this.#lines.delete(path)
    for (const line of lines) {
      for (const word of line.words) {
        const known = this.#byWord.get(word)
        if (known?.delete(line) && known.size === 0) this.#byWord.delete(word)
      }
    }
    for (const key of this.#clashes.keys()) if (key.split('\n').includes(path)) this.#clashes.delete(key)
  }
}

/** Two paths as one key, whichever comes first. */
export function pairKey(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`
}

function place({ path, text }: Line) {
  return { path, text }
}

function linesOf(page: Page, stems: Stems): Line[] {
  return langs.flatMap((lang) => {
    const lesson = page.variants.get(lang)?.frontMatter.lesson
    const read = (list: 'do' | 'dont') =>
      (lesson?.[list] ?? []).map((text) => ({
        ...readAdvice(text, list, lang, stems),
        path: page.path,
        lang,
      }))
    return [...read('do'), ...read('dont')]
  })
}
