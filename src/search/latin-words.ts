import lunr from 'lunr'

/** Porter's stem (M. F. Porter, "An algorithm for suffix stripping", 1980) of a lower-case Latin word. */
export function stemLatin(word: string): string {
  const known = cache.get(word)
  if (known !== undefined) return known
  const stem = /^[a-z]{3,40}$/.test(word)
    ? lunr.stemmer(new lunr.Token(IRREGULAR.get(word) ?? word, {})).toString()
    : word
  if (cache.size >= CACHE_LIMIT) cache.clear()
  cache.set(word, stem)
  return stem
}

/**
 * The words in a Latin run that may be an identifier: getUserById -> getuserbyid, get, user, by, id;
 * kube-proxy -> kubeproxy, kube, proxy; don't -> dont. The whole comes first.
 */
export function latinWords(run: string): string[] {
  const word = run.replace(POSSESSIVE, '').replaceAll("'", '')
  if (SIMPLE.test(word)) return [word.toLowerCase()]
  if (VERSION.test(word)) return [word.toLowerCase()]
  const parts = word
    .replace(HUMPS, ' ')
    .split(SEPARATORS)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase())
  if (parts.length < 2) return parts
  return [parts.join(''), ...parts]
}

const CACHE_LIMIT = 50_000
const cache = new Map<string, string>()
// One run of letters of one case (or capitalised, or an acronym), perhaps with digits: k8s, Deploy, API.
const SIMPLE = /^(?:[A-Z]?[\p{Ll}\d]+|[A-Z\d]+s?|[\p{L}\d])$/u
const VERSION = /^v?\d+(?:\.\d+)+$/i
const POSSESSIVE = /'s$/i
const SEPARATORS = /[^\p{L}\p{N}]+/u
const HUMPS = /(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu
const IRREGULAR = new Map(
  'built:build ran:run running:run wrote:write written:write chose:choose chosen:choose broke:break broken:break found:find made:make sent:send took:take taken:take began:begin begun:begin held:hold kept:keep left:leave lost:lose led:lead grew:grow grown:grow knew:know known:know gave:give given:give went:go gone:go said:say saw:see seen:see spoke:speak spoken:speak taught:teach thought:think understood:understand won:win children:child people:person men:man women:woman indices:index matrices:matrix'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)
