/**
 * Front matter of other tools that this wiki has its own key for: MkDocs and Docusaurus write `description` and
 * `draft`, Obsidian and Jekyll tags as one text or with their mark.
 * @returns the keys to change, undefined for one that goes
 */
export function mapKeys(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  const { description, summary, draft, status, tags, lang } = data
  if (typeof description === 'string' && description.trim() !== '' && summary === undefined) {
    changes.summary = description.replace(/\s+/g, ' ').trim().slice(0, MAX_SUMMARY)
    if (description.length <= MAX_SUMMARY) changes.description = undefined
  }
  if (typeof draft === 'boolean' && status === undefined) {
    if (draft) changes.status = 'draft'
    changes.draft = undefined
  }
  const names = tagsOf(tags)
  if (names) changes.tags = names.length > 0 ? names : undefined
  const [, short] = typeof lang === 'string' ? (/^(ko|en)[-_][a-z]{2,8}$/i.exec(lang) ?? []) : []
  if (short !== undefined) changes.lang = short.toLowerCase()
  return changes
}

const MAX_SUMMARY = 1_000

/** Undefined where they are as this wiki has them, or are something else. */
function tagsOf(tags: unknown): string[] | undefined {
  const isList =
    Array.isArray(tags) && tags.every((tag) => typeof tag === 'string' || typeof tag === 'number')
  if (typeof tags !== 'string' && !isList) return undefined
  const written =
    typeof tags === 'string' ? tags.split(tags.includes(',') ? ',' : /\s+/) : (tags as unknown[]).map(String)
  const names = [...new Set(written.map((tag) => tag.trim().replace(/^#+/, '')).filter(Boolean))]
  const isSame = isList && names.length === tags.length && names.every((name, index) => name === tags[index])
  return isSame ? undefined : names
}
