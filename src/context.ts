import { access, constants, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAccounts, type Accounts } from './accounts/accounts.ts'
import { createAttachments, type Attachments } from './attachments/attachments.ts'
import { createBackups, type Backups } from './backup/backups.ts'
import { createAudit, type Audit } from './audit/audit.ts'
import { cacheFolder, type Config } from './config.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase, type Database } from './db/open.ts'
import { UsageError } from './errors.ts'
import { createFeedback, type FeedbackOperations } from './feedback/feedback.ts'
import { createGuidance, type Guidance } from './guidance/guidance.ts'
import { createGaps, type Gaps } from './gaps/gaps.ts'
import { openRepository, type Repository } from './git/repository.ts'
import { createLearning, type Learning } from './learning/learning.ts'
import type { Log } from './log.ts'
import { createReads, type Reads } from './reads/reads.ts'
import { createMirror, type Mirror } from './mirror/mirror.ts'
import type { ReadFile } from './search/page-documents.ts'
import { createNotifications, type Notifications } from './notifications/notifications.ts'
import { createPages, type Pages } from './pages/pages.ts'
import { createProposals, type Proposals } from './proposals/proposals.ts'
import { REDIRECTS_FILE, takeRedirects } from './pages/redirects.ts'
import { createSearchLog, type SearchLog } from './search/log.ts'
import { createSearch, type Search } from './search/search.ts'
import { HOLIDAYS_FILE } from './team/holidays.ts'
import { createTeam, type Team } from './team/team.ts'
import { termsOf } from './search/tokens.ts'
import { createTrash, type Trash } from './trash/trash.ts'
import { createUnsaved, type Unsaved } from './unsaved/unsaved.ts'
import { createUpkeep, type Upkeep } from './upkeep/upkeep.ts'
import { hasRole } from './user.ts'
import { sowStarterContent } from './pages/starter.ts'

/** The folder of the program, for what it ships: views, static files, starter content. */
export const PROGRAM_DIR = fileURLToPath(new URL('..', import.meta.url))

/** Every store and service, built once a process. */
export interface Context {
  readonly config: Config
  readonly log: Log
  /** The clock of all that is written down with a time. */
  readonly now: () => Date
  readonly database: Database
  readonly repository: Repository
  readonly audit: Audit
  readonly accounts: Accounts
  readonly notifications: Notifications
  readonly pages: Pages
  readonly reads: Reads
  readonly feedback: FeedbackOperations
  readonly guidance: Guidance
  readonly proposals: Proposals
  readonly search: Search
  readonly searchLog: SearchLog
  readonly gaps: Gaps
  readonly learning: Learning
  readonly team: Team
  readonly upkeep: Upkeep
  readonly unsaved: Unsaved
  readonly trash: Trash
  readonly mirror: Mirror
  readonly attachments: Attachments
  readonly backups: Backups
  readonly readFile: ReadFile
  close(): Promise<void>
}

/**
 * Opens the data folder, making what is missing: the schema, the repository and its first commit.
 * @throws UsageError where the folder cannot be written or git is missing.
 */
