import { randomUUID } from 'node:crypto'
import type { Audit, Trace } from '../audit/audit.ts'
import type { Database } from '../db/open.ts'
import type { UserTable } from '../db/schema.ts'
import { ForbiddenError, InvalidError } from '../errors.ts'
import { hasRole, type Lang, type Role, type Theme, type User } from '../user.ts'
import { acceptEmail } from './email.ts'
import { acceptName, nameShape, suggestHandle } from './names.ts'
import type { Passwords } from './passwords.ts'
import { createPeopleStore, userOf, type PeopleStore } from './people-store.ts'
import { newOneTimePassword } from './secrets.ts'
import { acceptTimeZone } from './time-zones.ts'
import type { ViewerCache } from './viewer-cache.ts'

/** Who does it: a person, or somebody at the machine itself, who may do everything. */
export type By = User | 'command'

/** A person as lists show them, also when they can no longer sign in. */
export interface Person extends User {
  readonly disabled: boolean
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

export interface NewUser {
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Without one, a one-time password is made. */
  readonly password?: string | undefined
}

export interface Profile {
  readonly name: string
  /** Undefined: as the browser asks. */
  readonly lang: Lang | undefined
  readonly theme: Theme
  /** Undefined: stays as it is. */
  readonly timeZone?: string | undefined
}

export interface PeopleDeps {
  readonly database: Database
  readonly audit: Audit
  readonly passwords: Passwords
  readonly cache: ViewerCache
  /** To be called after somebody has come, left, returned, or been given another role. */
  readonly changed: () => Promise<void>
  readonly now: () => Date
}

export type People = ReturnType<typeof createPeople>

/** The accounts: adding, finding, and what people change about themselves. */
export function createPeople(deps: PeopleDeps) {
  const { audit, cache } = deps
  const store = createPeopleStore(deps.database.kysely)

  return {
    /**
     * For admins and commands.
     * @throws InvalidError with the field (e-mail, name, password) that cannot be accepted.
     */
    async addUser(by: By, input: NewUser, trace?: Trace): Promise<{ user: User; oneTimePassword?: string }> {
      requireAdmin(by)
      const oneTimePassword = input.password === undefined ? newOneTimePassword() : undefined
      const row = await prepareUser(deps, { ...input, password: input.password ?? oneTimePassword ?? '' })
      row.password_given_at = oneTimePassword === undefined ? null : row.created_at
      await refuseLookAlike(store, row.name)
      for (const handle of handlesFrom(row.handle)) {
        row.handle = handle
        const outcome = await store.insert(row)
        if (outcome === 'email-taken') throw emailTaken()
        if (outcome === 'added') break
      }
      cache.forget()
      const user = userOf(row)
      await audit.record({
        ...trace,
        actor: actorOf(by),
        action: 'account.add',
        object: `${user.handle} ${user.role}`,
        result: 'ok',
      })
      await deps.changed()
      return oneTimePassword === undefined ? { user } : { user, oneTimePassword }
    },

    /** By e-mail or handle, in any case. Disabled people are found too. */
    async findByLogin(login: string): Promise<Person | undefined> {
      const account = await findAccountByLogin(store, login)
      return account && store.findPerson('id', account.user.id)
    },
    findById: (id: string) => store.findPerson('id', id),
    findByHandle: (handle: string) => store.findPerson('handle', handle.normalize('NFC').toLowerCase()),
    /** Everybody, by name, with those who are disabled. For everyone who is signed in. */
    list: () => store.list(),
    count: () => store.count(),
    /** Of those who can sign in, for choosing an owner. */
    handles: () => store.handles(),

    /** People change their own. @throws InvalidError for a name or a time zone that cannot be accepted. */
    async updateProfile(user: User, profile: Profile): Promise<void> {
      const name = acceptName(profile.name)
      if (name !== user.name) await refuseOthersName(store, name, user.id)
      await store.update(user.id, {
        name,
        name_shape: nameShape(name),
        lang: profile.lang ?? null,
        theme: profile.theme,
        ...(profile.timeZone !== undefined && { time_zone: acceptTimeZone(profile.timeZone) }),
      })
      cache.forget()
    },
    async updateLang(user: User, lang: Lang): Promise<void> {
      await store.update(user.id, { lang })
      cache.forget()
    },
  }
}

/** A row that may be inserted, its password hashed. @throws InvalidError. */
export async function prepareUser(
  { passwords, now }: Pick<PeopleDeps, 'passwords' | 'now'>,
  input: { email: string; name: string; role: Role; password: string },
): Promise<UserTable> {
  const email = acceptEmail(input.email)
  const name = acceptName(input.name)
  return {
    id: randomUUID(),
    handle: suggestHandle(email),
    email,
    email_key: email.toLowerCase(),
    name,
    name_shape: nameShape(name),
    role: input.role,
    lang: null,
    theme: 'system',
    time_zone: null,
    password_hash: await passwords.hash(input.password),
    password_given_at: null,
    disabled_at: null,
    created_at: now().toISOString(),
  }
}

type Names = Pick<PeopleStore, 'namesOfShape'>

/** Nobody takes the look of another's name by other letters. @throws InvalidError. */
export async function refuseLookAlike(names: Names, name: string): Promise<void> {
  const alike = await names.namesOfShape(nameShape(name))
  if (alike.some((other) => other.name !== name)) throw looksLikeAnother()
}

/** As above, and not the very name either: namesakes are real, but an admin says so. @throws InvalidError. */
export async function refuseOthersName(names: Names, name: string, self?: string): Promise<void> {
  const alike = await names.namesOfShape(nameShape(name))
  if (alike.some((other) => other.id !== self)) throw looksLikeAnother()
}

function looksLikeAnother(): InvalidError {
  return new InvalidError('accounts.name.alike', {}, { field: 'name' })
}

/** The handle itself, then with a number behind it. */
export function* handlesFrom(handle: string): Generator<string> {
  yield handle
  for (let number = 2; ; number += 1) yield `${handle}-${number}`
}

export function emailTaken(): InvalidError {
  return new InvalidError('accounts.email.taken', {}, { field: 'email' })
}

/** @throws ForbiddenError for everyone but admins and commands. */
export function requireAdmin(by: By): void {
  if (by !== 'command' && !hasRole(by, 'admin')) throw new ForbiddenError('errors.needs.admin')
}

export function actorOf(by: By): string | undefined {
  return by === 'command' ? undefined : by.id
}

/** A handle has no @, so the two cannot be taken for each other. */
export function findAccountByLogin(store: PeopleStore, login: string) {
  const key = login.trim().toLowerCase()
  return store.findAccount(key.includes('@') ? 'email_key' : 'handle', key)
}
