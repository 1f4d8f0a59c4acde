import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { AppError, InvalidError } from '../errors.ts'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const HASH_BYTES = 32
const SALT_BYTES = 16

export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 1_024

/** Two cores are shared with page views, and each hash takes 19 MiB. */
const AT_ONCE = 2
const WAITING_AT_MOST = 200

export interface Passwords {
  /** @returns a PHC string. @throws InvalidError for a password that is too short or too long, before hashing. */
  hash(password: string): Promise<string>
  /** Takes the same time with `undefined`, which stands for an account that does not exist, and is then false. */
  verify(password: string, phc: string | undefined): Promise<boolean>
}

/** Argon2id off the event loop, a few at a time. @throws AppError `unavailable` when too many wait. */
export function createPasswords(): Passwords {
  const inTurn = createTurns(AT_ONCE, WAITING_AT_MOST)
  const nobody = formatPhc(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES))
  return {
    async hash(password) {
      const accepted = acceptPassword(password)
      const salt = randomBytes(SALT_BYTES)
      return formatPhc(salt, await inTurn(() => derive(accepted, salt, MEMORY_KIB, PASSES, LANES)))
    },
    async verify(password, phc) {
      const tried = normalise(password)
      if (tried === undefined) return false
      const known = parsePhc(phc ?? nobody)
      const derived = await inTurn(() => derive(tried, known.salt, known.memory, known.passes, known.lanes))
      return timingSafeEqual(derived, known.hash) && phc !== undefined
    },
  }
}

function acceptPassword(password: string): string {
  const normal = normalise(password)
  if (normal === undefined) {
    throw new InvalidError('accounts.password.long', { most: LONGEST_PASSWORD }, { field: 'password' })
  }
  if (normal.length < SHORTEST_PASSWORD) {
    throw new InvalidError('accounts.password.short', { least: SHORTEST_PASSWORD }, { field: 'password' })
  }
  return normal
}

/** A syllable of Hangul is up to three characters where it is sent decomposed. */
const LONGEST_SENT = LONGEST_PASSWORD * 3

/**
 * The same Korean password must work from a keyboard that composes and from one that does not: NFC.
 * Undefined for one that is too long, which is not even normalised.
 */
function normalise(password: string): string | undefined {
  if (password.length > LONGEST_SENT) return undefined
  const normal = password.normalize('NFC')
  return normal.length > LONGEST_PASSWORD ? undefined : normal
}

function derive(
  message: string,
  nonce: Buffer,
  memory: number,
  passes: number,
  parallelism: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      { message, nonce, memory, passes, parallelism, tagLength: HASH_BYTES },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })
}

/** https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md */
function formatPhc(salt: Buffer, hash: Buffer): string {
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(hash)}`
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function parsePhc(phc: string) {
  const [, memory, passes, lanes, salt, hash] = PHC.exec(phc) ?? []
  if (!salt || !hash) throw new Error('A password hash in the database is not argon2id in PHC form')
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

/** Runs at most `atOnce` pieces of work at a time, the others in the order in which they came. */
function createTurns(atOnce: number, waitingAtMost: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running += 1
    else {
      if (waiting.length >= waitingAtMost) throw new AppError('unavailable', 'accounts.busy')
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
