import type { TreeId } from './ids.ts'

/**
 * One line of a tree. Names are bytes in git, not text: they are kept one byte a character
 * (latin1), so that a name that is not UTF-8 survives a rewrite of its folder, and so that
 * comparing strings compares bytes.
 */
export interface TreeEntry {
  readonly mode: string
  readonly name: string
  readonly id: string
}

export const FOLDER_MODE = '40000'
export const FILE_MODE = '100644'

export function isFolder(entry: TreeEntry): entry is TreeEntry & { id: TreeId } {
  return entry.mode === FOLDER_MODE
}

/** Text to a name as kept in a tree. */
export function nameFromText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** A name as kept in a tree to text; bytes that are not UTF-8 become U+FFFD. */
export function textFromName(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8')
}

/** Format: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects — `MODE NAME\0` and 20 bytes of id. */
export function parseTree(raw: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = []
  for (let at = 0; at < raw.length;) {
    const space = raw.indexOf(0x20, at)
    const nul = raw.indexOf(0, space)
    if (space < 0 || nul < 0) throw new Error('A tree object is cut short')
    entries.push({
      mode: raw.toString('latin1', at, space),
      name: raw.toString('latin1', space + 1, nul),
      id: raw.toString('hex', nul + 1, nul + 21),
    })
    at = nul + 21
  }
  return entries
}

export function formatTree(entries: readonly TreeEntry[]): Buffer {
  const size = entries.reduce((sum, { mode, name }) => sum + mode.length + name.length + 22, 0)
  const raw = Buffer.allocUnsafe(size)
  let at = 0
  for (const { mode, name, id } of entries) {
    at += raw.write(`${mode} ${name}\0`, at, 'latin1')
    at += raw.write(id, at, 'hex')
  }
  return raw
}

/** Git sorts by bytes, a folder as if its name ended in a slash: `a-b`, `a/`, `a0`. */
export function sortEntries(entries: readonly TreeEntry[]): TreeEntry[] {
  return entries
    .map((entry) => ({ entry, key: isFolder(entry) ? `${entry.name}/` : entry.name }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry)
}