export async function openContext(
  config: Config,
  log: Log,
  now: () => Date = () => new Date(),
): Promise<Context> {
  await makeDataDir(config.dataDir)
  const database = openDatabase(join(config.dataDir, 'giljabi.sqlite'))
  await migrate(database.kysely)
  const repository = await openRepository(join(config.dataDir, 'content.git'), { log })
  await sowStarterContent(repository, join(PROGRAM_DIR, 'content'), now())
  const audit = createAudit(database, log, now)
  const accounts = createAccounts(database, audit, now)
  const notifications = createNotifications({ database, log, now })
  const pages = createPages(repository, log, now, cacheFolder(config.dataDir))
  const reads = createReads({ database, pages, now, countsUsage: config.usage })
  const findUserId = async (handle: string) => (await accounts.people.findByHandle(handle))?.id
  const feedback = createFeedback({ database, pages, notifications, findUserId, now })
  pages.content.onChanged((changed) => feedback.follow(changed))
  const findByEmail = async (email: string) =>
    email.includes('@') ? accounts.people.findByLogin(email) : undefined
  const proposals = createProposals({
    database,
    repository,
    pages,
    findHeld: (user, file) => attachments.findHeld(user, file),
    maxAttachmentBytes: config.maxAttachmentBytes,
    notifications,
    findUserId,
    findByEmail,
    now,
    log,
  })
  const findUser = (handle: string) => accounts.people.findByHandle(handle)
  const guidance = createGuidance({ pages, repository, notifications, findUser, stems: termsOf, now })
  const search = createSearch({
    log,
    engine: config.searchEngine,
    folder: cacheFolder(config.dataDir),
    recentReads: () => reads.recentReads(),
    now,
  })
  const searchLog = createSearchLog({ database, now, log, inVain: (userId) => team.searchedInVain(userId) })
  const gaps = createGaps({
    database,
    pages,
    search,
    searchLog,
    notifications,
    people: () => accounts.people.list(),
    questions: () => feedback.openQuestions(),
    answerQuestion: (user, id, words) => feedback.answer(user, id, words),
    now,
  })
  const leads = async () =>
    (await accounts.people.list()).filter((person) => hasRole(person, 'lead') && !person.disabled)
  const learning = createLearning({
    database,
    pages,
    notifications,
    people: { ...accounts.people, leads },
    lessonsFor: guidance.lessonsFor,
    now,
  })
  const team = createTeam({
    database,
    pages,
    accounts,
    notifications,
    audit,
    walks: learning,
    saidOf: (page, step) => feedback.countsOf(page ?? '', step),
    log,
    now,
  })
  learning.setAssignments(team.source)
  accounts.onChanged(() => team.settle())
  const upkeep = createUpkeep({
    database,
    pages,
    notifications,
    accounts: { version: () => accounts.version(), list: () => accounts.people.list() },
    reassure: (user, page) => guidance.applications.reassure(user, page),
    recentReads: () => reads.recentReads(),
    sourceCheck: config.sourceCheck,
    now,
    log,
  })
  const attachments = createAttachments({
    pages,
    repository,
    audit,
    maxBytes: config.maxAttachmentBytes,
    findProposed: (user, file, number) => proposals.findAttachment(user, file, number),
    now,
  })
  const trash = createTrash({ pages, audit })
  const unsaved = createUnsaved({ database, pages, log, now })
  const mirror = createMirror({
    repository,
    content: pages.content,
    settings: config.remote,
    lookAtProposals: () => proposals.look(),
    log,
    now,
  })
  const backups = createBackups({
    dataDir: config.dataDir,
    settings: { ...config.backup, folder: config.backup.folder ?? join(config.dataDir, 'backups') },
    audit,
    log,
    now,
  })
  const readFile: ReadFile = async (file) => {
    const head = pages.content.head()
    const found = head && (await repository.findFile(head, file))
    return found && (await repository.readBlob(found.blob)).toString('utf8')
  }
  return {
    config,
    log,
    now,
    database,
    repository,
    audit,
    accounts,
    notifications,
    pages,
    reads,
    feedback,
    guidance,
    proposals,
    search,
    searchLog,
    gaps,
    learning,
    team,
    upkeep,
    attachments,
    unsaved,
    trash,
    mirror,
    backups,
    readFile,
    async close() {
      await backups.close()
      await mirror.close()
      await upkeep.close()
      await searchLog.close()
      await search.close()
      await pages.content.close()
      await repository.close()
      await database.checkpoint()
      await database.close()
    },
  }
}

/** Reads all pages into memory, and the redirects among them. Not needed by commands about accounts. */
export async function loadPages({
  pages,
  guidance,
  team,
  readFile,
}: Pick<Context, 'pages' | 'guidance' | 'team' | 'readFile'>): Promise<void> {
  const { content } = pages
  const readRedirects = async () => takeRedirects(content, (await readFile(REDIRECTS_FILE)) ?? '{}')
  await content.load()
  await readRedirects()
  const readHolidays = async () => team.takeHolidays(await readFile(HOLIDAYS_FILE))
  await readHolidays()
  content.onChanged(async ({ files }) => {
    if (files.includes(REDIRECTS_FILE)) await readRedirects()
    if (files.includes(HOLIDAYS_FILE)) await readHolidays()
  })
  await guidance.load()
}

async function makeDataDir(dir: string): Promise<void> {
  try {
    await makeDir(cacheFolder(dir))
    await access(dir, constants.W_OK)
  } catch (error) {
    throw new UsageError(`The data folder ${dir} cannot be written. Set DATA_DIR to a folder that can.`, {
      cause: error,
    })
  }
}

/** Not Node's own recursive mkdir: that one never ends where a file system refuses folders as missing (`/proc`). */
async function makeDir(dir: string): Promise<void> {
  try {
    await mkdir(dir)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(dir)).isDirectory()) return
    if (code !== 'ENOENT' || dirname(dir) === dir) throw error
    await makeDir(dirname(dir))
    await mkdir(dir)
  }
}
