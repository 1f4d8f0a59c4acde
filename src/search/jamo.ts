const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
// Compound vowels and finals as the keys that type them, so that half a syllable is a prefix of the whole.
const VOWELS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ')
const FINALS = [
  '',
  ...'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  ),
]
const COMPOUND_KEYS = new Map(
  [...'ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ'].map((compound, at) => [
    compound,
    'ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ ㅗㅏ ㅗㅐ ㅗㅣ ㅜㅓ ㅜㅔ ㅜㅣ ㅡㅣ'.split(' ')[
      at
    ] ?? compound,
  ]),
)

/** Hangul as the sequence of keys that types it (값 -> ㄱㅏㅂㅅ); other characters stay. */
export function toJamo(text: string): string {
  let keys = ''
  for (const character of text) {
    const code = character.charCodeAt(0)
    if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) {
      keys += COMPOUND_KEYS.get(character) ?? character
      continue
    }
    const offset = code - FIRST_SYLLABLE
    keys += (INITIALS[Math.floor(offset / 588)] ?? '') + (VOWELS[Math.floor((offset % 588) / 28)] ?? '')
    keys += FINALS[offset % 28] ?? ''
  }
  return keys
}

/** The initial consonants of the Hangul syllables in a text, nothing else (공식 API -> ㄱㅅ). */
export function toInitials(text: string): string {
  let initials = ''
  for (let at = 0; at < text.length; at++) {
    const offset = text.charCodeAt(at) - FIRST_SYLLABLE
    if (offset >= 0 && offset <= LAST_SYLLABLE - FIRST_SYLLABLE)
      initials += INITIALS[Math.floor(offset / 588)] ?? ''
  }
  return initials
}

/** Initial consonants alone (ㄱㅅㅁㅅ), compound finals that a keyboard made of them included (ㄳ). */
export function isInitialsOnly(text: string): boolean {
  return /^[ㄱ-ㅎ]{2,}$/.test(text) || /^[ㄳㄵㄶㄺ-ㅀㅄ]$/.test(text)
}

/** True where the text ends in a consonant (of a Hangul syllable); 을, 은, 이, 과 follow those. */
export function endsInConsonant(text: string): boolean {
  return finalOf(text) > 0
}

/** 로 follows a vowel or ㄹ. */
export function endsInVowelOrRieul(text: string): boolean {
  const final = finalOf(text)
  return final === 0 || final === 8
}

function finalOf(text: string): number {
  const offset = text.charCodeAt(text.length - 1) - FIRST_SYLLABLE
  return offset >= 0 && offset <= LAST_SYLLABLE - FIRST_SYLLABLE ? offset % 28 : -1
}
