/** Only its path is used: any origin does that is not a real one. */
const NOWHERE = 'http://nowhere.invalid'

/**
 * Where to go after signing in: a path on this site, or `/` for everything else that was asked for.
 * Backslashes, controls and `//` are ways of browsers to leave the site, so they are refused, not repaired.
 */
export function safeNext(asked: unknown): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])/.test(asked)) return '/'
  if (asked.length > 2_000 || /[\\\p{Cc}\p{Cf}\p{Z}]/u.test(asked)) return '/'
  const url = URL.parse(asked, NOWHERE)
  if (!url || url.origin !== NOWHERE || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}`
}
