import { once } from 'node:events'
import { statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createApp } from './app.ts'
import { markAsServing } from './backup/serving-lock.ts'
import { cacheFolder, type Config } from './config.ts'
import { loadPages, openContext, PROGRAM_DIR, type Context } from './context.ts'
import { UsageError } from './errors.ts'
import type { Log } from './log.ts'
import { followPages, indexPages } from './search/page-documents.ts'
import { startTeamClock } from './team/clock.ts'
import { createAssets } from './web/assets.ts'

export interface RunningServer {
  readonly url: string
  readonly context: Context
  /** A link that makes the first administrator; undefined where there is one. */
  readonly setupLink: string | undefined
  /** Answers what was asked, takes nothing new, closes everything. */
  stop(): Promise<void>
}

/** How often the branch is looked at for commits that other processes made. */
const LOOK_MS = 300
const DRAIN_MS = 8_000
/** For the index of a first start; later ones have it. */
const LONGEST_WAIT_MS = 3_000
const COMMITS_UNTIL_TIDY = 250

/**
 * Opens the data folder, listens, and resolves when every page can be read and found; or after some seconds, where the
 * first index of a large wiki takes longer: pages can be read, and titles found, meanwhile.
 */
export async function startServer(config: Config, log: Log, now?: () => Date): Promise<RunningServer> {
  const context = await openContext(config, log, now)
  const stopping = new AbortController()
  try {
    context.search.warm()
    const [assets] = await Promise.all([createAssets(PROGRAM_DIR), loadPages(context)])
    followPages(context.search, context.pages.content, context.readFile, context.now)
    // After the index, which says whether a page answers what was searched for.
    context.pages.content.onChanged((changed) => context.gaps.follow(changed))
    const indexed = indexInBackground(context, stopping.signal)
    await context.proposals.look()
    const http = createServer(createApp(context, assets))
    // Slow or idle connections may not keep the door from others.
    http.headersTimeout = 10_000
    http.requestTimeout = 60_000
    const url = await listen(http, config)
    const unlock = markAsServing(config.dataDir, url)
    const stopLooking = lookOutside(context)
    const stopTeam = startTeamClock(context)
    keepTidy(context)
    context.upkeep.start()
    context.mirror.start()
    context.backups.start()
    await Promise.race([indexed, delay(LONGEST_WAIT_MS, undefined, { ref: false })])
    const token = await context.accounts.invites.ensureSetupLink()
    const setupLink = token && `${config.baseUrl ?? url}/setup?token=${token}`
    return {
      url,
      context,
      setupLink,
      async stop() {
        stopping.abort()
        stopLooking()
        await stopTeam()
        await drain(http)
        await context.close()
        unlock()
      },
    }
  } catch (error) {
    await context.close()
    throw error
  }
}

/** A page that cannot be found can still be read: an index that fails stops nobody. */
async function indexInBackground(
  { search, pages, readFile, now, log }: Context,
  stopping: AbortSignal,
): Promise<void> {
  try {
    await indexPages(search, pages.content, readFile, now)
  } catch (error) {
    // Closing amid it is no failure: the next start goes on where this one ended.
    if (stopping.aborted) return
    log.error({ err: error }, 'the pages could not be indexed')
  }
}

async function listen(http: Server, { host, port }: Config): Promise<string> {
  http.listen(port, host)
  try {
    await once(http, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new UsageError(
        `Port ${port} is in use. Stop the other program, or choose another one with PORT.`,
        { cause: error },
      )
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new UsageError(`${host}:${port} cannot be listened on (${code}). Change HOST or PORT.`, {
        cause: error,
      })
    }
    throw error
  }
  const address = http.address() as AddressInfo
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${address.port}`
}

/** Notices what other processes did: commits and branches (commands, git itself) and a wish to build the index anew. */
function lookOutside(context: Context): () => void {
  const { pages, proposals, search, readFile, now, log, config } = context
  const wish = join(cacheFolder(config.dataDir), 'reindex')
  const wishedAt = () => statSync(wish, { throwIfNoEntry: false })?.mtimeMs
  let lastWish = wishedAt()
  let busy = false
  const look = async () => {
    await pages.content.refresh()
    await proposals.look()
    const wished = wishedAt()
    if (wished === lastWish) return
    lastWish = wished
    await indexPages(search, pages.content, readFile, now)
    await search.rebuild()
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    look()
      .catch((error: unknown) =>
        log.error({ err: error }, 'changes from outside could not be read; trying again'),
      )
      .finally(() => (busy = false))
  }, LOOK_MS)
  return () => clearInterval(timer)
}

/** Each save leaves a small pack in the repository; now and then they are put together, beside the saves. */
function keepTidy({ pages, repository, log }: Context): void {
  let commits = 0
  pages.content.onChanged(() => {
    if (++commits % COMMITS_UNTIL_TIDY !== 0) return
    repository
      .tidy()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'the repository could not be packed; trying again later'),
      )
  })
}

async function drain(http: Server): Promise<void> {
  const closed = once(http, 'close')
  http.close()
  http.closeIdleConnections()
  const timer = setTimeout(() => http.closeAllConnections(), DRAIN_MS)
  await closed
  clearTimeout(timer)
}
