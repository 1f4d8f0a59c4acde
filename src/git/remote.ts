import { AppError } from '../errors.ts'
import type { CommitId } from './ids.ts'
import { MAIN_REF, readRef, type RefName } from './refs.ts'
import { GitError, runGit } from './run.ts'

/** A repository elsewhere, its `main` against ours. */
export interface Remote {
  /** Where its branch stands; undefined while it is empty. @throws AppError `git.remote` with what git said */
  fetch(): Promise<CommitId | undefined>
  /** Moves its branch forward to `commit`, never back. @returns false where it has moved on meanwhile */
  push(commit: CommitId): Promise<boolean>
}

const TRACKING = 'refs/remotes/content-remote/main' as RefName
const LONGEST_MS = 5 * 60 * 1000

/** The address, which may hold a password, is handed to git in the environment and taken out of all that git says. */
export function openRemote(dir: string, url: string, closing: AbortSignal): Remote {
  const env = {
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:file',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20',
    GIT_ASKPASS: 'true',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'remote.content-remote.url',
    GIT_CONFIG_VALUE_0: url,
  }

  const run = async (args: readonly string[], answers: readonly number[] = []) => {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(LONGEST_MS)])
    try {
      return await runGit(dir, args, { env, signal, answers })
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      // Not as its cause, which would be logged with all that git said.
      throw new AppError('unavailable', 'git.remote', { said: withoutSecrets(lastLine(error.stderr), url) })
    }
  }

  return {
    async fetch() {
      const heads = await run(['ls-remote', '--heads', 'content-remote', MAIN_REF])
      if (heads.stdout.length === 0) return undefined
      const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance']
      await run([
        '-c',
        'fetch.fsckObjects=true',
        'fetch',
        ...options,
        'content-remote',
        `+${MAIN_REF}:${TRACKING}`,
      ])
      return readRef(dir, TRACKING)
    },
    async push(commit) {
      const args = ['push', '--porcelain', '--no-verify', 'content-remote', `${commit}:${MAIN_REF}`]
      const { exitCode, stdout, stderr } = await run(args, [1])
      if (exitCode === 0) return true
      if (
        /\(fetch first\)|\(non-fast-forward\)|\(stale info\)|cannot lock ref/.test(
          `${stdout.toString()}${stderr}`,
        )
      )
        return false
      const said = lastLine(`${stderr}\n${stdout.toString()}`.replace(/\nDone\n*$/, ''))
      throw new AppError('unavailable', 'git.remote', { said: withoutSecrets(said, url) })
    },
  }
}

/** An address for people: without its user and its password. */
export function shownAddress(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1')
}

function withoutSecrets(text: string, url: string): string {
  const [, user = '', password = ''] = /^[a-z]+:\/\/([^/@:]*):?([^/@]*)@/i.exec(url) ?? []
  const secrets = [password, user].flatMap((secret) => [secret, decodeQuietly(secret)])
  const shown = text.replaceAll(url, shownAddress(url))
  return secrets
    .filter((secret) => secret.length > 2)
    .reduce((all, secret) => all.replaceAll(secret, '…'), shown)
}

function decodeQuietly(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.findLast((line) => /^(fatal|error|remote|!)/.test(line.trim()))
  return (telling ?? lines.at(-1) ?? 'git')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 300)
}
