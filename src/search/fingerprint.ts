import lunr from 'lunr'
import { hashCode } from '../code-hash.ts'

/**
 * Tells one way of making an index from another: all of this folder's code, and the tables behind normalisation and
 * stemming.
 */
export function fingerprint(): string {
  return hashCode([import.meta.dirname], `${lunr.version} ${process.versions.unicode}`)
}
