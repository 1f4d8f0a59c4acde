import type { Lang } from '../user.ts'
import { koreanKey } from './korean-key.ts'

/** Takes a text apart into the stems of its words. */
export type Stems = (text: string) => readonly string[]

/** One line of advice, ready to be compared. */
export interface Advice {
  readonly text: string
  /** Whether it says what not to do, in whatever list it stands. */
  readonly denies: boolean
  readonly words: ReadonlySet<string>
}

/** Above this two lines are taken to speak of the same act; found by trying (see the test's examples). */
const THRESHOLD = 0.6

/** A line of a lesson's `do` or `dont`. */
export function readAdvice(text: string, list: 'do' | 'dont', lang: Lang, stems: Stems): Advice {
  const { act, denied, omits } = lang === 'ko' ? readKorean(text) : readEnglish(text)
  const words = stems(act)
    .map((word) => koreanKey(word))
    .filter((word) => !EMPTY_WORDS.has(word))
  // In the list of what not to do a line means so with and without its own "don't".
  return { text, denies: (list === 'dont' || denied) !== omits, words: new Set(words) }
}

/** Whether one tells to do what the other tells not to do. */
export function opposes(one: Advice, other: Advice): boolean {
  return one.denies !== other.denies && likeness(one.words, other.words) >= THRESHOLD
}

/**
 * How much two lines speak of the same act, 0 to 1: the mean of the Jaccard index (P. Jaccard, 1912) and of how much
 * of the shorter line the longer one holds, each word by its weight. Two shared words are the least, one where that is all
 * there is.
 */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word))
  const least = Math.min(one.size, other.size)
  if (shared.length === 0 || (shared.length === 1 && one.size + other.size > 2)) return 0
  const weigh = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + weightOf(word), 0)
  const both = weigh(shared)
  const jaccard = both / weigh(new Set([...one, ...other]))
  const held = both / Math.min(weigh(one), weigh(other))
  return least < 2 ? jaccard : (jaccard + held) / 2
}

/** Words that carry little of what is done. */
function weightOf(word: string): number {
  return LIGHT_WORDS.has(word) ? 0.25 : 1
}

interface Reading {
  /** What is done, without the words that deny it. */
  readonly act: string
  readonly denied: boolean
  /** It tells to leave something out: "skip the tests". */
  readonly omits: boolean
}

/**
 * "Never …" at the beginning of a clause denies it; "never forget to …" tells to do it, and so does "don't skip …".
 * What is done without something is another act: its words are joined.
 */
function readEnglish(text: string): Reading {
  const plain = text
    .replace(/[‘’]/g, "'")
    .replace(/\bwithout\s+(?:an?|the|any)?\s*(\p{L}+?)(?:ing)?\b/giu, 'without$1')
  const bare = plain.replace(REMINDER, ' ')
  const reminded = bare !== plain
  const act = bare.replace(DENIAL, '$1')
  return { act: act.replace(OMISSION, ' '), denied: !reminded && act !== bare, omits: OMISSION.test(act) }
}

/** Korean denies at the end, in the verb: `-지 않아요`, `-지 말아요`, `금지`. What is denied on the way there is not. */
function readKorean(text: string): Reading {
  const plain = text
    .trim()
    .replace(/[.!~…\s]+$/u, '')
    .replace(/\s+없이(?=\s|$)/gu, '없이')
    .replace(DENIED_ON_THE_WAY, (_whole, first = '', verb = '') => `${String(first).trim()}${String(verb)}않`)
  const denial = KOREAN_DENIAL.exec(plain)
  const act = denial ? `${plain.slice(0, denial.index)}${denial[1] ?? ''}` : plain
  const omission = KOREAN_OMISSION.exec(act)
  const left = omission ? act.slice(0, omission.index) : act
  return { act: left, denied: denial !== null, omits: omission !== null }
}

const REMINDER = /^\s*(?:(?:do not|don't|never) (?:forget|hesitate|fail) to|be sure to|make sure to)\b/i
const DENIAL =
  /(^\s*|[,;:—]\s*(?:and |but )?)(?:please |always )?(?:do not|don't|dont|never|must not|mustn't|should not|shouldn't|cannot|can't|avoid|stop|refuse to|you (?:must|should) not)\b/i
const OMISSION = /^\s*(?:skip|omit|neglect|ignore|leave out)\b/i
const KOREAN_DENIAL =
  /(지)\s*(?:않|말|마)[가-힣]*$|\s안\s+[가-힣]+$|\s?(?:금지|금물)(?:해요|예요|이에요|합니다|입니다)?$|(?:을|를|은|는)?\s*(?:피해|피하|삼가)[가-힣]*$/u
/** 되살려 보지 않은 백업: what was not done to it names it. */
const DENIED_ON_THE_WAY = /([가-힣]*[려여어아해]\s+)?([가-힣]+)지\s*(?:않은|않는|않고|못한|못하는)(?=\s)/gu
const KOREAN_OMISSION =
  /(?:을|를|은|는)?\s+(?:잊|빠뜨리|빠뜨려|빼먹|건너뛰|건너뛰어|생략하|생략해|무시하|무시해)[가-힣]*$/u

const EMPTY_WORDS = new Set(
  (
    'a an the to of in on at for and or if it is be are with your you we our us this that as by from do not don dont does doe ' +
    'will would should must can just so than then them they their its it’s ani any all also up out into who what which ' +
    '것 거 수 때 등 그 이 저 우리 내 나 너 더 다 좀 하 되 있 없 않 말'
  ).split(' '),
)
const LIGHT_WORDS = new Set(
  (
    'alway never befor after first everi each when one make use get keep have need new even onli again ' +
    '먼저 꼭 항상 언제나 절대 반드시 매번 모두 바로 전에 뒤에 다음 처음 새 한 하나 보 주 두 대로 그대로 함께 같이'
  ).split(' '),
)
