import { isIP } from 'node:net'

export interface ProxySettings {
  /** Addresses of the proxies for `http:` and for `https:`. */
  readonly http: string | undefined
  readonly https: string | undefined
  /** Hosts that are asked without one, as `NO_PROXY` lists them. */
  readonly except: string
}

/** The proxy that an address is asked through; undefined: directly. */
export function proxyFor(url: URL, { http, https, except }: ProxySettings): string | undefined {
  const proxy = url.protocol === 'https:' ? https : http
  if (proxy === undefined) return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const isExcepted = except
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((rule) => matches(rule.toLowerCase(), host, port))
  return isExcepted ? undefined : proxy
}

/** `*`, `example.com` (and what is below it), `.example.com`, `example.com:8080`, an address. */
function matches(rule: string, host: string, port: string): boolean {
  if (rule === '*') return true
  const [, name = rule, wantedPort] = /^(.*?[^:]):(\d+)$/.exec(rule) ?? []
  if (wantedPort !== undefined && wantedPort !== port) return false
  const bare = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '')
  return host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`))
}
