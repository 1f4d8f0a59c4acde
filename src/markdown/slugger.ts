/**
 * Ids of headings, as GitHub makes them (lower case, letters, digits, `-` and `_` of any script,
 * spaces to `-`, repeated ones -1, -2), NFC-normalised so that Hangul typed on any system is one id.
 */
export interface Slugger {
  /** The id of the next heading of the page, different from all before it. */
  readonly slug: (text: string) => string
}

/** A slugger for one page. */
export function createSlugger(): Slugger {
  const taken = new Map<string, number>()
  return {
    slug(text) {
      const base = slugify(text) || 'section'
      let id = base
      let count = taken.get(base) ?? 0
      while (taken.has(id)) id = `${base}-${++count}`
      taken.set(base, count)
      taken.set(id, taken.get(id) ?? 0)
      return id
    },
  }
}

/** The id a heading has where it is the first of its text; the fragment of `[[page#heading]]`. */
export function slugify(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
