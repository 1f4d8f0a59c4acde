import { enableCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { LinkRequest } from './linker.ts'
import { nameOfRequest, type RenderCall, type RenderReply } from './render-messages.ts'

// The thread that renders large pages.
enableCompileCache()
const { renderMarkdown } = await import('./render.ts')

parentPort?.on('message', ({ id, body, lang, path, known }: RenderCall) => {
  const pages = new Map(known.map(([request, page]) => [nameOfRequest(request), page]))
  const asked = new Map<string, LinkRequest>()
  const resolve = (request: LinkRequest) => {
    const name = nameOfRequest(request)
    if (!pages.has(name)) asked.set(name, request)
    return pages.get(name)
  }
  const rendered = renderMarkdown(body, { lang, path, resolve })
  parentPort?.postMessage({ id, rendered, asked: [...asked.values()] } satisfies RenderReply)
})
