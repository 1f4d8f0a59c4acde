import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { leo } from '../cast.ts'
import { startApp, type Ask, type TestApp } from '../app.ts'

export interface Outside {
  readonly app: TestApp
  readonly lead: Ask
  /** Puts a tree of these entries (`MODE TYPE ID\tNAME`) at `odd/`, as git writes it for whoever pushes past the wiki. */
  readonly push: (entries: readonly (string | Buffer)[]) => Promise<void>
  /** The id of a blob with this content. */
  readonly blob: (content: string | Buffer) => string
  /** An id of a commit, for a submodule. */
  readonly commit: string
  /** What `git fsck --strict` finds, which is nothing. */
  readonly fsck: () => Promise<string[]>
}

/** A running wiki whose repository others write to with git alone, past every check. */
export async function startOutside(): Promise<Outside> {
  const app = await startApp()
  const dir = join(app.dataDir, 'content.git')
  const env = {
    ...process.env,
    ...{ GIT_AUTHOR_NAME: '밖', GIT_AUTHOR_EMAIL: 'outside@example.com' },
    ...{ GIT_COMMITTER_NAME: '밖', GIT_COMMITTER_EMAIL: 'outside@example.com' },
  }
  const git = (args: string[], input: string | Buffer = '') =>
    execFileSync('git', ['-c', 'core.quotePath=false', ...args], { cwd: dir, input, env, maxBuffer: 2 ** 28 })
  const text = (args: string[], input: string | Buffer = '') => git(args, input).toString().trim()
  const bytes = (lines: readonly (string | Buffer)[]) =>
    Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from([0])]))
  return {
    app,
    lead: await app.withToken(leo),
    commit: text(['rev-parse', 'main']),
    blob: (content) => text(['hash-object', '-w', '--stdin'], content),
    fsck: () => app.context.repository.fsck(),
    async push(entries) {
      const odd = text(['mktree', '-z', '--missing'], bytes(entries))
      const rest = text(['ls-tree', '-z', 'main'])
        .split('\0')
        .filter((line) => line !== '' && !line.endsWith('\todd'))
      const root = text(['mktree', '-z', '--missing'], bytes([...rest, `040000 tree ${odd}\todd`]))
      const commit = text(['commit-tree', root, '-p', 'main', '-m', 'past the wiki'])
      git(['update-ref', 'refs/heads/main', commit])
      await app.context.pages.content.refresh()
    },
  }
}

/** Of this process. Where there is no /proc, nothing. */
export function residentMegabytes(): number {
  if (process.platform !== 'linux') return 0
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1_024
}

export const page = (title: string, body = '글이에요.') =>
  `---\ntitle: ${title}\nkind: note\n---\n\n${body}\n`

/** That the wiki goes on: a page pushed beside the odd one is read and found, a save is taken, a start needs no hand. */
export async function expectServing({ app, lead, fsck }: Outside, beside: string): Promise<void> {
  expect((await lead(`/wiki/${beside}`)).status).toBe(200)
  const saved = await lead(`/api/v1/pages/notes/after-${Date.now()}`, {
    method: 'PUT',
    body: page('뒤에 쓴 글'),
  })
  expect(saved.status).toBe(201)
  for (const path of ['/', '/notes', '/search?q=등대', `/api/v1/search?q=${encodeURIComponent('곁에')}`]) {
    expect([path, (await lead(path)).status]).toEqual([path, 200])
  }
  expect(await fsck()).toEqual([])
  const again = await startApp({ dataDir: app.dataDir, people: [] })
  try {
    expect(again.context.pages.content.catalog.find(beside)).toBeDefined()
  } finally {
    await again.stop()
  }
}
