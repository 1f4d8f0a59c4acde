import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startApp, type TestApp } from '../app.ts'
import type { CastMember } from '../cast.ts'

export interface Clone {
  readonly dir: string
  /** Git as this person runs it there; rejects with what it said. */
  git(...args: string[]): Promise<string>
  write(file: string, text: string | Buffer): Promise<void>
  link(file: string, to: string): Promise<void>
  makeExecutable(file: string): Promise<void>
  /** All that is in the folder. */
  commit(message: string): Promise<void>
}

export interface GitWorld {
  readonly app: TestApp
  tokenOf(person: CastMember): Promise<string>
  addressFor(token: string): string
  clone(person: CastMember, as?: { name: string; email: string }, options?: readonly string[]): Promise<Clone>
  stop(): Promise<void>
}

export const page = (title: string, body = '글이에요.', more = ''): string =>
  `---\ntitle: ${title}\nkind: guide\nlang: ko\n${more}---\n\n${body}\n`

/** Tests push more in a minute than people do. */
const AS_FAST_AS_THEY_LIKE = { pushes: 10_000, fetches: 10_000 }

/** A running wiki, and people who have git on their own machines. */
export async function startGitWorld(gitRates = AS_FAST_AS_THEY_LIKE): Promise<GitWorld> {
  const app = await startApp({ config: { gitRates } })
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-clones-'))
  const tokenOf = async (person: CastMember) =>
    (await app.context.accounts.tokens.createToken(await app.user(person), 'git')).token
  const addressFor = (token: string) =>
    `${app.url.replace('http://', `http://anyone:${token}@`)}/git/content.git`
  return {
    app,
    tokenOf,
    addressFor,
    async clone(person, as = { name: person.name, email: person.email }, options = []) {
      const dir = join(await mkdtemp(join(folder, `${person.handle}-`)), 'wiki')
      await runGit(dirname(dir), ['clone', '--quiet', ...options, addressFor(await tokenOf(person)), dir])
      await runGit(dir, ['config', 'user.name', as.name])
      await runGit(dir, ['config', 'user.email', as.email])
      return cloneAt(dir)
    },
    async stop() {
      await app.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function cloneAt(dir: string): Clone {
  return {
    dir,
    git: (...args) => runGit(dir, args),
    async write(file, text) {
      await mkdir(dirname(join(dir, file)), { recursive: true })
      await writeFile(join(dir, file), text)
    },
    async link(file, to) {
      await mkdir(dirname(join(dir, file)), { recursive: true })
      await symlink(to, join(dir, file))
    },
    makeExecutable: (file) => chmod(join(dir, file), 0o755),
    async commit(message) {
      await runGit(dir, ['add', '--all'])
      await runGit(dir, ['commit', '--quiet', '-m', message])
    },
  }
}

/** @throws Error with all that git said */
export async function runGit(cwd: string, args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    LANGUAGE: 'en',
  }
  return new Promise((resolve, reject) => {
    execFile('git', args, { cwd, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }, (error, out, said) => {
      if (error) reject(new Error(`${said}\n${out}`))
      else resolve(out.trim())
    })
  })
}
