import type { BlobId, CommitId } from '../git/ids.ts'
import type { CommitRecord } from '../git/repository.ts'
import type { Author, Content } from '../pages/content.ts'
import { ownerOfFile, pageOfFile, type PagePath } from '../pages/page-path.ts'
import { presentPath } from '../pages/redirects.ts'

/** That a page was taken out of the wiki, by whatever way: the editor, the API or a push. */
export interface Removal {
  readonly path: PagePath
  readonly commit: CommitId
  readonly by: Author
  readonly at: Date
  /** What went with that commit: its languages, its attachments and, of a lesson, its log. */
  readonly files: readonly RemovedFile[]
  /** All who ever wrote it, by e-mail. */
  readonly writers: ReadonlySet<string>
}

export interface RemovedFile {
  readonly file: string
  /** As it was. */
  readonly blob: BlobId
}

/** The last removal of each page since `since` that has not been undone, newest first. */
export function findRemovals(content: Content, since: Date): Removal[] {
  const removals: Removal[] = []
  const seen = new Set<PagePath>()
  for (const commit of content.history.recent()) {
    if (commit.time < since) continue
    for (const path of pagesRemovedBy(commit)) {
      if (seen.has(path)) continue
      seen.add(path)
      const removal = removalOf(content, commit, path)
      if (removal) removals.push(removal)
    }
  }
  return removals
}

function pagesRemovedBy({ files }: CommitRecord): PagePath[] {
  return files.flatMap(({ path, blob }) => (blob === undefined ? (pageOfFile(path)?.path ?? []) : []))
}

/** Undefined where the page moved, is still there in another language, or is back as it was. */
function removalOf(content: Content, commit: CommitRecord, path: PagePath): Removal | undefined {
  if (presentPath(content, path) !== path) return undefined
  const files = filesRemoved(content, commit, path)
  const { history } = content
  const place = history.placeOf(commit.id)
  const later = files.flatMap(({ file }) => laterBlobs(content, file, place))
  const back = later.some((blob) => files.some((file) => file.blob === blob))
  if (files.length === 0 || back || (later.length === 0 && content.catalog.find(path))) return undefined
  const versions = files.filter(({ file }) => pageOfFile(file)).flatMap(({ file }) => history.of(file))
  const writers = new Set(versions.filter(({ blob }) => blob !== undefined).map(({ author }) => author.email))
  return { path, commit: commit.id, by: commit.author, at: commit.time, files, writers }
}

function filesRemoved({ history }: Content, commit: CommitRecord, path: PagePath): RemovedFile[] {
  return commit.files.flatMap(({ path: file, blob }) => {
    if (blob !== undefined || ownerOfFile(file) !== path) return []
    const versions = history.of(file)
    const place = versions.findIndex((version) => version.commit === commit.id)
    const before = versions.slice(place + 1).find((version) => version.blob !== undefined)
    return before?.blob === undefined ? [] : [{ file, blob: before.blob }]
  })
}

function laterBlobs({ history }: Content, file: string, place: number): BlobId[] {
  return history
    .of(file)
    .flatMap(({ commit, blob }) => (blob !== undefined && history.placeOf(commit) > place ? [blob] : []))
}
