import { InvalidError } from '../errors.ts'
import { parseYaml, setFrontMatter, splitFrontMatter } from '../markdown/front-matter.ts'
import { readPageSource } from '../pages/front-matter.ts'
import { note, type Note } from './note.ts'

export interface ForeignFrontMatter {
  /** The front matter as written, with its fences; '' where there is none that can be kept as such. */
  readonly block: string
  readonly data: Readonly<Record<string, unknown>>
  /** Everything below it; front matter that cannot be read stands on top as a code block. */
  readonly body: string
  readonly notes: readonly Note[]
}

const TOML = /^\+\+\+[ \t]*\r?\n([\s\S]*?)^\+\+\+[ \t]*(?:\r?\n|$)/m

/** Takes a file apart. Nothing of it is lost: what is no front matter here becomes part of the text. */
export function readForeignFrontMatter(text: string): ForeignFrontMatter {
  const toml = text.startsWith('+++') ? TOML.exec(text) : null
  if (toml) {
    const body = codeBlock('toml', toml[1] ?? '') + text.slice(toml[0].length)
    return { block: '', data: titleOfToml(toml[1] ?? ''), body, notes: [note('transfer.frontMatter.toml')] }
  }
  const { yaml, body } = splitFrontMatter(text)
  if (yaml === undefined) return { block: '', data: {}, body, notes: [] }
  try {
    return { block: text.slice(0, text.length - body.length), data: parseYaml(yaml), body, notes: [] }
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    const why = note('transfer.frontMatter.code', { line: error.params.line ?? 1 })
    return { block: '', data: {}, body: codeBlock('yaml', yaml) + body, notes: [why] }
  }
}

/** A title is worth saving from front matter of another kind; the rest stays readable in the block. */
function titleOfToml(toml: string): Record<string, unknown> {
  const [, title] = /^title[ \t]*=[ \t]*["']([^"'\n]+)["'][ \t]*\r?$/m.exec(toml) ?? []
  return title === undefined ? {} : { title }
}

function codeBlock(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${code}${code.endsWith('\n') || code === '' ? '' : '\n'}${fence}\n\n`
}

const MOST_KEYS = 30

/**
 * Changes that make front matter of elsewhere fit: a key that means something else here is kept under another name.
 * @param fallback what a key is set to when its own value does not fit
 */
export function fitFrontMatter(
  { block, data }: Pick<ForeignFrontMatter, 'block' | 'data'>,
  wanted: Readonly<Record<string, unknown>>,
  fallback: Readonly<Record<string, unknown>>,
): { changes: Record<string, unknown>; notes: Note[] } {
  const changes: Record<string, unknown> = { ...wanted }
  const notes: Note[] = []
  if (block === '') return { changes, notes }
  for (let tries = 0; tries < MOST_KEYS; tries++) {
    const key = findUnfitKey(setFrontMatter(block, changes))
    if (key === undefined) break
    const to = freeName(key, data)
    changes[to] = data[key]
    changes[key] = fallback[key]
    notes.push(note('transfer.frontMatter.moved', { key, to }))
  }
  return { changes, notes }
}

function findUnfitKey(source: string): string | undefined {
  try {
    readPageSource(source)
    return undefined
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    if (error.key === 'pages.kind.unknown') return 'kind'
    if (error.key === 'pages.title.missing') return 'title'
    const [key] = String(error.params.key ?? '').split('.')
    if (!key) throw error
    return key
  }
}

function freeName(key: string, data: Readonly<Record<string, unknown>>): string {
  const name = `original${key.slice(0, 1).toUpperCase()}${key.slice(1)}`
  let free = name
  for (let number = 2; free in data; number++) free = `${name}${number}`
  return free
}
