import type { Lang, Role, Theme } from '../user.ts'

/**
 * The tables as Kysely knows them. Portable to PostgreSQL: ids are text made here, moments are ISO 8601 text in
 * UTC with milliseconds (`Date.toISOString`), which sort as they are; no booleans, no generated numbers.
 */
export interface Schema {
  users: UserTable
  sessions: SessionTable
  tokens: TokenTable
  invites: InviteTable
  devices: DeviceTable
  audit: AuditTable
  progress: ProgressTable
  visits: VisitTable
  notifications: NotificationTable
}

/** ISO 8601 in UTC, as `Date.toISOString` writes it. */
export type Moment = string

export interface UserTable {
  id: string
  /** Lower-case ASCII, unique, never reused: accounts are disabled, not deleted. */
  handle: string
  email: string
  /** The e-mail in lower case, unique. */
  email_key: string
  name: string
  /** What the name looks like (`accounts/names`): two people may not look the same by other letters. */
  name_shape: string
  role: Role
  lang: Lang | null
  theme: Theme
  /** Argon2id in PHC form. */
  password_hash: string
  /** When an admin or a command gave a password that is to be changed at the first sign-in. */
  password_given_at: Moment | null
  disabled_at: Moment | null
  created_at: Moment
}

export interface SessionTable {
  id_hash: string
  user_id: string
  created_at: Moment
  expires_at: Moment
}

export interface TokenTable {
  id: string
  user_id: string
  name: string
  token_hash: string
  created_at: Moment
}

/** A link that makes an account once; `setup` is the one for the first admin. */
export interface InviteTable {
  id: string
  purpose: 'invite' | 'setup'
  token_hash: string
  role: Role
  email: string | null
  created_by: string | null
  created_at: Moment
  expires_at: Moment
  /** Used or revoked. */
  ended_at: Moment | null
}

/** A browser in which this person has signed in before. */
export interface DeviceTable {
  device_hash: string
  user_id: string
  created_at: Moment
}

/** Append-only. */
export interface AuditTable {
  /** Grows with time, so that entries of one millisecond keep their order. */
  id: string
  at: Moment
  /** The id of the account that did it; null for a command or a stranger. */
  actor: string | null
  action: string
  object: string | null
  ip: string | null
  request_id: string | null
  result: string
}

/** A step that a person has completed, at the revision of the page that they had read. */
export interface ProgressTable {
  user_id: string
  path: string
  step_id: string
  /** Blob id of the step's page. */
  revision: string
  completed_at: Moment
  evidence: string | null
  /** JSON. */
  answers: string | null
}

/** Where a person was last, for "what changed since". */
export interface VisitTable {
  user_id: string
  seen_commit: string
  seen_at: Moment
}

/** Something that somebody is to know. Shown in the wiki; other channels read the same rows. */
export interface NotificationTable {
  id: string
  user_id: string
  /** A message key: `notify.gap.answered`. */
  type: string
  /** JSON: what the message names. */
  params: string
  /** An address of this wiki. */
  href: string
  created_at: Moment
  seen_at: Moment | null
}
