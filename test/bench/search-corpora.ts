import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Language, SearchDocument } from '../../src/search/document.ts'
import { readTar } from './tar.ts'

const SHARED = join(import.meta.dirname, '../../../shared')

/** A document with its text in memory. */
export type TextDocument = SearchDocument & { readonly body: string }

export interface JudgedQuery {
  readonly id: string
  readonly type: string
  readonly q: string
  /** Paths of the pages that answer it. */
  readonly rel: readonly string[]
}

interface JudgedPage {
  readonly id: string
  readonly lang: Language
  readonly title: string
  readonly heads: readonly string[]
  readonly body: string
}

export function readJudgedPages(): TextDocument[] {
  const lines = gunzipSync(readFileSync(join(SHARED, 'search/corpus.jsonl.gz')))
    .toString()
    .trim()
    .split('\n')
  return lines.map((line) => {
    const { id, lang, title, heads, body } = JSON.parse(line) as JudgedPage
    return toDocument(id, lang, title, heads, body)
  })
}

/** Weights are chosen on the tuned half of the queries alone; the held half shows whether they hold. */
export type Half = 'tuned' | 'held'

/** The first `perType` queries of each type, by type; of one half where one is given. */
export function readQueries(perType: number, half?: Half): Map<string, JudgedQuery[]> {
  const read = JSON.parse(readFileSync(join(SHARED, 'search/queries.json'), 'utf8')) as JudgedQuery[]
  const all = half === undefined ? read : read.filter(({ id }) => halfOf(id) === half)
  const byType = Map.groupBy(all, ({ type }) => type)
  return new Map(Array.from(byType, ([type, queries]) => [type, queries.slice(0, perType)]))
}

function halfOf(id: string): Half {
  const start = createHash('md5').update(String(id)).digest().readUInt16BE(0)
  return start % 2 === 0 ? 'tuned' : 'held'
}

/**
 * As many pages as asked: real ones, then made ones. A made page has a real page's frame, with sentences of other pages
 * of its language, and a word in twenty that no other page has or few have, as names and numbers in real pages are.
 */
export function* manyPages(count: number): Generator<TextDocument> {
  const real = [...readJudgedPages(), ...readDocs()]
  const byLang = Map.groupBy(real, ({ lang }) => lang)
  const random = createRandom(7)
  for (let at = 0; at < count; at++) {
    const page = real[at % real.length] as TextDocument
    if (at < real.length) yield page
    else yield makePage(page, at, byLang.get(page.lang) ?? real, random)
  }
}

/** Numbers from 0 to below 1, the same every time (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function makePage(
  page: TextDocument,
  at: number,
  others: readonly TextDocument[],
  random: () => number,
): TextDocument {
  const other = (): TextDocument => others[Math.floor(random() * others.length)] ?? page
  const sentences = page.body.split(/(?<=[.\n])\s/)
  const mixed = sentences.map((sentence) => {
    if (random() < 0.5) return sentence
    const from = other().body
    const start = Math.floor(random() * Math.max(1, from.length - sentence.length))
    return from.slice(start, start + sentence.length)
  })
  const body = mixed.join(' ').replace(/\S+/g, (word) => (random() < 0.05 ? rename(word, random) : word))
  const title = mixWords(page.title, other().title, random)
  const headings = page.headings.map(({ id, text }) => ({ id, text: mixWords(text, other().title, random) }))
  return { ...page, path: `${page.path}-${at}`, title, headings, body }
}

function mixWords(one: string, other: string, random: () => number): string {
  const words = other.split(' ')
  return one
    .split(' ')
    .map((word) => (random() < 0.4 ? (words[Math.floor(random() * words.length)] ?? word) : word))
    .join(' ')
}

/** A name of the same script, one of forty thousand, some far more frequent than others. */
function rename(word: string, random: () => number): string {
  const pick = Math.floor(random() ** 3 * 40_000)
  const syllables = /[가-힣]/.test(word) ? '가나다라마바사아자차카타파하거너더러머버' : 'abcdefghijklmnoprstu'
  return Array.from({ length: 4 }, (_, at) => syllables[Math.floor(pick / 20 ** at) % 20]).join('')
}

function readDocs(): TextDocument[] {
  const files = readTar(gunzipSync(readFileSync(join(SHARED, 'corpora/docs.tgz'))))
  return files
    .filter(({ name }) => name.endsWith('.md'))
    .map(({ name, text }) => {
      const heads = Array.from(text.matchAll(/^#{1,4}\s+(.+)$/gm), (match) => match[1] ?? '')
      return toDocument(
        name.replace(/\.md$/, ''),
        /[가-힣]/.test(text) ? 'ko' : 'en',
        heads[0] ?? name,
        heads,
        text,
      )
    })
}

function toDocument(
  path: string,
  lang: Language,
  title: string,
  heads: readonly string[],
  body: string,
): TextDocument {
  return {
    path,
    lang,
    kind: 'note',
    title,
    summary: '',
    tags: [],
    owner: undefined,
    status: 'published',
    headings: heads.map((text, at) => ({ id: String(at), text })),
    body,
    stale: false,
    supersededBy: undefined,
    updated: 0,
  }
}
