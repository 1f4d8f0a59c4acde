import { endsInConsonant, endsInVowelOrRieul } from './jamo.ts'

const MIN_STEM = 2

/**
 * The stem of a Hangul run: 배포를, 배포에서는, 배포하지, 배포했습니다 -> 배포; 되돌립니다, 되돌리기 -> 되돌리.
 * Rules, not a dictionary: what matters is that every form of a word falls to the same stem, on the
 * page and in the query alike. At least two syllables stay, so that 평가 or 회의 keep their last one.
 */
export function stemHangul(run: string): string {
  const known = cache.get(run)
  if (known !== undefined) return known
  const stem = cutEnding(cutParticles(run, agrees))
  if (cache.size >= CACHE_LIMIT) cache.clear()
  cache.set(run, stem)
  return stem
}

/**
 * The stem where the particle need not agree with the syllable before it, as people type it in haste
 * (접근하기을). For words of a query that no page has: with it 재평가 would lose its last syllable.
 */
export function stemLoosely(run: string): string {
  return cutEnding(cutParticles(run, () => true))
}

/** True for a run that is a particle and nothing else, as after an English word: API를, k8s에서. */
export function isParticle(run: string): boolean {
  return PARTICLES.exec(run)?.index === 0
}

const CACHE_LIMIT = 50_000
const cache = new Map<string, string>()

function cutParticles(run: string, mayFollow: (rest: string, particle: string) => boolean): string {
  let stem = run
  for (let cuts = 0; cuts < 3; cuts++) {
    const particle = PARTICLES.exec(stem)?.[0]
    if (particle === undefined) return stem
    const rest = stem.slice(0, -particle.length)
    if (rest.length < MIN_STEM || !mayFollow(rest, particle)) return stem
    stem = rest
  }
  return stem
}

function agrees(rest: string, particle: string): boolean {
  if (/^[을은이과]/.test(particle) && particle.length === 1) return endsInConsonant(rest)
  if (/^[를는가와]$/.test(particle)) return !endsInConsonant(rest)
  if (/^로/.test(particle)) return endsInVowelOrRieul(rest)
  if (/^(으로|이나|이란|이라|이든|이며|이고)/.test(particle)) return endsInConsonant(rest)
  return true
}

function cutEnding(run: string): string {
  const made = VERB_MAKERS.exec(run)
  if (made !== null && made.index >= MIN_STEM) return run.slice(0, made.index)
  const parts = run.normalize('NFD')
  const ending = ENDINGS.exec(parts)
  if (ending === null) return run
  const stem = parts.slice(0, ending.index).normalize('NFC')
  return stem.length >= MIN_STEM ? stem : run
}

// Longest first within each alternative that shares an end; a regular expression takes the leftmost match.
const PARTICLES = new RegExp(
  '(?:' +
    [
      '으로부터|로부터|에게서|한테서|에서의|에서는|에서도|에서만|에서|에게|에는|에도|에만|에의|에',
      '으로서의|으로써|으로서|으로의|으로는|으로도|으로만|으로|로써|로서|로의|로는|로도|로만|로',
      '까지는|까지도|까지|부터는|부터|마다|마저|조차|처럼|만큼|보다|밖에|대로|같은|같이',
      '이라는|이라고|이라도|이라면|이란|이나|이든|이며|이고|이다|입니다|인지|인데|라는|라고|라도|라면|란',
      '들이|들을|들은|들의|들과|들에|들도|들',
      '을|를|은|는|이|가|의|와|과|도|만|나|랑|이랑|하고',
    ].join('|') +
    ')$',
)

// 하다, 되다, 시키다 make verbs of nouns; the noun is what is looked for.
const VERB_MAKERS = new RegExp(
  '(?:' +
    [
      '하(?:기|는|고|며|면|면서|지|지만|여|여야|도록|려면|려고|거나|게|나|던|다|자|세요|십시오|라|였다|였습니다|는데|므로|느라|니)?',
      '한(?:다|다면|다는|다고|지|데)?|할(?:수록|지|까)?|함|합니다|합니까|합시다|해(?:서|야|요|도|라|야만)?|했(?:다|습니다|던|을|지만|고|으며|으면|는데|어요|었다)?',
      '되(?:기|는|고|며|면|면서|지|지만|어|어야|도록|려면|거나|게|나|던|다|었다|었습니다|는데|므로)?',
      '된(?:다|다면|다는|다고|지|데)?|될(?:수록|지|까)?|됨|됩니다|돼(?:서|야|요|도)?|됐(?:다|습니다|던|을|지만|고|으며|는데|어요)?',
      '시키(?:기|는|고|며|면|지|도록|려면|거나|다)?|시킨(?:다)?|시킬|시킴|시킵니다|시켜(?:서|야)?|시켰(?:다|습니다)',
      '당하(?:는|고|며|면|지|다)|당한(?:다)?|당할|당했(?:다|습니다)',
      '받(?:는|고|으며|으면|지|아|아서|았다|았습니다|습니다|기)|적(?:인|으로)',
    ].join('|') +
    ')(?:[은는를도만])?$',
)

// Endings of native verbs, decomposed (NFD): the ㅂ of 되돌립니다 is a final of the stem's last syllable.
const ENDINGS = new RegExp(
  '(?:' +
    [
      '(?:\u1161\u11bb|\u1165\u11bb|\u11bb)?습니다',
      '\u11b8니다|\u11b8시다|세요|으세요|십시오',
      '으려면|으려고|려면|려고|으면서|면서|으면|면|으며|도록|거나|지만|지\u1106\u1161\u11af',
      '았다|었다|\u11bb다|는다|\u11ab다|는지|는데|\u11ab데',
      '기|고',
    ]
      .map((group) => group.normalize('NFD'))
      .join('|') +
    ')(?:\u11af|\u11ab|도|를|는|만)?$'.normalize('NFD'),
)
