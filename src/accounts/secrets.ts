import { hash, randomBytes, randomInt } from 'node:crypto'

/** A secret of 32 random bytes, in 43 characters that need no escaping in cookies and addresses. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a secret: with 256 random bits a plain SHA-256 is enough. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

const SECRET = /^[\w-]{43}$/

/** False for what cannot be a secret of ours, which saves asking the database. */
export function looksLikeSecret(text: string): boolean {
  return SECRET.test(text)
}

/** Letters and digits that are not taken for each other when read out or typed. */
const CLEAR_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/** A password to hand over, such as `k7fm-x2qa-9hdw-tr4e` (79 bits). */
export function newOneTimePassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => CLEAR_ALPHABET[randomInt(CLEAR_ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
