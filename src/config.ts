import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { UsageError } from './errors.ts'

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path of the folder that holds everything written. */
  readonly dataDir: string
  /** Where people reach the wiki, without a trailing slash; undefined: as the request says. */
  readonly baseUrl: string | undefined
  readonly logLevel: string
  /** How many proxies in front are trusted to say who asks (X-Forwarded-*). */
  readonly trustedProxies: number
  /** Whether readers of pages are counted. */
  readonly usage: boolean
  /** Which search engine; `auto` goes by the number of pages. */
  readonly searchEngine: 'auto' | 'lunr' | 'fts5'
  readonly sourceCheck: SourceCheckSettings
  readonly remote: RemoteSettings
  /** The most bytes that an attached file may have. */
  readonly maxAttachmentBytes: number
  /** Requests of git over HTTP that one person may make in a minute. */
  readonly gitRates: { readonly pushes: number; readonly fetches: number }
  readonly backup: BackupSettings
}

/** What is derived from the pages is kept there; it may be deleted. */
export function cacheFolder(dataDir: string): string {
  return join(dataDir, 'cache')
}

/** The backups that the wiki makes by itself. */
export interface BackupSettings {
  /** Undefined: `backups` in the data folder. */
  readonly folder: string | undefined
  /** Undefined: only when somebody asks. */
  readonly everyMs: number | undefined
  readonly keep: number
}

/** The repository elsewhere that the content is mirrored to and pulled from. */
export interface RemoteSettings {
  /** May hold a password: never to be logged or shown. */
  readonly url: string | undefined
  readonly everyMs: number
}

/** Whether and how the wiki looks after the addresses that pages name as their sources. */
export interface SourceCheckSettings {
  readonly on: boolean
  readonly everyMs: number
  /** Private and loopback addresses, and any port, may be asked too. */
  readonly allowPrivate: boolean
  readonly proxy: {
    readonly http: string | undefined
    readonly https: string | undefined
    /** As `NO_PROXY` lists them. */
    readonly except: string
  }
}

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  USAGE: z.enum(['on', 'off']).default('on'),
  SOURCE_CHECK: z.enum(['on', 'off']).default('off'),
  SOURCE_CHECK_EVERY: z
    .string()
    .regex(/^[1-9]\d{0,2}[dh]$/, 'hours or days, such as 12h or 7d')
    .default('7d'),
  SOURCE_CHECK_ALLOW_PRIVATE: z.enum(['yes', 'no']).default('no'),
  BACKUP_EVERY: z
    .string()
    .regex(/^(off|[1-9]\d{0,2}[hd])$/, 'off, or hours or days, such as 12h or 1d')
    .default('1d'),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(7),
  BACKUP_DIR: z.string().min(1).optional(),
  CONTENT_REMOTE: z
    .string()
    .refine(
      (text) =>
        /^(https?|ssh|file):\/\//.test(text) || isAbsolute(text) || /^[\w.-]+@[\w.-]+:[^-]/.test(text),
      'an address of a git repository (https, ssh, or the path of a folder)',
    )
    .optional(),
  CONTENT_REMOTE_EVERY: z
    .string()
    .regex(/^[1-9]\d{0,2}[mh]$/, 'minutes or hours, such as 5m or 1h')
    .default('5m'),
  ATTACHMENT_MAX_MB: z.coerce.number().int().min(1).max(2_000).default(25),
  GIT_PUSHES_A_MINUTE: z.coerce.number().int().min(1).max(10_000).default(30),
  GIT_FETCHES_A_MINUTE: z.coerce.number().int().min(1).max(10_000).default(120),
  SEARCH_ENGINE: z.enum(['auto', 'lunr', 'fts5']).default('auto'),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
})

/**
 * The only reader of the environment.
 * @throws UsageError naming the setting to change.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new UsageError(`A setting cannot be used. ${faults.join('; ')}. The README lists all settings.`)
  }
  const { PORT, HOST, DATA_DIR, BASE_URL, LOG_LEVEL, TRUSTED_PROXIES, USAGE, SEARCH_ENGINE } = parsed.data
  return Object.freeze({
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    baseUrl: BASE_URL?.replace(/\/+$/, ''),
    logLevel: LOG_LEVEL,
    trustedProxies: TRUSTED_PROXIES,
    usage: USAGE === 'on',
    searchEngine: SEARCH_ENGINE,
    gitRates: Object.freeze({
      pushes: parsed.data.GIT_PUSHES_A_MINUTE,
      fetches: parsed.data.GIT_FETCHES_A_MINUTE,
    }),
    maxAttachmentBytes: parsed.data.ATTACHMENT_MAX_MB * 1024 * 1024,
    sourceCheck: Object.freeze(sourceCheckOf(parsed.data, set)),
    backup: Object.freeze({
      folder: parsed.data.BACKUP_DIR && resolve(parsed.data.BACKUP_DIR),
      everyMs: parsed.data.BACKUP_EVERY === 'off' ? undefined : spanMs(parsed.data.BACKUP_EVERY),
      keep: parsed.data.BACKUP_KEEP,
    }),
    remote: Object.freeze({
      url: parsed.data.CONTENT_REMOTE,
      everyMs: spanMs(parsed.data.CONTENT_REMOTE_EVERY),
    }),
  })
}

const MINUTE_MS = 60 * 1000
const HOUR_MS = 60 * MINUTE_MS
const SPANS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: 24 * HOUR_MS }

/** `5m`, `12h`, `7d`. */
function spanMs(text: string): number {
  return Number.parseInt(text, 10) * (SPANS[text.slice(-1)] ?? HOUR_MS)
}

function sourceCheckOf(
  settings: Pick<
    z.infer<typeof Environment>,
    'SOURCE_CHECK' | 'SOURCE_CHECK_EVERY' | 'SOURCE_CHECK_ALLOW_PRIVATE'
  >,
  environment: NodeJS.ProcessEnv,
): SourceCheckSettings {
  const { SOURCE_CHECK: check, SOURCE_CHECK_EVERY: every, SOURCE_CHECK_ALLOW_PRIVATE: allow } = settings
  const on = check === 'on'
  // As other programs read them, in capitals or not. They matter to nothing else, so a strange one stops nobody else.
  const read = (name: string) => environment[name] ?? environment[name.toLowerCase()]
  return {
    on,
    everyMs: Number.parseInt(every, 10) * HOUR_MS * (every.endsWith('d') ? 24 : 1),
    allowPrivate: allow === 'yes',
    proxy: {
      http: on ? proxyAddress('HTTP_PROXY', read('HTTP_PROXY')) : undefined,
      https: on ? proxyAddress('HTTPS_PROXY', read('HTTPS_PROXY')) : undefined,
      except: read('NO_PROXY') ?? '',
    },
  }
}

function proxyAddress(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const address = value.includes('://') ? value : `http://${value}`
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new UsageError(`A setting cannot be used. ${name}: not the address of an HTTP proxy.`)
  return address
}
