import type { Routes } from './routes.ts'

interface Parts {
  readonly search: { readonly ready: Promise<void> }
  readonly repository: { head(): Promise<unknown> }
  readonly database: { dataVersion(): number }
}

/** For whoever watches the server: alive at all; able to answer everything. And no robots. */
export function healthRoutes(routes: Routes, { search, repository, database }: Parts): void {
  let searchable = false
  // Rejected where the server stops before its first index is done.
  search.ready.then(
    () => (searchable = true),
    () => undefined,
  )

  routes.get('/healthz', (_req, res) => res.type('text').send('ok\n'))
  routes.get('/readyz', async (_req, res) => {
    database.dataVersion()
    const ready = searchable && (await repository.head()) !== undefined
    res
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready\n' : 'starting\n')
  })
  routes.get('/robots.txt', (_req, res) => res.type('text').send('User-agent: *\nDisallow: /\n'))
}
