import { posix } from 'node:path'
import { parse } from 'yaml'
import type { SourceTexts } from './source-texts.ts'

/** What a MkDocs configuration says about snippets and pages; all folders are of the tree. */
export interface MkDocsSite {
  /** Where snippets are looked for, in this order. `undefined` is the folder of the page. */
  readonly bases: readonly (string | undefined)[]
  /** Whether parts of files lose the indentation that all of their lines have. */
  readonly dedent: boolean
  /** The folder whose files are its pages. */
  readonly docs: string
}

const NAMES = ['mkdocs.yml', 'mkdocs.yaml']
const MAX_LENGTH = 64_000

/** The site that a file of the tree is of: that of the nearest configuration above it, else of the first there is. */
export function createMkDocsSites(
  sources: readonly string[],
  texts: Pick<SourceTexts, 'read'>,
): (source: string) => MkDocsSite {
  const sites = new Map<string, MkDocsSite>()
  for (const source of sources) {
    const folder = posix.dirname(source)
    if (NAMES.includes(posix.basename(source)) && !sites.has(folder))
      sites.set(folder, readSite(folder, texts.read(source)))
  }
  const [first = readSite('.', undefined)] = sites.values()
  return (source) => {
    for (let folder = posix.dirname(source); ; folder = posix.dirname(folder)) {
      const site = sites.get(folder)
      if (site) return site
      if (folder === '.') return first
    }
  }
}

function readSite(folder: string, yaml: string | undefined): MkDocsSite {
  const config = readConfig(yaml)
  const docs = posix.join(folder, textOf(config.docs_dir) ?? 'docs')
  const options = snippetOptions(config.markdown_extensions)
  const written = [options.base_path].flat().flatMap((base) => textOf(base) ?? [])
  const bases = written.map((base) => {
    // `!relative` of MkDocs: of the page where nothing is named.
    if (base === '') return undefined
    return posix.join(
      folder,
      base.replace('$docs_dir', posix.relative(folder, docs)).replace('$config_dir', '.'),
    )
  })
  // Where the configuration inherits or computes its paths, they are mostly these.
  return { bases: [...bases, folder, docs], dedent: options.dedent_subsections === true, docs }
}

/** Tags that only MkDocs knows (`!!python/name:`, `!ENV`) are left to be what they are written as. */
function readConfig(yaml: string | undefined): Record<string, unknown> {
  if (yaml === undefined || yaml.length > MAX_LENGTH) return {}
  try {
    return recordOf(parse(yaml, { logLevel: 'silent', strict: false, uniqueKeys: false }))
  } catch {
    return {}
  }
}

/** Extensions are a list of names and of names with options, or a mapping of both. */
function snippetOptions(extensions: unknown): Record<string, unknown> {
  const all = Array.isArray(extensions) ? extensions.map(recordOf) : [recordOf(extensions)]
  return recordOf(all.find((one) => 'pymdownx.snippets' in one)?.['pymdownx.snippets'])
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
