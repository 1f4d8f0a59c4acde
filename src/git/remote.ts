import { AppError } from '../errors.ts'
import type { CommitId } from './ids.ts'
import { MAIN_REF, readRef, type RefName } from './refs.ts'
import { GitError, runGit } from './run.ts'

/** A repository elsewhere, its `main` against ours. */
export interface Remote {
  /** Where its branch stood when it was fetched last. Reads one small file. */
  lastSeen(): CommitId | undefined
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
    const late = AbortSignal.timeout(LONGEST_MS)
    const signal = AbortSignal.any([closing, late])
    try {
      return await runGit(dir, args, { env, signal, answers })
    } catch (error) {
      if (late.aborted) throw refusal(`${args.find((arg) => !arg.startsWith('-')) ?? 'git'} timed out`)
      if (!(error instanceof GitError)) throw error
      // Not as its cause, which would be logged with all that git said.
      throw refusal(tellingLine(error.stderr))
    }
  }

  const refusal = (said: string) =>
    new AppError('unavailable', 'git.remote', { said: withoutSecrets(said, url) })

  return {
    lastSeen: () => readRef(dir, TRACKING),
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
      throw refusal(whyRejected(stdout.toString(), stderr))
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

/** Git's own reason, and before it what the other side says of it. */
function whyRejected(stdout: string, stderr: string): string {
  const reason = /\[remote rejected\] \(.*\)|\[rejected\] \(.*\)/.exec(stdout)?.[0]
  if (reason === undefined) return tellingLine(stderr)
  const said = stderr.split('\n').flatMap((line) => /^remote: +(\S.*)$/.exec(line)?.[1]?.trim() ?? [])
  return plain([...said, reason].join(' '))
}

/** These follow whatever went wrong and say nothing of it. */
const GENERAL =
  /could not read from remote repository|correct access rights|repository exists|expected flush/i

function tellingLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !GENERAL.test(line))
  const telling = lines.findLast((line) => /^(fatal|error|remote|!|ssh:)/.test(line.trim()))
  return plain(telling ?? lines.at(-1) ?? 'git')
}

function plain(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 300)
}
