import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { identify } from '../../src/accounts/guards.ts'
import { messages as accountMessages } from '../../src/accounts/messages.ts'
import { accountRoutes } from '../../src/accounts/routes.ts'
import { answerErrors, answerNotFound } from '../../src/web/errors.ts'
import { securityHeaders } from '../../src/web/headers.ts'
import { createTranslations } from '../../src/web/i18n.ts'
import { messages as webMessages } from '../../src/web/messages.ts'
import { createRoutes } from '../../src/web/routes.ts'
import { refuseCrossSiteWrites } from '../../src/web/same-origin.ts'
import { createViews } from '../../src/web/view.ts'
import { createLog } from '../../src/log.ts'
import type { CastMember } from '../cast.ts'
import { openStage, type Stage } from './stage.ts'

export interface Door extends Stage {
  readonly url: string
  /** A request without following redirects. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** A form as a browser of this site sends it. */
  send(path: string, fields: Record<string, string>, cookie?: string): Promise<Response>
  /** The cookies of a browser in which this person has just signed in. */
  signIn(person: CastMember): Promise<string>
}

interface DoorOptions {
  readonly people?: readonly CastMember[]
  readonly baseUrl?: string
  readonly trustedProxies?: number
}

/** The pages of this feature on the real middleware and a real port, without the pages of the wiki. */
export async function openDoor({
  people = [],
  baseUrl,
  trustedProxies = 0,
}: DoorOptions = {}): Promise<Door> {
  const stage = await openStage()
  const http = createServer(createDoorApp(stage, baseUrl, trustedProxies))
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  for (const person of people) await stage.add(person)

  const ask = (path: string, init?: RequestInit) => fetch(new URL(path, url), { redirect: 'manual', ...init })
  const send = (path: string, fields: Record<string, string>, cookie?: string) => {
    const headers: Record<string, string> = { origin: url, 'sec-fetch-site': 'same-origin' }
    if (cookie !== undefined) headers.cookie = cookie
    return ask(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  }
  return {
    ...stage,
    url,
    ask,
    send,
    async signIn({ email, password }) {
      const answer = await send('/login', { login: email, password })
      if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`)
      return cookiesOf(answer)
    },
    async close() {
      http.close()
      http.closeAllConnections()
      await once(http, 'close')
      await stage.close()
    },
  }
}

/** A browser's `Cookie` header from what an answer sets. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

function createDoorApp({ accounts }: Stage, baseUrl: string | undefined, trustedProxies: number) {
  const translations = createTranslations([webMessages, accountMessages])
  const views = createViews({
    dir: fileURLToPath(new URL('../../views', import.meta.url)),
    translations,
    asset: (path) => path,
    frame: () => ({ items: [], leading: [], mayWrite: false }),
  })
  const app = express()
  app.set('query parser', 'simple')
  app.set('trust proxy', trustedProxies)
  app.use(securityHeaders(), identify(accounts), refuseCrossSiteWrites(baseUrl))
  accountRoutes(createRoutes(app), { accounts, views, translations, baseUrl })
  app.use(answerNotFound, answerErrors({ views, translations, log: createLog('silent') }))
  return app
}
