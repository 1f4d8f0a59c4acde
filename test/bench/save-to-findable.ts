import { encodePath } from '../../src/web/view.ts'

export interface SaveFigures {
  /** Milliseconds from sending a save to having its answer: the commit is on disk. */
  readonly saved: readonly number[]
  /** Milliseconds from sending a save to having a search answer with the page. */
  readonly findable: readonly number[]
  /** The most searches that one save took to be found; one is the very next request. */
  readonly mostSearches: number
}

const GIVE_UP_AFTER = 100

/** New pages, and words added to pages that are there, in turn; each then searched for until it is found. */
export async function measureSaves(
  url: string,
  token: string,
  pages: readonly string[],
): Promise<SaveFigures> {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    })
  const saved: number[] = []
  const findable: number[] = []
  let mostSearches = 0
  for (const [at, old] of pages.entries()) {
    const word = `finda${at.toString(2).replaceAll('0', 'ba').replaceAll('1', 'ku')}ble`
    const edit = at % 2 === 0 ? newPage(at, word) : await changedPage(ask, old, word)
    const start = performance.now()
    const answer = await ask(`/api/v1/pages/${encodePath(edit.path)}`, { method: 'PUT', ...edit })
    if (!answer.ok) throw new Error(`Saving ${edit.path} answered ${answer.status}: ${await answer.text()}`)
    await answer.text()
    saved.push(performance.now() - start)
    let searches = 1
    while (!(await isFound(ask, word, edit.path)) && searches < GIVE_UP_AFTER) searches++
    findable.push(performance.now() - start)
    mostSearches = Math.max(mostSearches, searches)
  }
  return { saved, findable, mostSearches }
}

type AskApi = (path: string, init?: RequestInit) => Promise<Response>

interface Edit {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

function newPage(at: number, word: string): Edit {
  const body = `---\ntitle: Saved ${at}\nkind: note\nlang: en\n---\n\nThis page says ${word}.\n`
  return { path: `notes/saved-${at}`, headers: { 'if-none-match': '*' }, body }
}

async function changedPage(ask: AskApi, path: string, word: string): Promise<Edit> {
  const page = await ask(`/api/v1/pages/${encodePath(path)}`)
  const { markdown, revision } = (await page.json()) as { markdown: string; revision: string }
  return { path, headers: { 'if-match': `"${revision}"` }, body: `${markdown}\n\nIt says ${word} now.\n` }
}

async function isFound(ask: AskApi, word: string, path: string): Promise<boolean> {
  const answer = await ask(`/api/v1/search?q=${word}`)
  const { results } = (await answer.json()) as { results: { path: string }[] }
  return results.some((result) => result.path === path)
}
