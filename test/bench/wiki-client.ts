import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { pageOfFile } from '../../src/pages/page-path.ts'
import type { CastMember } from '../cast.ts'
import { wikiEnvironment } from './server-process.ts'

/** Runs a command on a data folder. @returns what it printed. @throws Error with what it said where it failed. */
export async function runCommand(dataDir: string, args: readonly string[], stdin = ''): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.mjs', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: wikiEnvironment(dataDir),
    stdio: 'pipe',
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.end(stdin)
  const [printed, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`)
  return printed.trim()
}

export async function addPerson(dataDir: string, { email, name, role, password }: CastMember): Promise<void> {
  const account = ['--email', email, '--name', name, '--role', role, '--password-stdin']
  await runCommand(dataDir, ['user', 'add', ...account], password)
}

/** @returns the paths of the pages, in the order of their files' names. */
export async function importPages(dataDir: string, folder: string): Promise<string[]> {
  const report = await runCommand(dataDir, ['import', folder, '--into', 'docs'])
  const rows = report.split('\n').map((line) => line.split('\t'))
  return rows.flatMap(([outcome, , file]) => (outcome === 'added' && pageOfFile(file ?? '')?.path) || [])
}

/** Signs in through the form. @returns the session's cookies. */
export async function signIn(url: string, { email, password }: CastMember): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ login: email, password }),
  })
  if (answer.status !== 303) throw new Error(`Signing in answered ${answer.status}`)
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  return cookies.join('; ')
}
