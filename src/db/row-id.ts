import { randomUUIDv7 } from 'node:crypto'

/** A new row's id: unique, and later ones sort after earlier ones (RFC 9562, version 7). */
export function newRowId(): string {
  return randomUUIDv7()
}
