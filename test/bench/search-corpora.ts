import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Language, SearchDocument } from '../../src/search/document.ts'
import { readTar } from './tar.ts'

const SHARED = join(import.meta.dirname, '../../../shared')

export interface JudgedQuery {
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

export function readJudgedPages(): SearchDocument[] {
  const lines = gunzipSync(readFileSync(join(SHARED, 'search/corpus.jsonl.gz')))
    .toString()
    .trim()
    .split('\n')
  return lines.map((line) => {
    const { id, lang, title, heads, body } = JSON.parse(line) as JudgedPage
    return toDocument(id, lang, title, heads, body)
  })
}

/** The first `perType` queries of each type, by type. */
export function readQueries(perType: number): Map<string, JudgedQuery[]> {
  const all = JSON.parse(readFileSync(join(SHARED, 'search/queries.json'), 'utf8')) as JudgedQuery[]
  const byType = Map.groupBy(all, ({ type }) => type)
  return new Map(Array.from(byType, ([type, queries]) => [type, queries.slice(0, perType)]))
}

/** As many pages as asked: real ones, then variations of them with their paragraphs in another order. */
export function manyPages(count: number): SearchDocument[] {
  const real = [...readJudgedPages(), ...readDocs()]
  return Array.from({ length: count }, (_, at) =>
    vary(real[at % real.length] as SearchDocument, Math.floor(at / real.length)),
  )
}

function vary(document: SearchDocument, round: number): SearchDocument {
  if (round === 0) return document
  const words = document.body.split(' ')
  const turn = Math.floor((words.length * round) / 7)
  return {
    ...document,
    path: `${document.path}-${round}`,
    title: `${document.title} ${round}`,
    body: [...words.slice(turn), ...words.slice(0, turn)].filter((_, at) => (at + round) % 9 !== 0).join(' '),
  }
}

function readDocs(): SearchDocument[] {
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
): SearchDocument {
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
