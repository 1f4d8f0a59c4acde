const FIRST_SYLLABLE = 0xac00
const VOWELS = 21
const FINALS = 28

/**
 * A Korean word without the ending of a verb, for comparing two lines of advice: 적지, 적어요, 적고 -> 적; 봐요, 보지 ->
 * 보. Coarser than a search would have it: it also cuts nouns that look like verbs, on both lines alike.
 */
export function koreanKey(word: string): string {
  if (!/^[가-힣]+$/.test(word)) return word
  const cut = word.replace(ENDING, '')
  const stem = cut === '' ? word : cut
  return uncontract(stem)
}

const ENDING =
  /(?:지는|지도|지|어요|아요|여요|어서|아서|여서|어야|아야|요|어|아|고|기|는|은|을|면|으면|세요|으세요|습니다|자|던|게|도록|려고|으려고|지만|거나|며|으며)$/

/** The vowels that a stem and 어/아 flow together into, undone, and a final consonant of the past dropped. */
function uncontract(stem: string): string {
  const code = stem.charCodeAt(stem.length - 1) - FIRST_SYLLABLE
  const initial = Math.floor(code / (VOWELS * FINALS))
  const vowel = Math.floor((code % (VOWELS * FINALS)) / FINALS)
  const final = code % FINALS
  // ㅆ, as in 했; ㅂ, as in 합니다.
  const open = final === 20 || final === 17 ? 0 : final
  const plain = open === 0 ? (PLAIN_VOWEL.get(vowel) ?? vowel) : vowel
  const syllable = FIRST_SYLLABLE + (initial * VOWELS + plain) * FINALS + open
  return stem.slice(0, -1) + String.fromCharCode(syllable)
}

// ㅘ->ㅗ, ㅝ->ㅜ, ㅕ->ㅣ, ㅙ->ㅚ, ㅐ->ㅏ (해, 하), ㅓ->ㅡ (써, 쓰).
const PLAIN_VOWEL = new Map([
  [9, 8],
  [14, 13],
  [6, 20],
  [10, 11],
  [1, 0],
  [4, 18],
])
