import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

/** Rows of the form; what a file has beyond them stays in it. */
export const retroRows = [1, 2, 3, 4, 5, 6, 7, 8] as const
type Row = (typeof retroRows)[number]
const COLUMNS = ['reason', 'outcome', 'learned', 'action', 'actionOwner', 'actionBy'] as const
type RetroField = `${(typeof COLUMNS)[number]}${Row}`
type Cell = z.ZodOptional<z.ZodString>

const text = z.string().max(4_000).optional()

/** The fields of a retrospective in the editor's form, a row an entry. */
export const retroShape = Object.fromEntries(
  retroRows.flatMap((row) => COLUMNS.map((column) => [`${column}${row}`, text] as const)),
) as unknown as Record<RetroField, Cell>

type Fields = { readonly [Field in RetroField]?: string | undefined }
type Entry = Readonly<Record<string, unknown>>

/** A retrospective taken apart into rows. */
export function fieldsOfRetro(retro: Entry): Fields {
  const reasons = entriesOf(retro.reasons, 'reason')
  const learned = entriesOf(retro.learned, 'what')
  const actions = entriesOf(retro.actions, 'what')
  const rows = retroRows.map((row): Fields => {
    const [reason, item, action] = [reasons[row - 1], learned[row - 1], actions[row - 1]]
    return {
      [`reason${row}`]: textOf(reason?.reason),
      [`outcome${row}`]: textOf(reason?.outcome),
      [`learned${row}`]: textOf(item?.what),
      [`action${row}`]: textOf(action?.what),
      [`actionOwner${row}`]: textOf(action?.owner),
      [`actionBy${row}`]: textOf(action?.by),
    }
  })
  return Object.assign({}, ...rows) as Fields
}

/**
 * The retrospective that the rows describe. What the form has no column for (the lesson that was drawn, the day it was
 * done) stays with its row, and with a row that was emptied it goes. Undefined where nothing is left.
 */
export function retroOfFields(fields: Fields, before: Entry): Entry | undefined {
  const cell = (column: (typeof COLUMNS)[number], row: Row) => fields[`${column}${row}`]?.trim() ?? ''
  const lists = {
    reasons: listOf(before.reasons, 'reason', (row) => ({
      reason: cell('reason', row),
      outcome: cell('outcome', row) || undefined,
    })),
    learned: listOf(before.learned, 'what', (row) => ({ what: cell('learned', row) })),
    actions: listOf(before.actions, 'what', (row) => ({
      what: cell('action', row),
      owner: cell('actionOwner', row) || undefined,
      by: cell('actionBy', row) || undefined,
    })),
  }
  const retro = { ...before, ...lists }
  const said = Object.entries(retro).filter(([, value]) => value !== undefined)
  return said.length > 0 ? Object.fromEntries(said) : undefined
}

/** A list with its first rows as the form says; an entry that says the same is the same as before, as it was written. */
function listOf(before: unknown, name: string, rowOf: (row: Row) => Entry): unknown[] | undefined {
  const written: readonly unknown[] = Array.isArray(before) ? before : []
  const known = entriesOf(before, name)
  const rows = retroRows.flatMap((row): unknown[] => {
    const typed = rowOf(row)
    const old = known[row - 1]
    if (typed[name] === '') return []
    const joined = withoutGaps({ ...old, ...typed })
    return [old && isDeepStrictEqual(joined, withoutGaps({ ...old })) ? written[row - 1] : joined]
  })
  const all = [...rows, ...written.slice(retroRows.length)]
  if (all.length > 0) return all
  return Array.isArray(before) && before.length === 0 ? before : undefined
}

function entriesOf(list: unknown, name: string): Entry[] {
  if (!Array.isArray(list)) return []
  return list.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null ? (entry as Entry) : { [name]: entry },
  )
}

function withoutGaps(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
}

function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : JSON.stringify(value)
}
