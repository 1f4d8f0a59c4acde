/** The page of results tells the server that it was seen and what was opened from it; without scripts nobody does. */
export function startSearchLog(): void {
  const results = document.querySelector<HTMLElement>('[data-search]')
  if (!results) return
  const { q = '', total = '0' } = results.dataset
  whenSeen(() => tellSearch({ q, total }))
  results.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    const path = link?.closest<HTMLElement>('[data-path]')?.dataset.path
    if (path !== undefined) tellSearch({ q, total, opened: path })
  })
}

/** That a search was finished and, with `opened`, which page it led to. Failing is no harm: nothing waits for it. */
export function tellSearch(
  search: Readonly<Record<'q' | 'total', string>> & { readonly opened?: string },
): void {
  fetch('/search/log', { method: 'POST', keepalive: true, body: new URLSearchParams(search) }).catch(
    () => undefined,
  )
}

/** A page that the browser fetched ahead was not seen by anybody yet. */
function whenSeen(tell: () => void): void {
  if (document.visibilityState === 'visible') return tell()
  document.addEventListener('visibilitychange', tell, { once: true })
}
