import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

/** Rows of the form; what a file has beyond them stays in it. */
export const sourceRows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
type Row = (typeof sourceRows)[number]
const COLUMNS = ['Tier', 'Title', 'Url', 'Version'] as const
type SourceField = `source${(typeof COLUMNS)[number]}${Row}`
type Cell = z.ZodOptional<z.ZodString>

const text = z.string().max(4_000).optional()

/** The fields of a page's sources in the editor's form, a row a source. */
export const sourceShape = Object.fromEntries(
  sourceRows.flatMap((row) => COLUMNS.map((column) => [`source${column}${row}`, text] as const)),
) as unknown as Record<SourceField, Cell>

export type SourceFields = { readonly [Field in SourceField]?: string | undefined }
type Entry = Readonly<Record<string, unknown>>

/** Whether the sources of a file can be shown in rows; else they stay YAML. */
export function areSources(sources: unknown): sources is readonly Entry[] {
  return (
    Array.isArray(sources) &&
    sources.every((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry))
  )
}

/** Sources taken apart into rows. */
export function fieldsOfSources(sources: unknown): SourceFields {
  const entries = areSources(sources) ? sources : []
  const rows = sourceRows.map((row): SourceFields => {
    const { tier, title, url, version } = entries[row - 1] ?? {}
    return {
      [`sourceTier${row}`]: textOf(tier),
      [`sourceTitle${row}`]: textOf(title),
      [`sourceUrl${row}`]: textOf(url),
      [`sourceVersion${row}`]: textOf(version),
    }
  })
  return Object.assign({}, ...rows) as SourceFields
}

/**
 * The sources that the rows describe; a row without an address and a name is left out. What the form has no column
 * for stays with its row, but the day of the last check, which was of another address. Undefined: none are left.
 */
export function sourcesOfFields(fields: SourceFields, before: unknown): readonly unknown[] | undefined {
  const known = areSources(before) ? before : []
  const cell = (column: (typeof COLUMNS)[number], row: Row) => fields[`source${column}${row}`]?.trim() ?? ''
  const rows = sourceRows.flatMap((row): Entry[] => {
    const [title, url] = [cell('Title', row), cell('Url', row)]
    if (title === '' && url === '') return []
    const old = known[row - 1]
    const { checked, ...rest } = old ?? {}
    const isSame = old !== undefined && textOf(old.url) === url
    const said = {
      ...rest,
      tier: cell('Tier', row) || 'other',
      title,
      url,
      version: cell('Version', row) || undefined,
      checked: isSame ? checked : undefined,
    }
    const entry = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
    return [isDeepStrictEqual(entry, asWritten(old)) ? (old ?? entry) : entry]
  })
  const all = [...rows, ...known.slice(sourceRows.length)]
  if (all.length > 0) return all
  return Array.isArray(before) && before.length === 0 ? before : undefined
}

/** A version may be written as a number. */
function asWritten(entry: Entry | undefined): Entry | undefined {
  return entry?.version === undefined ? entry : { ...entry, version: textOf(entry.version) }
}

function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : JSON.stringify(value)
}
