import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'
import { createContent, type Content } from '../../src/pages/content.ts'
import { importTree, type ImportInput } from '../../src/transfer/import-tree.ts'
import type { ImportReport } from '../../src/transfer/import-report.ts'

export const author = { name: 'Ada', email: 'ada@example.com' }
const log = createLog('silent')
const disposals: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose()
})

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'giljabi-transfer-')))
  disposals.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A folder with these files. */
export async function tree(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

export interface TemporaryWiki {
  readonly dir: string
  readonly repository: Repository
  readonly content: Content
  import(folder: string, input?: Partial<ImportInput>): Promise<ImportReport>
  /** The text of a file at the branch's head. */
  read(file: string): Promise<string>
}

/** A wiki without pages. */
export async function temporaryWiki(): Promise<TemporaryWiki> {
  const dir = join(await temporaryFolder(), 'content.git')
  const repository = await openRepository(dir, { log })
  disposals.push(() => repository.close())
  const content = createContent(repository, log, () => new Date())
  await content.load()
  return {
    dir,
    repository,
    content,
    import: (folder, input) => importTree({ content, repository }, author, { folder, ...input }),
    read: async (file) => {
      const found = await repository.findFile((await repository.head())!, file)
      if (!found) throw new Error(`There is no ${file}`)
      return (await repository.readBlob(found.blob)).toString('utf8')
    },
  }
}

/** What the report says about one file: its outcome, its place, and the keys of its notes. */
export function said({ files }: ImportReport, source: string) {
  const found = files.find((file) => file.source === source)
  return (
    found && {
      outcome: found.outcome,
      file: found.file,
      notes: found.notes.map(({ key }) => key.replace('transfer.', '')),
    }
  )
}
