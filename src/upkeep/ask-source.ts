import { lookup as dnsLookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { isLocalName, isPublicAddress } from './public-address.ts'
import { proxyFor, type ProxySettings } from './proxy.ts'

/** What asking for a source came to. */
export interface SourceAnswer {
  /** `refused`: not asked, for it leads where the wiki may not go. `failed`: no answer. */
  readonly outcome: 'answered' | 'refused' | 'failed'
  /** Of HTTP, at the end of all redirects. */
  readonly status: number | undefined
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  /** Where it is now for good (301, 308); undefined: where it was. */
  readonly movedTo: string | undefined
  readonly retryAfterMs: number | undefined
  /** Why not, as a message key's last part: `private`, `scheme`, `port`, `credentials`, `redirects`, `timeout`, `dns`, `connection`, `tls`. */
  readonly reason: string | undefined
}

export interface Known {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

export type AskSource = (url: string, known: Known, signal: AbortSignal) => Promise<SourceAnswer>

export interface AskOptions {
  readonly allowPrivate: boolean
  readonly proxy: ProxySettings
  /** How names become addresses; tests give their own. */
  readonly lookup?: LookupFunction
  readonly timeoutMs?: number
  readonly now?: () => Date
}

const USER_AGENT = 'Giljabi/1.0 (wiki; checks the links of its sources)'
const MAX_REDIRECTS = 5
const MAX_BYTES = 1024
const TIMEOUT_MS = 15_000
/** Servers that say no to HEAD are asked with GET, and so are those that say a page is gone. */
const ASK_AGAIN = (status: number): boolean => status >= 400 && status !== 429 && status !== 503

/** What an empty file answers to our GET of its first bytes. */
const RANGE_NOT_SATISFIABLE = 416
const LOOK_MS = 2_000

interface Reply {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
}

/**
 * Asks whether a source is there: HEAD, then a small GET. Only http and https, on their own ports, and only on the
 * public Internet unless private addresses are allowed: the address that is connected to is checked, at each
 * redirect anew, so a name that changes its address between two looks gains nothing (abuse 53).
 * Through a proxy the names are resolved there; addresses and local names are refused here all the same.
 */
export function createAskSource(options: AskOptions): AskSource {
  const { allowPrivate, timeoutMs = TIMEOUT_MS, now = () => new Date() } = options
  const lookup = guardLookup(options.lookup ?? dnsLookup, allowPrivate)

  const send = async (
    url: URL,
    method: 'HEAD' | 'GET',
    known: Known,
    signal: AbortSignal,
  ): Promise<Reply> => {
    const proxy = proxyFor(url, options.proxy)
    const { Agent, request } = url.protocol === 'https:' ? https : http
    const agent = new Agent({
      keepAlive: false,
      ...(proxy !== undefined && { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
    })
    try {
      return await new Promise<Reply>((resolve, reject) => {
        const ask = request(url, {
          method,
          agent,
          headers: headersFor(method, known),
          signal,
          maxHeaderSize: 32 * 1024,
          ...(proxy === undefined && { lookup }),
        })
        ask.on('socket', (socket: Socket) => {
          if (proxy === undefined && !allowPrivate) refusePrivate(socket)
        })
        ask.on('response', (response) => {
          // The text is of no interest, and a server that goes on sending is hung up on.
          response.destroy()
          resolve({ status: response.statusCode ?? 0, headers: response.headers })
        })
        // Also after the answer, when the rest of it is hung up on.
        ask.on('error', reject)
        ask.end()
      })
    } finally {
      agent.destroy()
    }
  }

  const follow = async (start: URL, method: 'HEAD' | 'GET', known: Known, signal: AbortSignal) => {
    let url = start
    let isForGood = true
    let movedTo: string | undefined
    for (let hops = 0; ; hops++) {
      const refusal = refusalOf(url, allowPrivate)
      if (refusal !== undefined) throw new RefusedAddress(refusal)
      if (
        proxyFor(url, options.proxy) !== undefined &&
        !allowPrivate &&
        (await leadsInside(url.hostname, lookup))
      )
        throw new RefusedAddress('private')
      const reply = await send(url, method, hops === 0 ? known : {}, signal)
      const location = reply.headers.location
      const isRedirect = [301, 302, 303, 307, 308].includes(reply.status) && location !== undefined
      if (!isRedirect) return { reply, movedTo: reply.status < 400 ? movedTo : undefined }
      if (hops >= MAX_REDIRECTS) throw new FailedAsk('redirects')
      const next = URL.canParse(location, url) ? new URL(location, url) : undefined
      if (!next) throw new FailedAsk('redirects')
      if (!next.hash) next.hash = url.hash
      url = next
      isForGood &&= reply.status === 301 || reply.status === 308
      if (isForGood) movedTo = url.href
    }
  }

  return async (address, known, closing) => {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)])
    try {
      if (!URL.canParse(address)) throw new RefusedAddress('scheme')
      const url = new URL(address)
      const first = await follow(url, 'HEAD', known, signal)
      const { reply, movedTo } = ASK_AGAIN(first.reply.status)
        ? await follow(url, 'GET', known, signal)
        : first
      return {
        outcome: 'answered',
        status: reply.status === RANGE_NOT_SATISFIABLE ? 200 : reply.status,
        etag: reply.headers.etag ?? (reply.status === 304 ? known.etag : undefined),
        lastModified:
          reply.headers['last-modified'] ?? (reply.status === 304 ? known.lastModified : undefined),
        movedTo: movedTo === url.href ? undefined : movedTo,
        retryAfterMs: readRetryAfter(reply.headers['retry-after'], now()),
        reason: undefined,
      }
    } catch (error) {
      const reason = reasonOf(error)
      return {
        ...NO_ANSWER,
        outcome: error instanceof RefusedAddress || reason === 'private' ? 'refused' : 'failed',
        reason,
      }
    }
  }
}

const NO_ANSWER = {
  status: undefined,
  etag: undefined,
  lastModified: undefined,
  movedTo: undefined,
  retryAfterMs: undefined,
}

class RefusedAddress extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(`refused: ${reason}`)
    this.reason = reason
  }
}

