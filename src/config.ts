import { resolve } from 'node:path'
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
}

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  USAGE: z.enum(['on', 'off']).default('on'),
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
  const { PORT, HOST, DATA_DIR, BASE_URL, LOG_LEVEL, TRUSTED_PROXIES, USAGE } = parsed.data
  return Object.freeze({
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    baseUrl: BASE_URL?.replace(/\/+$/, ''),
    logLevel: LOG_LEVEL,
    trustedProxies: TRUSTED_PROXIES,
    usage: USAGE === 'on',
  })
}
