import { nameObject } from '../git/git-object.ts'
import type { FileChange, Repository } from '../git/repository.ts'
import type { Author, Change, Content } from '../pages/content.ts'
import { parsePagePath } from '../pages/page-path.ts'
import { basename } from 'node:path'
import { adoptTree, type AdoptedFile } from './adopt-tree.ts'
import type { ImportedFile, ImportReport } from './import-report.ts'
import { note, type Note } from './note.ts'
import { scanTree } from './scan-tree.ts'

export interface ImportInput {
  readonly folder: string
  /** A folder of the wiki; undefined: its root. */
  readonly into?: string | undefined
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined
  /** Overwrites what the wiki has under the same names. */
  readonly replace?: boolean | undefined
  readonly onProgress?: (read: number, all: number) => void
}

/**
 * A tree of Markdown and attachments becomes pages, in one commit by `author`; for admins and commands. Where the
 * wiki has all of it already nothing is committed.
 * @throws InvalidError `transfer.notFolder`, `transfer.tooMuch`, `pages.path.*` for `into`
 */
export async function importTree(
  wiki: { readonly content: Content; readonly repository: Repository },
  author: Author,
  input: ImportInput,
): Promise<ImportReport> {
  const into = input.into === undefined ? '' : parsePagePath(input.into.replace(/^\/+|\/+$/g, ''))
  const tree = await scanTree(input.folder)
  await wiki.content.refresh()
  const before = await listBlobs(wiki)
  const { files, skipped } = await adoptTree(tree, {
    into,
    exists: (file) => before.has(file),
    titled: (title) => findByTitle(wiki.content, title),
    onProgress: input.onProgress ?? (() => undefined),
  })
  let decided: ImportedFile[] = []
  const decide = async (): Promise<Change | undefined> => {
    const { outcomes, changes } = await decideAll(
      files,
      await listBlobs(wiki),
      wiki.content,
      input.replace ?? false,
    )
    decided = outcomes
    return changes.length === 0 ? undefined : { files: changes, message: messageOf(outcomes, tree.root) }
  }
  const commit = input.dryRun ? (await decide(), undefined) : await wiki.content.commit(author, decide)
  const left = skipped.map(({ source, why }) => {
    return { outcome: 'skipped' as const, source, file: undefined, isPage: false, notes: [why], nowhere: 0 }
  })
  return { files: [...decided, ...left].sort((a, b) => (a.source < b.source ? -1 : 1)), commit }
}

async function listBlobs({
  content,
  repository,
}: Parameters<typeof importTree>[0]): Promise<Map<string, string>> {
  const head = content.head()
  const files = head === undefined ? [] : await repository.listFiles(head)
  return new Map(files.map(({ path, blob }) => [path, blob]))
}

function findByTitle({ catalog }: Content, title: string): string[] {
  const page = catalog.resolve({ title }, 'ko')
  return page ? [page.path] : []
}

async function decideAll(
  files: readonly AdoptedFile[],
  before: ReadonlyMap<string, string>,
  content: Content,
  replace: boolean,
): Promise<{ outcomes: ImportedFile[]; changes: FileChange[] }> {
  const folders = new Set([...before.keys()].flatMap(parentsOf))
  const outcomes: ImportedFile[] = []
  const changes: FileChange[] = []
  for (const { placement, content: bytes, notes, nowhere } of files) {
    const { source, file, page } = placement
    const present = before.get(file)
    const isSame = present !== undefined && present === (await nameObject('blob', bytes)).id
    const refusal = isSame ? undefined : whyRefused(placement, { before, folders, content, replace })
    const outcome = isSame ? 'unchanged' : refusal ? 'refused' : present === undefined ? 'added' : 'replaced'
    const said = outcome === 'unchanged' ? placement.notes : refusal ? [refusal] : notes
    outcomes.push({ outcome, source, file, isPage: page !== undefined, notes: said, nowhere })
    if (outcome === 'added' || outcome === 'replaced') changes.push({ path: file, content: bytes })
  }
  return { outcomes, changes }
}

function whyRefused(
  { file, page }: AdoptedFile['placement'],
  wiki: {
    before: ReadonlyMap<string, string>
    folders: ReadonlySet<string>
    content: Content
    replace: boolean
  },
): Note | undefined {
  if (wiki.before.has(file)) return wiki.replace ? undefined : note('transfer.refused.exists')
  const twin = page === undefined ? undefined : wiki.content.catalog.findTwin(page)
  if (twin && twin.path !== page) return note('transfer.refused.twin', { path: twin.path })
  const taken = wiki.folders.has(file) ? file : parentsOf(file).find((folder) => wiki.before.has(folder))
  return taken === undefined ? undefined : note('transfer.refused.taken', { path: taken })
}

function parentsOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function messageOf(outcomes: readonly ImportedFile[], root: string): string {
  const written = outcomes.filter(({ outcome }) => outcome === 'added' || outcome === 'replaced')
  const pages = written.filter(({ isPage }) => isPage).length
  return `Import ${basename(root)}: ${pages} pages, ${written.length - pages} attachments`
}
