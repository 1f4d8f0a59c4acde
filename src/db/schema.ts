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
  quiz_attempts: QuizAttemptTable
  path_records: PathRecordTable
  visits: VisitTable
  notifications: NotificationTable
  proposals: ProposalTable
  proposal_remarks: ProposalRemarkTable
  reads: ReadTable
  read_weeks: ReadWeekTable
  feedback: FeedbackTable
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
  /** `waiting`: to be confirmed. `back`: was not confirmed; what was left is kept for the next try. */
  state: 'done' | 'waiting' | 'back'
  /** The step's page then; null for a step without one, and for what is older than this column. */
  page: string | null
  /** Who confirmed it or sent it back. */
  decided_by: string | null
  decided_at: Moment | null
  /** What they said. */
  said: string | null
}

/** A quiz that was answered and not passed. */
export interface QuizAttemptTable {
  id: string
  user_id: string
  path: string
  step_id: string
  at: Moment
  /** JSON: the numbers of the questions, from 0. */
  wrong: string
}

/** That a person has walked a path to its end, as it was then. Never changed. */
export interface PathRecordTable {
  id: string
  user_id: string
  path: string
  title: string
  lang: string
  /** Blob id of the path. */
  revision: string
  /** The person's name then. */
  name: string
  finished_at: Moment
  /** JSON. */
  steps: string
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

/** The revision of a page that a person read last. */
export interface ReadTable {
  user_id: string
  path: string
  lang: string
  /** Blob id. */
  revision: string
  read_at: Moment
}

/** That a person read a page in a week, for counting. */
export interface ReadWeekTable {
  /** Its Monday, `2026-11-23`. */
  week: string
  path: string
  user_id: string
}

/** What readers said about pages. */
export interface FeedbackTable {
  id: string
  user_id: string
  kind: 'helpful' | 'unhelpful' | 'question'
  path: string
  lang: string
  revision: string
  passage: string
  text: string
  step_path: string | null
  step_id: string | null
  status: 'open' | 'answered' | 'closed'
  answer: string | null
  /** A handle. */
  answered_by: string | null
  answered_at: Moment | null
  closed_commit: string | null
  created_at: Moment
}

/** What git cannot say of a proposal, and what lists show of its branch so that they need not read it. */
export interface ProposalTable {
  number: number
  /** The branch while it waits; null once the proposal is closed. */
  ref: string | null
  /** The branch's name without its folder, also afterwards. */
  branch: string
  status: string
  /** The commit it stands at, and where it parts from the wiki's own branch. */
  tip: string
  base: string | null
  title: string
  why: string
  /** JSON: the files that differ, with their blobs before and after. */
  files: string
  /** JSON: why the branch as a whole cannot be accepted. */
  fault: string | null
  /** Null for somebody without an account. */
  author_id: string | null
  author_name: string
  author_email: string
  created_at: Moment
  updated_at: Moment
  decided_at: Moment | null
  decided_by: string | null
  /** The commit by which it was accepted. */
  commit_id: string | null
}

/** What was said of a proposal, and what was done with it. */
export interface ProposalRemarkTable {
  id: string
  number: number
  user_id: string | null
  kind: string
  text: string
  /** The remark that this one answers. */
  thread: string | null
  /** Where it stands: a file, the side before or after, a line of that side's blob `revision`, and its text. */
  file: string | null
  side: string | null
  line: number | null
  revision: string | null
  quote: string | null
  settled_at: Moment | null
  created_at: Moment
}
