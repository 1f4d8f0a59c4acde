import { InvalidError } from '../errors.ts'

/** Object names as git writes them: 40 lower-case hexadecimal digits. */
export type BlobId = string & { readonly __brand: 'BlobId' }
export type CommitId = string & { readonly __brand: 'CommitId' }
export type TreeId = string & { readonly __brand: 'TreeId' }

/** The beginning of a commit id, 7 digits or more, as a person copies it. */
export type CommitPrefix = string & { readonly __brand: 'CommitPrefix' }

const FULL_ID = /^[0-9a-f]{40}$/
const PREFIX = /^[0-9a-f]{7,64}$/

export function isObjectId(text: string): boolean {
  return FULL_ID.test(text)
}

/**
 * The only way in for a revision that somebody typed or put in an address: names, options and
 * expressions such as `HEAD:../x` never reach git.
 * @throws InvalidError `git.revision`
 */
export function parseCommitId(text: string): CommitPrefix {
  if (!PREFIX.test(text)) throw new InvalidError('git.revision')
  return text as CommitPrefix
}
