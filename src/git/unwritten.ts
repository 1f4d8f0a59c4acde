import type { GitObject } from './git-object.ts'
import type { ObjectReader } from './object-reader.ts'

/** Objects of commits that are on their way to the disk: here they are read as if they were there. */
export interface Unwritten {
  add(objects: readonly GitObject[]): void
  forget(objects: readonly GitObject[]): void
  /** A reader that looks here first. */
  before(reader: ObjectReader): ObjectReader
}

export function createUnwritten(): Unwritten {
  const known = new Map<string, GitObject>()
  return {
    add: (objects) => objects.forEach((object) => known.set(object.id, object)),
    forget: (objects) => objects.forEach(({ id }) => known.delete(id)),
    before: (reader) => ({
      async read(name) {
        const own = known.get(name)
        return own
          ? { id: own.id, type: own.type, size: own.content.length, body: own.content }
          : reader.read(name)
      },
      async describe(name) {
        const own = known.get(name)
        return own ? { id: own.id, type: own.type, size: own.content.length } : reader.describe(name)
      },
      close: () => reader.close(),
    }),
  }
}
