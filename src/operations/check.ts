import type { Database } from '../db/open.ts'
import type { Repository } from '../git/repository.ts'
import { findGuidanceFaults } from '../guidance/faults.ts'
import type { Content } from '../pages/content.ts'
import { isTemplate } from '../pages/page-path.ts'
import { reviewState } from '../pages/review.ts'
import type { Fault, FaultKind } from './fault.ts'
import { findNameFaults } from './file-names.ts'
import { findLinkFaults } from './links.ts'

/**
 * Everything that is wrong with the wiki, also with what a page can be shown in spite of; for admins and commands.
 * The pages must be loaded.
 */
export async function findFaults(
  { repository, database, content }: { repository: Repository; database: Database; content: Content },
  now: Date,
): Promise<Fault[]> {
  await content.refresh()
  const head = content.savedHead()
  const files = head === undefined ? [] : await repository.listFiles(head)
  const names = new Set(files.map(({ path }) => path))
  return [
    ...asLines('git', 'content.git', await repository.fsck()),
    ...asLines('sql', 'giljabi.sqlite', await database.integrityFaults()),
    ...findNameFaults(files),
    ...findFrontMatterFaults(content),
    ...findLinkFaults(content, names),
    ...(await findGuidanceFaults(repository, files, content.catalog)).map(
      ({ kind, file, key, params }): Fault => ({ kind, path: file, what: { key, params } }),
    ),
    ...findStale(content, now),
  ]
}

function asLines(kind: FaultKind, path: string, lines: readonly string[]): Fault[] {
  return lines.map((line) => ({ kind, path, what: { key: 'operations.check.line', params: { line } } }))
}

function* findFrontMatterFaults({ catalog }: Content): Generator<Fault> {
  for (const { file, fault } of catalog.variants())
    if (fault) yield { kind: 'front-matter', path: file, what: fault }
}

function* findStale({ catalog }: Content, now: Date): Generator<Fault> {
  for (const { original, status, path } of catalog.all()) {
    const { reviewed = '', reviewEvery = '' } = original.frontMatter
    if (status !== 'published' || isTemplate(path) || reviewState(original.frontMatter, now) !== 'overdue')
      continue
    yield {
      kind: 'stale',
      path: original.file,
      what: { key: 'operations.check.stale', params: { reviewed, reviewEvery } },
    }
  }
}
