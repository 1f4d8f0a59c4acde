import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Proposal } from '../../src/proposals/proposal.ts'
import { startApp, type TestApp, type TestAppOptions } from '../app.ts'
import { leo, mina, noa, type CastMember } from '../cast.ts'

export const PAGE = 'guides/harbour'
const FIRST = ['배를 대기 전에 바람을 봐요.', '밧줄은 두 사람이 잡아요.', '마지막으로 등을 켜요.']

export function sourceOf(lines: readonly string[], more = ''): string {
  return `---\ntitle: 항구에 배 대기\nkind: guide\nlang: ko\nowner: leo\n${more}---\n\n${lines.join('\n\n')}\n`
}

export const ORIGINAL = sourceOf(FIRST)
/** The original with one of its lines said otherwise. */
export const withLine = (index: number, text: string): string =>
  sourceOf(FIRST.map((line, at) => (at === index ? text : line)))

export interface World {
  readonly app: TestApp
  /** Git as somebody outside of the wiki runs it, in the bare repository. */
  readonly git: (args: readonly string[], input?: string | Buffer, author?: Signature) => string
  /** A branch of one or more commits on top of main, each of which changes files; undefined removes one. */
  readonly push: (branch: string, commits: readonly PushedCommit[], options?: { parent?: string }) => string
  readonly revision: (path: string) => string
  readonly read: (path: string) => Promise<string | undefined>
  readonly propose: (person: CastMember, source: string, why?: string, path?: string) => Promise<Proposal>
  readonly proposalOf: (branch: string) => Promise<Proposal>
}

interface Signature {
  readonly name: string
  readonly email: string
}

export interface PushedCommit {
  readonly files: Readonly<Record<string, string | Buffer | undefined>>
  readonly message?: string
  readonly author?: Signature
}

/** A wiki with a page to propose for, by default one that a lead owns. */
export async function startWorld(options: TestAppOptions = { people: [leo, mina, noa] }): Promise<World> {
  const app = await startApp(options)
  const { pages, proposals, readFile, repository } = app.context
  const dir = join(app.dataDir, 'content.git')
  if (!pages.content.catalog.find(PAGE))
    await pages.save(await app.user(leo), { path: PAGE, source: ORIGINAL, how: 'create' })

  const git: World['git'] = (
    args,
    input = '',
    author = { name: '바깥 사람', email: 'outside@elsewhere.example' },
  ) => {
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
      GIT_INDEX_FILE: join(app.dataDir, 'outside-index'),
      LC_ALL: 'C',
    }
    return execFileSync('git', args, {
      cwd: dir,
      input,
      env,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    }).trim()
  }

  return {
    app,
    git,
    push(branch, commits, { parent = 'main' } = {}) {
      let tip = git(['rev-parse', parent])
      for (const { files, message = '밖에서 고침', author } of commits) {
        git(['read-tree', tip])
        for (const [file, text] of Object.entries(files)) {
          if (text === undefined) git(['update-index', '--index-info'], `0 ${'0'.repeat(40)}\t${file}\n`)
          else {
            const blob = git(['hash-object', '-w', '--stdin'], text)
            git(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`])
          }
        }
        tip = git(['commit-tree', git(['write-tree']), '-p', tip], message, author)
      }
      git(['update-ref', `refs/heads/proposals/${branch}`, tip])
      return tip
    },
    revision: (path) => pages.content.catalog.find(path)?.original.blob ?? '',
    read: (path) => readFile(`${path}.md`),
    async propose(person, source, why = '한 줄 고치기', path = PAGE) {
      const base = pages.content.catalog.find(path)?.original.blob
      return proposals.propose(await app.user(person), { path, source, base, why })
    },
    async proposalOf(branch) {
      await pages.content.refresh()
      await proposals.look()
      const lists = await Promise.all(
        (['open', 'closed'] as const).map(async (list) => proposals.list(await app.user(leo), list)),
      )
      const found = lists.flat().find((proposal) => proposal.branch === branch)
      if (!found) throw new Error(`There is no proposal ${branch}: ${String(await repository.head())}`)
      return found
    },
  }
}
