import type { Context } from '../context.ts'
import type { User } from '../user.ts'
import { DEMO_PASSWORD, type DemoPerson } from './team.ts'

/** One of the team at their keyboard: what they do goes over HTTP, as anybody's does. */
export interface Actor {
  readonly user: User
  /** @throws Error where the wiki refuses. */
  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  put(path: string, markdown: string, query?: string): Promise<void>
  source(path: string, lang?: string): Promise<{ markdown: string; revision: string }>
}

/** Adds the account and signs it in with a token. */
export async function joinWiki(context: Context, url: string, person: DemoPerson): Promise<Actor> {
  const { accounts } = context
  await accounts.people.addUser('command', { ...person, password: DEMO_PASSWORD })
  const user = await accounts.people.findByHandle(person.handle)
  if (!user) throw new Error(`${person.handle} has no account`)
  await accounts.people.updateLang(user, person.lang)
  const { token } = await accounts.tokens.createToken(user, 'demo')
  const send = async (method: string, path: string, body?: BodyInit, type?: string): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) }
    const answer = await fetch(new URL(`/api/v1/${path}`, url), {
      method,
      headers,
      ...(body !== undefined && { body }),
    })
    if (!answer.ok)
      throw new Error(`${person.handle}: ${method} ${path} answered ${answer.status} ${await answer.text()}`)
    return answer
  }
  return {
    user,
    async ask<T>(method: string, path: string, body?: unknown) {
      const json = body === undefined ? undefined : JSON.stringify(body)
      const answer = await send(method, path, json, 'application/json')
      const text = await answer.text()
      return (text === '' ? undefined : JSON.parse(text)) as T
    },
    async put(path, markdown, query = '') {
      await send('PUT', `pages/${encodeURI(path)}${query}`, markdown, 'text/markdown')
    },
    async source(path, lang) {
      const answer = await send('GET', `pages/${encodeURI(path)}${lang ? `?lang=${lang}` : ''}`)
      return (await answer.json()) as { markdown: string; revision: string }
    },
  }
}
