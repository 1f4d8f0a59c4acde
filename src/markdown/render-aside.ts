import { Worker } from 'node:worker_threads'
import type { LinkTarget } from './link-scan.ts'
import { requestsFor, type LinkRequest, type LinkTargetPage } from './linker.ts'
import { nameOfRequest, type RenderCall, type RenderReply } from './render-messages.ts'
import { renderMarkdown, type Rendered, type RenderOptions } from './render.ts'

/** Takes three milliseconds, and with much code in it five. Other requests wait for what is rendered at once. */
export const MOST_CHARACTERS_AT_ONCE = 10_000
/** A thread that nothing was asked of for so long gives its memory back. */
const IDLE_MS = 60_000

export interface AsideOptions extends Pick<RenderOptions, 'lang' | 'path' | 'resolve'> {
  /** The page's links, where they are known before: spares rendering it twice. */
  readonly links?: readonly LinkTarget[]
}

interface Thread {
  ask(call: Omit<RenderCall, 'id'>): Promise<RenderReply>
}

let thread: Thread | undefined

/** As `renderMarkdown`, but large pages are rendered in a thread of their own, so that nobody waits for another's page. */
export async function renderAside(body: string, options: AsideOptions): Promise<Rendered> {
  if (body.length <= MOST_CHARACTERS_AT_ONCE) return renderMarkdown(body, options)
  try {
    return await renderInThread(body, options)
  } catch {
    // The thread ended, of which memory may be the reason; here is more of it.
    return renderMarkdown(body, options)
  }
}

/** The thread cannot look up pages: it says what it would have asked, and renders again when it has been told. */
async function renderInThread(
  body: string,
  { lang, path, resolve, links = [] }: AsideOptions,
): Promise<Rendered> {
  const known = new Map<string, readonly [LinkRequest, LinkTargetPage | undefined]>()
  for (const request of links.flatMap((link) => requestsFor(link, path)))
    known.set(nameOfRequest(request), [request, resolve(request)])
  for (;;) {
    thread ??= launchThread()
    const { rendered, asked } = await thread.ask({ body, lang, path, known: [...known.values()] })
    const found = asked.map((request) => [request, resolve(request)] as const)
    for (const entry of found) known.set(nameOfRequest(entry[0]), entry)
    if (found.every(([, page]) => page === undefined)) return rendered
  }
}

function launchThread(): Thread {
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { execArgv: [] })
  const waiting = new Map<number, PromiseWithResolvers<RenderReply>>()
  let lastId = 0
  let idle: NodeJS.Timeout | undefined

  function end(error: Error): void {
    clearTimeout(idle)
    // Told twice, as of an error and of the exit after it, when another may have taken its place.
    if (thread === own) thread = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function rest(): void {
    worker.unref()
    idle = setTimeout(() => {
      end(new Error('The rendering thread has nothing to do'))
      void worker.terminate()
    }, IDLE_MS).unref()
  }

  worker.on('message', (reply: RenderReply) => {
    waiting.get(reply.id)?.resolve(reply)
    waiting.delete(reply.id)
    if (waiting.size === 0) rest()
  })
  worker.once('error', (error) => end(error as Error))
  worker.once('exit', () => end(new Error('The rendering thread ended')))
  const own: Thread = {
    ask(call) {
      clearTimeout(idle)
      worker.ref()
      const id = ++lastId
      const answer = Promise.withResolvers<RenderReply>()
      waiting.set(id, answer)
      worker.postMessage({ ...call, id } satisfies RenderCall)
      return answer.promise
    },
  }
  return own
}
