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
  assignments: AssignmentTable
  joiner_rules: JoinerRuleTable
  joiner_rule_people: JoinerRulePersonTable
  late_told: LateToldTable
  friction_told: FrictionToldTable
  step_searches: StepSearchTable
  visits: VisitTable
  notifications: NotificationTable
  proposals: ProposalTable
  proposal_remarks: ProposalRemarkTable
  reads: ReadTable
  read_weeks: ReadWeekTable
  feedback: FeedbackTable
  search_keys: SearchKeyTable
  searches: SearchTable
  search_opens: SearchOpenTable
  wishes: WishTable
  gaps: GapTable
  source_checks: SourceCheckTable
  unsaved_texts: UnsavedTextTable
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
  /** An IANA name (`Asia/Seoul`); null: the wiki's own. */
  time_zone: string | null
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

/** That a person is to walk a path. One row a person and path, also once it has ended. */
export interface AssignmentTable {
  id: string
  user_id: string
  path: string
  /** A day, `2026-11-24`. */
  start_on: string
  buddy_id: string | null
  /** When somebody was told that the buddy has left. */
  buddy_gone_told_at: Moment | null
  /** Null: by a rule whose maker is no longer known. */
  assigned_by: string | null
  rule_id: string | null
  created_at: Moment
  ended_at: Moment | null
}

/** That everybody who comes to have a role is given a path. */
export interface JoinerRuleTable {
  id: string
  path: string
  role: Role | 'anyone'
  buddy_id: string | null
  created_by: string
  created_at: Moment
  ended_at: Moment | null
}

/** Who had a rule's role when it was made, or has been dealt with since. */
export interface JoinerRulePersonTable {
  rule_id: string
  user_id: string
}

/** That a person was told of a step that became late. */
export interface LateToldTable {
  user_id: string
  path: string
  step_id: string
  due_on: string
}

/** How often somebody who was at a step searched and found nothing. Nobody is named. */
export interface StepSearchTable {
  path: string
  step_id: string
  times: number
}

/** When the owner was last told that people have trouble at a step. */
export interface FrictionToldTable {
  path: string
  step_id: string
  told_at: Moment
  /** How many had trouble then. */
  people: number
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

/** What became of the last tries to reach a source. */
export interface SourceCheckTable {
  url: string
  tried_at: Moment | null
  reached_at: Moment | null
  /** Of HTTP, where there was an answer. */
  status: number | null
  etag: string | null
  last_modified: string | null
  moved_to: string | null
  /** What is wrong with it: `gone`, `moved`, `unreachable`; null: nothing. */
  fault: string | null
  fault_detail: string | null
  fault_since: Moment | null
  /** On how many days it was found so, and the last of them. */
  fault_days: number
  fault_day: string | null
  /** When readers began to be told. */
  marked_at: Moment | null
  /** Who looked at it themselves and found it good (a handle), and when. */
  held_by: string | null
  held_at: Moment | null
}

/** The secret by which the people of one day are told apart; gone when the day is over. */
export interface SearchKeyTable {
  day: string
  secret: string
}

/** That somebody searched for something on a day. */
export interface SearchTable {
  /** `2026-11-24`, UTC. */
  day: string
  /** In lower case, spaces as one. */
  query: string
  /** A keyed hash that stands for a person on this day alone. */
  person: string
  /** As it was typed last. */
  text: string
  /** How many results they saw the last time. */
  found: number
  times: number
  searched_at: Moment
}

/** A page that was opened from the results. */
export interface SearchOpenTable {
  day: string
  query: string
  person: string
  path: string
}

/** That somebody wishes for a page. */
export interface WishTable {
  gap_id: string
  user_id: string
  text: string
  note: string
  created_at: Moment
}

/** What was decided about something that the wiki lacks; without a row nothing was. */
export interface GapTable {
  id: string
  kind: 'search' | 'wish' | 'missing-page' | 'question'
  text: string
  status: 'taken' | 'closed'
  assignee_id: string | null
  /** `2026-12-24`. */
  due: string | null
  /** The page that answers it, or is going to. */
  page: string | null
  /** Why it was closed, in words; may be empty. */
  reason: string
  /** Null where a page that came by git closed it. */
  changed_by: string | null
  changed_at: Moment
}

/** What somebody types in the editor and has not saved, by the editor it was opened in. */
export interface UnsavedTextTable {
  /** Made by the editor's page: one for each time that it is opened. */
  id: string
  user_id: string
  editor: 'edit' | 'new' | 'propose' | 'propose-new' | 'revise'
  /** The page's path as it was then, a kind, or the number and file of a proposal. */
  subject: string
  lang: Lang
  title: string
  /** JSON: all fields of the form; empty once it is settled. */
  fields: string
  created_at: Moment
  updated_at: Moment
  /** When it was saved: what arrives for it later was on its way before that. */
  settled_at: Moment | null
}
