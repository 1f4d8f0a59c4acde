import { InvalidError } from '../errors.ts'

const LONGEST_NAME = 80

/** Controls, bidirectional marks, zero-width and other characters that are not seen. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|[\u115f\u1160\u3164\uffa0]|\u034f|[\u180b-\u180f]|[\ufe00-\ufe0f]/u

/**
 * A display name as it is kept: NFC, single spaces.
 * @throws InvalidError for an empty or long one, and for one with characters that cannot be seen or that
 * mixes alphabets which look alike.
 */
export function acceptName(typed: string): string {
  const name = typed
    .slice(0, LONGEST_NAME * 4)
    .normalize('NFC')
    .replace(/ +/g, ' ')
    .trim()
  if (name === '') throw new InvalidError('accounts.name.missing', {}, { field: 'name' })
  if (name.length > LONGEST_NAME)
    throw new InvalidError('accounts.name.long', { most: LONGEST_NAME }, { field: 'name' })
  if (UNSEEN.test(name)) throw new InvalidError('accounts.name.unseen', {}, { field: 'name' })
  if (mixesAlphabets(name)) throw new InvalidError('accounts.name.mixed', {}, { field: 'name' })
  return name
}

/** Latin, Greek and Cyrillic share most of their shapes; no real name mixes them within a word. */
function mixesAlphabets(name: string): boolean {
  return name.split(/[^\p{L}\p{M}]+/u).some((word) => {
    const alphabets = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u]
    return alphabets.filter((alphabet) => alphabet.test(word)).length > 1
  })
}

/** Letters and digits that look like a Latin letter (from Unicode's confusables.txt, the common ones). */
// prettier-ignore
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'l', ї: 'l', ј: 'j', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', ԛ: 'q',
  ѕ: 's', т: 't', у: 'y', ѵ: 'v', ԝ: 'w', х: 'x', ӏ: 'l', г: 'r', п: 'n', ь: 'b',
  α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'l', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y', μ: 'm', ζ: 'z', ω: 'w',
  ı: 'l', i: 'l', '1': 'l', '|': 'l', '0': 'o', ɑ: 'a', ɡ: 'g', ƒ: 'f', ᴏ: 'o', '‑': '-', '–': '-', '—': '-',
}

/**
 * What a name looks like: two names of one shape cannot be told apart at a glance. Case, accents, width, spaces
 * and look-alike letters are taken away.
 */
export function nameShape(name: string): string {
  const bare = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  const letters = [...bare].map((letter) => LOOKS_LIKE[letter] ?? letter).join('')
  return letters
    .replace(/[\s._'’-]+/g, '')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .normalize('NFC')
}

const LONGEST_HANDLE = 40

/** The handle that an e-mail address suggests: lower-case ASCII, at most 40 characters, never empty. */
export function suggestHandle(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@')).normalize('NFKD').toLowerCase()
  const plain = local
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '')
  return plain.slice(0, LONGEST_HANDLE) || 'member'
}
