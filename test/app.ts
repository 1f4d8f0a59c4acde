import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, type Config } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { createLog } from '../src/log.ts'
import { startServer } from '../src/server.ts'
import type { User } from '../src/user.ts'
import { cast, type CastMember } from './cast.ts'

export type Ask = (path: string, init?: RequestInit) => Promise<Response>

export interface TestApp {
  readonly url: string
  readonly context: Context
  readonly dataDir: string
  /** Undefined once somebody is an administrator. */
  readonly setupLink: string | undefined
  /** A person as the operations know them. */
  user(person: CastMember): Promise<User>
  /** Nobody: no cookie. Redirects are not followed. */
  readonly anonymous: Ask
  /** Signs in through the form; the answer asks with that session's cookies, as a browser of this site would. */
  signIn(person: CastMember): Promise<Ask>
  /** Asks the API with a new token of this person. */
  withToken(person: CastMember): Promise<Ask>
  stop(): Promise<void>
}

export interface TestAppOptions {
  /** Whose accounts are made; the whole cast where not given. */
  readonly people?: readonly CastMember[]
  /** Kept afterwards, for a second start on the same data. */
  readonly dataDir?: string
  readonly config?: Partial<Config>
  /** The server's clock, for what takes days. */
  readonly now?: () => Date
}

/** The real server on a free port, with a data folder of its own, the starter content and the cast. */
export async function startApp({
  people = cast,
  dataDir,
  config,
  now,
}: TestAppOptions = {}): Promise<TestApp> {
  const dir = dataDir ?? (await mkdtemp(join(tmpdir(), 'giljabi-app-')))
  const server = await startServer(
    {
      ...readConfig({ PORT: '0', LOG_LEVEL: 'silent' }),
      dataDir: dir,
      ...config,
    },
    createLog(process.env.TEST_LOG ?? 'silent'),
    now,
  )
  const { url, context, setupLink } = server
  const { accounts } = context
  for (const { email, name, role, password } of people) {
    if (await accounts.people.findByLogin(email)) continue
    await accounts.people.addUser('command', { email, name, role, password })
  }

  const ask =
    (headers: Record<string, string>): Ask =>
    (path, init = {}) =>
      fetch(new URL(path, url), {
        redirect: 'manual',
        ...init,
        headers: { ...headers, ...plain(init.headers) },
      })
  const anonymous = ask({})

  return {
    url,
    context,
    dataDir: dir,
    setupLink,
    anonymous,
    async user(person) {
      const found = await accounts.people.findByLogin(person.email)
      if (!found) throw new Error(`${person.email} has no account`)
      return found
    },
    async signIn(person) {
      const answer = await anonymous('/login', form({ login: person.email, password: person.password }, url))
      if (answer.status !== 303) throw new Error(`signing in as ${person.handle} answered ${answer.status}`)
      const cookie = answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      return ask({ cookie, origin: url, 'sec-fetch-site': 'same-origin' })
    },
    async withToken(person) {
      const user = await accounts.people.findByLogin(person.email)
      if (!user) throw new Error(`${person.email} has no account`)
      const { token } = await accounts.tokens.createToken(user, 'test')
      return ask({ authorization: `Bearer ${token}` })
    },
    async stop() {
      await server.stop()
      if (dataDir === undefined) await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A form as a browser of this site sends it. */
export function form(fields: Record<string, string>, origin?: string): RequestInit {
  const from: Record<string, string> = origin === undefined ? {} : { origin, 'sec-fetch-site': 'same-origin' }
  return { method: 'POST', body: new URLSearchParams(fields), headers: from }
}

function plain(headers: RequestInit['headers']): Record<string, string> {
  return Object.fromEntries(new Headers(headers))
}
