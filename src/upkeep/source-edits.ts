import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { parseYaml, setFrontMatter, splitFrontMatter } from '../markdown/front-matter.ts'
import { replaceSourceLinks, withFragmentOf } from './source-links.ts'
import { sourceKey } from './source-state.ts'

type Entry = Readonly<Record<string, unknown>>

/** The file with a source's address replaced where its front matter names it and where its text links to it; a fragment stays. */
export function replaceSourceUrl(source: string, key: string, to: string): string {
  const named = changeSources(source, key, (entry) => ({
    ...entry,
    url: withFragmentOf(String(entry.url), to),
  }))
  return replaceSourceLinks(named, key, to)
}

/** The file with the day on which somebody looked at a source. */
export function setSourceChecked(source: string, key: string, day: string): string {
  return changeSources(source, key, (entry) => ({ ...entry, checked: day }))
}

/** The file without a source. */
export function removeSource(source: string, key: string): string {
  return changeSources(source, key, () => undefined)
}

function changeSources(source: string, key: string, change: (entry: Entry) => Entry | undefined): string {
  const { yaml } = splitFrontMatter(source)
  if (yaml === undefined) return source
  const data = parseYaml(yaml)
  const before = Array.isArray(data.sources) ? (data.sources as unknown[]) : []
  const changed = before.map((entry) => (isSource(entry, key) ? change(entry) : entry))
  if (isDeepStrictEqual(changed, before)) return source
  const after = changed.filter((entry) => entry !== undefined)
  const spliced = changed.length === after.length ? spliceScalars(yaml, before, changed) : undefined
  if (spliced !== undefined && isDeepStrictEqual(attemptYaml(spliced), { ...data, sources: after })) {
    const start = source.indexOf(yaml, source.indexOf('---'))
    return source.slice(0, start) + spliced + source.slice(start + yaml.length)
  }
  return setFrontMatter(source, { sources: after.length > 0 ? after : undefined })
}

/**
 * Values that stand in the text already, cut out and replaced, so that the list keeps its look; undefined where a
 * key would have to be added.
 */
function spliceScalars(
  yaml: string,
  before: readonly unknown[],
  after: readonly unknown[],
): string | undefined {
  const document = parseDocument(yaml, { schema: 'core', logLevel: 'silent' })
  const list = document.get('sources')
  if (!isSeq(list)) return undefined
  const cuts: { start: number; end: number; text: string }[] = []
  for (const [index, item] of list.items.entries()) {
    const [was, is] = [before[index] as Entry, after[index] as Entry]
    if (was === is) continue
    for (const name of Object.keys(is)) {
      if (isDeepStrictEqual(was[name], is[name])) continue
      const value = isMap(item) ? item.get(name, true) : undefined
      if (!isScalar(value) || !value.range) return undefined
      const [start, end] = value.range
      cuts.push({ start, end, text: writeScalar(String(is[name]), yaml.slice(start, end)) })
    }
  }
  return cuts
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: value }) => text.slice(0, start) + value + text.slice(end), yaml)
}

/** In quotes where it was, and wherever a plain one could be read as something else. */
function writeScalar(value: string, was: string): string {
  const isPlain = /^[\w./:~-]+$/.test(value) && !/^["']/.test(was) && !value.endsWith(':')
  return isPlain ? value : JSON.stringify(value)
}

function attemptYaml(yaml: string): unknown {
  try {
    return parseYaml(yaml)
  } catch {
    return undefined
  }
}

function isSource(entry: unknown, key: string): entry is Entry {
  if (typeof entry !== 'object' || entry === null) return false
  const { url } = entry as { url?: unknown }
  return typeof url === 'string' && sourceKey(url) === key
}
