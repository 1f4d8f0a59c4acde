const LISTS = ['supports', 'supersedes', 'conflictsWith', 'after', 'merges'] as const

/**
 * The keys of a page's front matter that point to pages which have another path now, with the new paths.
 * @param pathNow the path of a page of the tree that was at this one; the same where it is none
 */
export function movePageReferences(
  data: Readonly<Record<string, unknown>>,
  pathNow: (path: string) => string,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  const set = (key: string, after: unknown): void => {
    if (JSON.stringify(after) !== JSON.stringify(data[key])) changes[key] = after
  }
  const move = (value: unknown): unknown => (typeof value === 'string' ? pathNow(value) : value)
  for (const key of LISTS) {
    const value = data[key]
    if (value !== undefined) set(key, Array.isArray(value) ? value.map(move) : move(value))
  }
  const { lesson, retro, cycles, steps } = data
  if (isRecord(lesson) && 'learnedFrom' in lesson)
    set('lesson', { ...lesson, learnedFrom: move(lesson.learnedFrom) })
  if (isRecord(retro)) {
    const moveLesson = (entry: unknown) =>
      isRecord(entry) && 'lesson' in entry ? { ...entry, lesson: move(entry.lesson) } : entry
    const moved = ['learned', 'actions'].flatMap((key) => {
      const list = retro[key]
      return Array.isArray(list) ? [[key, list.map(moveLesson)] as const] : []
    })
    set('retro', { ...retro, ...Object.fromEntries(moved) })
  }
  for (const [key, list] of Object.entries({ cycles, steps })) {
    if (!Array.isArray(list)) continue
    set(
      key,
      list.map((entry: unknown) =>
        isRecord(entry) && 'page' in entry ? { ...entry, page: move(entry.page) } : entry,
      ),
    )
  }
  return changes
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
