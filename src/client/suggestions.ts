export interface Segment {
  readonly text: string
  readonly marked: boolean
}

export interface SuggestedPage {
  readonly path: string
  readonly href: string
  readonly title: readonly Segment[]
  readonly kind: string
  readonly kindLabel: string
  readonly icon: string
  readonly lang: string
  readonly excerpt: readonly Segment[]
  /** What a reader should know before opening it: that it is superseded, say. */
  readonly state?: { readonly name: string; readonly label: string }
}

export interface Suggestions {
  readonly query: string
  readonly results: readonly SuggestedPage[]
  readonly total: number
  readonly allHref: string
  /** The query with its unknown words corrected. */
  readonly didYouMean?: { readonly text: string; readonly href: string }
  /** Where nothing was found: pages whose titles come near. */
  readonly nearest: readonly SuggestedPage[]
  /** Where nothing was found: where to ask for the page. */
  readonly askHref?: string
}

/** The server did not answer with suggestions; `status` is what it answered. */
export class SuggestError extends Error {
  readonly status: number
  constructor(status: number) {
    super(`Suggestions were answered with ${status}`)
    this.status = status
  }
}

/** What the server takes at most; more would be refused. */
const MAX_QUERY = 1_000

/** Pages for what is typed so far. @throws SuggestError, or what `fetch` throws where there is no network. */
export async function fetchSuggestions(query: string, signal: AbortSignal): Promise<Suggestions> {
  const address = `/search/suggest?q=${encodeURIComponent(query.slice(0, MAX_QUERY).toWellFormed())}`
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, signal })
  const isJson = answer.headers.get('Content-Type')?.includes('json') ?? false
  // Whoever was signed out is led to the sign-in page, which is no suggestion.
  if (answer.redirected) throw new SuggestError(401)
  if (!answer.ok || !isJson) throw new SuggestError(answer.status)
  return (await answer.json()) as Suggestions
}

export function plainTitle(page: Pick<SuggestedPage, 'title'>): string {
  return page.title.map(({ text }) => text).join('')
}
