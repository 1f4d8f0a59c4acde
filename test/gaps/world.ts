import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

export interface GapJson {
  readonly id: string
  readonly kind: string
  readonly text: string
  readonly count: number
  readonly status: string
  readonly assignee: string | null
  readonly due: string | null
  readonly page: string | null
  readonly reason: string
  readonly pages: readonly string[]
}

export interface World {
  readonly app: TestApp
  /** Signed in through the form. */
  readonly lead: Ask
  readonly member: Ask
  other: Ask
  /** With tokens. */
  readonly leadApi: Ask
  readonly memberApi: Ask
  /** Moves the wiki's clock. */
  passDays(days: number): void
  /** The day that is so many days from the wiki's today. */
  day(offset: number): string
  gaps(query?: string): Promise<GapJson[]>
  find(text: string, query?: string): Promise<GapJson | undefined>
  /** What a browser tells when the results are shown. */
  search(who: Ask, q: string, total?: number): Promise<void>
  wish(who: Ask, query: string, note?: string): Promise<void>
  write(path: string, frontMatter: Record<string, string>, body?: string): Promise<void>
  /** What a person was told, in their words. */
  told(who: Ask): Promise<string[]>
}

const DAY_MS = 24 * 60 * 60 * 1000

export async function openWorld(): Promise<World> {
  let clock = new Date('2026-11-24T01:00:00Z')
  const app = await startApp({ now: () => (clock = new Date(clock.getTime() + 1)) })
  const [lead, member, other] = await Promise.all([leo, mina, noa].map((person) => app.signIn(person)))
  const [leadApi, memberApi] = await Promise.all([leo, mina].map((person) => app.withToken(person)))
  if (!lead || !member || !other || !leadApi || !memberApi) throw new Error('somebody is missing')
  const gaps = async (query = '') => {
    const answer = await leadApi(`/api/v1/gaps${query}`)
    return ((await answer.json()) as { results: GapJson[] }).results
  }
  return {
    app,
    lead,
    member,
    other,
    leadApi,
    memberApi,
    passDays: (days) => (clock = new Date(clock.getTime() + days * DAY_MS)),
    day: (offset) => new Date(clock.getTime() + offset * DAY_MS).toISOString().slice(0, 10),
    gaps,
    find: async (text, query) => (await gaps(query)).find((gap) => gap.text === text),
    async search(who, q, total = 0) {
      const answer = await who('/search/log', form({ q, total: String(total) }))
      if (answer.status !== 204) throw new Error(`logging answered ${answer.status}`)
    },
    async wish(who, query, note = '') {
      const answer = await who('/wishes', form({ query, note }))
      if (answer.status !== 303) throw new Error(`wishing answered ${answer.status}`)
    },
    async write(path, frontMatter, body = '본문\n') {
      const lines = Object.entries({ lang: 'ko', ...frontMatter }).map(([key, value]) => `${key}: ${value}\n`)
      const source = `---\n${lines.join('')}---\n\n${body}`
      const answer = await leadApi(`/api/v1/pages/${path}`, { method: 'PUT', body: source })
      if (!answer.ok) throw new Error(`writing ${path} answered ${answer.status}: ${await answer.text()}`)
    },
    async told(who) {
      const html = await (await who('/notifications')).text()
      return [...html.matchAll(/<a class="list-title"[^>]*>([^<]*)</g)].map((match) => match[1] ?? '')
    },
  }
}

/** A JSON body, sent by POST. */
export function json(body: unknown): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}