class FailedAsk extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(`failed: ${reason}`)
    this.reason = reason
  }
}

/** Why an address may not be asked, from what it says; undefined: it may. */
export function refusalOf(url: URL, allowPrivate: boolean): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme'
  if (url.username !== '' || url.password !== '') return 'credentials'
  if (allowPrivate) return undefined
  if (url.port !== '' && url.port !== '80' && url.port !== '443') return 'port'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : 'private'
  return isLocalName(host) ? 'private' : undefined
}

/** A name with one address that is not public is refused whole: which of them is connected to is not ours to say. */
function guardLookup(lookup: LookupFunction, allowPrivate: boolean): LookupFunction {
  if (allowPrivate) return lookup
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const all = Array.isArray(found) ? found : []
      const [first] = all
      if (error || !first) return callback(error ?? new Error('ENOTFOUND'), '')
      if (!all.every(({ address }) => isPublicAddress(address)))
        return callback(new RefusedAddress('private'), '')
      if (options.all) callback(null, all)
      else callback(null, first.address, first.family)
    })
  }
}

/** Through a proxy: whether the name is known here, and as one that is not public. Not knowing it says nothing. */
function leadsInside(hostname: string, lookup: LookupFunction): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), LOOK_MS).unref()
    lookup(hostname, { all: true }, (error) => {
      clearTimeout(timer)
      resolve(error instanceof RefusedAddress)
    })
  })
}

/** Once more at the socket itself, before anything is sent. */
function refusePrivate(socket: Socket): void {
  socket.once('connect', () => {
    if (!isPublicAddress(socket.remoteAddress ?? '')) socket.destroy(new RefusedAddress('private'))
  })
}

function headersFor(method: 'HEAD' | 'GET', { etag, lastModified }: Known): http.OutgoingHttpHeaders {
  return {
    'user-agent': USER_AGENT,
    accept: '*/*',
    ...(method === 'GET' && { range: `bytes=0-${MAX_BYTES - 1}` }),
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  }
}

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now, a day at most. */
function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now.getTime()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 24 * 60 * 60 * 1_000)
}

function reasonOf(error: unknown): string {
  if (error instanceof RefusedAddress || error instanceof FailedAsk) return error.reason
  const { name, code = '', cause } = error as NodeJS.ErrnoException & { cause?: unknown }
  if (cause instanceof RefusedAddress) return cause.reason
  if (name === 'TimeoutError' || (cause as Error | undefined)?.name === 'TimeoutError') return 'timeout'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return code === 'ENOTFOUND' ? 'dns' : 'connection'
  if (/^(?:ERR_TLS|CERT_|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED|ERR_SSL)/.test(code)) return 'tls'
  return 'connection'
}
