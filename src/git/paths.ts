import { InvalidError } from '../errors.ts'

const MAX_NAME_BYTES = 255
// eslint-disable-next-line no-control-regex
const REFUSED_CHARACTERS = /[\u0000-\u001f\u007f\\]/
/** What HFS+ drops when it compares names, so that `.g\u200cit` is `.git` on a Mac. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu
const NAMES_OF_GIT = /^(\.git|\.gitmodules|\.gitattributes|\.gitignore|\.mailmap|git~\d+|gi[0-9a-f]{4}~\d+)$/

/**
 * A path that may be written: relative, without empty or dotted parts, and no part that git, or git
 * on Windows or a Mac, would take for its own.
 * @returns its parts
 * @throws InvalidError `git.path`
 */
export function splitPath(path: string): string[] {
  const parts = path.split('/')
  if (!path.isWellFormed() || !parts.every(isOrdinaryName)) throw new InvalidError('git.path', { path })
  return parts
}

/** The parts of a path that could be in a repository; undefined for one that could not. */
export function findParts(path: string): string[] | undefined {
  const parts = path.split('/')
  return path.isWellFormed() && parts.every(isOrdinaryName) ? parts : undefined
}

function isOrdinaryName(name: string): boolean {
  if (name === '' || name === '.' || name === '..') return false
  if (REFUSED_CHARACTERS.test(name) || Buffer.byteLength(name) > MAX_NAME_BYTES) return false
  return !NAMES_OF_GIT.test(asOtherSystemsSee(name))
}

/** Windows drops trailing dots and spaces, and what follows a colon names a stream of the file. */
function asOtherSystemsSee(name: string): string {
  return name
    .replace(IGNORED_BY_HFS, '')
    .toLowerCase()
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
}
