import { toJamo } from './jamo.ts'

/**
 * The same keys on the other keyboard layout (Dubeolsik and QWERTY): rhdtlr -> 공식, ㅎㅑㅅ -> git.
 * Undefined where that makes no word: Latin that leaves stray jamo, or text that holds neither.
 */
export function onOtherLayout(text: string): string | undefined {
  if (/[ㄱ-ㅎㅏ-ㅣ가-힣]/.test(text)) {
    const keys = Array.from(toJamo(text), (jamo) => QWERTY.get(jamo) ?? jamo).join('')
    return /^[\x20-\x7e]+$/.test(keys) ? keys : undefined
  }
  if (!/[a-z]/i.test(text)) return undefined
  const hangul = composeSyllables(
    Array.from(text, (key) => DUBEOLSIK.get(key) ?? DUBEOLSIK.get(key.toLowerCase()) ?? key),
  )
  return /[ㄱ-ㅎㅏ-ㅣ]/.test(hangul) ? undefined : hangul
}

const DUBEOLSIK = new Map(
  'rㄱ Rㄲ sㄴ eㄷ Eㄸ fㄹ aㅁ qㅂ Qㅃ tㅅ Tㅆ dㅇ wㅈ Wㅉ cㅊ zㅋ xㅌ vㅍ gㅎ kㅏ oㅐ iㅑ Oㅒ jㅓ pㅔ uㅕ Pㅖ hㅗ yㅛ nㅜ bㅠ mㅡ lㅣ'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
)
const QWERTY = new Map(Array.from(DUBEOLSIK, ([key, jamo]) => [jamo, key.toLowerCase()]))

/**
 * Syllables from typed jamo, as an input method makes them: a consonant and a vowel, then as many
 * consonants as one final takes, the last of which goes over to a following vowel.
 */
function composeSyllables(typed: readonly string[]): string {
  return typed
    .join('')
    .replace(SYLLABLE, (_, initial: string, vowel: string, final: string) => {
      return (LEADS.get(initial) ?? '') + (MIDDLES.get(vowel) ?? '') + (TAILS.get(final) ?? '')
    })
    .normalize('NFC')
}

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const VOWELS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ')
const FINALS =
  'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  )

// Conjoining jamo, which NFC joins to a syllable (Unicode, chapter 3.12).
const LEADS = new Map([...INITIALS].map((jamo, at) => [jamo, String.fromCharCode(0x1100 + at)]))
const MIDDLES = new Map(VOWELS.map((jamo, at) => [jamo, String.fromCharCode(0x1161 + at)]))
const TAILS = new Map(FINALS.map((jamo, at) => [jamo, String.fromCharCode(0x11a8 + at)]))
const longestFirst = (jamo: readonly string[]): string =>
  [...jamo].sort((one, other) => other.length - one.length).join('|')
const SYLLABLE = new RegExp(
  `([${INITIALS}])(${longestFirst(VOWELS)})((?:${longestFirst(FINALS)})(?![ㅏ-ㅣ]))?`,
  'g',
)
