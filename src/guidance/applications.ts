import { newRowId } from '../db/row-id.ts'
import type { FileChange } from '../git/repository.ts'
import { AppError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import type { ChangedPages } from '../pages/content.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { appendLine, logFileOf, type Application, type Outcome, type Removal } from './application-log.ts'
import { countOutcomes, hasStoppedHolding, type Counts } from './holding.ts'
import type { LogShelf } from './log-shelf.ts'
import { mergeRulesFor } from './merge-rules.ts'
import { checkWhereabouts, readWhereabouts, type Whereabouts } from './whereabouts.ts'

export interface ApplicationInput {
  readonly where: string
  readonly outcome: Outcome
  readonly note: string
}

/** An application as a page shows it. */
export interface ShownApplication extends Application {
  readonly place: Whereabouts
  /** By who looks: their own for some minutes, any for leads. */
  readonly mayRemove: boolean
}

export interface ApplicationDeps {
  readonly pages: Pages
  readonly shelf: LogShelf
  readonly notifications: Pick<Notifications, 'tell' | 'list'>
  readonly findUser: (handle: string) => Promise<User | undefined>
  readonly now: () => Date
}

export type Applications = ReturnType<typeof createApplications>

export const MAX_WHERE = 500
export const MAX_NOTE = 1_000
export const UNDO_MINUTES = 10
const SHOWN_ON_PAGE = 5
const MAX_LOG_BYTES = 2 * 1024 * 1024

/** Where lessons were applied and whether they held: kept beside them in git, told to their owners when they stop. */
export function createApplications({ pages, shelf, notifications, findUser, now }: ApplicationDeps) {
  const { content } = pages
  const { catalog } = content
  let stopped: ReadonlySet<string> = new Set()

  /** @throws NotFoundError; InvalidError for pages that are no lessons. */
  const getLesson = (user: User, path: string): Page => {
    const page = pages.get(user, presentPath(content, path.normalize('NFC')))
    if (page.kind !== 'lesson') throw new InvalidError('guidance.notALesson')
    return page
  }
  const commitLine = (user: User, page: Page, line: Application | Removal, message: string) =>
    content.commit({ name: user.name, email: user.email }, async () => {
      const path = presentPath(content, page.path)
      const log = appendLine(await shelf.readBytes(path), line)
      if (log.length > MAX_LOG_BYTES) throw new AppError('too-large', 'guidance.log.full')
      return { files: [{ path: logFileOf(path), content: log }, ...mergeRulesFor(content)], message }
    })
  const isRecent = ({ at }: Application) => now().getTime() - Date.parse(at) < UNDO_MINUTES * 60_000
  const isOwn = (user: User, entry: Application) => entry.by === user.handle && isRecent(entry)
  const show = (user: User, entry: Application): ShownApplication => ({
    ...entry,
    place: readWhereabouts(entry.where),
    mayRemove: hasRole(user, 'lead') || isOwn(user, entry),
  })

  /** Which lessons stopped holding, by what is in memory. */
  const judge = (): Set<string> => {
    const found = new Set<string>()
    for (const known of shelf.paths()) {
      const page = catalog.find(presentPath(content, known))
      if (page?.kind === 'lesson' && isStopped(page)) found.add(page.path)
    }
    return found
  }
  const isStopped = ({ path, original }: Page): boolean => {
    const changedAt = content.history.latest(original.file)?.time.toISOString() ?? ''
    const { blob } = original
    return hasStoppedHolding(shelf.entriesOf(path), blob, changedAt, shelf.reassuranceOf(path, blob))
  }
  const rejudge = (): string[] => {
    const before = stopped
    stopped = judge()
    catalog.setStopped(stopped)
    return [...stopped].filter((path) => !before.has(path))
  }

  /** Once for each entry that made it stop, in however many processes it is noticed. */
  const tellOwner = async (path: string): Promise<void> => {
    const page = catalog.find(path)
    const [latest] = shelf.entriesOf(path)
    const owner = page?.owner === undefined ? undefined : await findUser(page.owner)
    if (!page || !latest || !owner || owner.handle === latest.by) return
    const told = await notifications.list(owner)
    if (told.some(({ type, params }) => type === STOPPED && params.entry === latest.id)) return
    const params = { title: variantFor(page, owner.lang ?? page.original.lang).title, entry: latest.id }
    await notifications.tell({ to: [owner.id], type: STOPPED, params, href: logAddress(path) })
  }

  return {
    getLesson,

    /** Reads all logs; the pages and the redirects must be there. */
    async load(): Promise<void> {
      await shelf.load()
      rejudge()
    },

    /** Takes up what changed, from here or from outside. */
    async follow(changed: ChangedPages): Promise<void> {
      await shelf.follow(changed)
      for (const path of rejudge()) await tellOwner(path)
    },

    /** The newest first. @throws NotFoundError, InvalidError */
    list: (user: User, path: string): ShownApplication[] =>
      shelf.entriesOf(getLesson(user, path).path).map((entry) => show(user, entry)),

    countsOf: (path: string): Counts => countOutcomes(shelf.entriesOf(path)),

    /**
     * That `user` applied a lesson that they may see.
     * @throws NotFoundError, InvalidError (`field` says which), AppError `too-large`
     */
    async record(user: User, path: string, input: ApplicationInput): Promise<ShownApplication> {
      const page = getLesson(user, path)
      const where = tidy(input.where)
      const note = tidy(input.note)
      checkWhereabouts(where)
      if (where.length > MAX_WHERE) throw new InvalidError('guidance.where.long', {}, { field: 'where' })
      if (note.length > MAX_NOTE) throw new InvalidError('guidance.note.long', {}, { field: 'note' })
      const entry: Application = {
        id: newRowId(),
        at: now().toISOString(),
        by: user.handle,
        where,
        outcome: input.outcome,
        note,
        revision: page.original.blob,
      }
      await commitLine(user, page, entry, `Apply ${page.original.title} (${input.outcome})`)
      return show(user, entry)
    },

    /**
     * What is to be committed so that a lesson which stopped holding counts as true again without a change of its
     * text; nothing for other pages. For whoever may verify it.
     */
    async reassure(user: User, { path, original }: Page): Promise<FileChange[]> {
      if (!stopped.has(path)) return []
      const at = now().toISOString()
      const line = { id: newRowId(), at, by: user.handle, verified: original.blob }
      const content = appendLine(await shelf.readBytes(path), line)
      return [{ path: logFileOf(path), content }, ...mergeRulesFor(pages.content)]
    },

    /** Takes an entry back: one's own within minutes, any by leads. @throws NotFoundError, ForbiddenError */
    async remove(user: User, path: string, id: string): Promise<void> {
      const page = getLesson(user, path)
      const entry = shelf.entriesOf(page.path).find((one) => one.id === id)
      if (!entry) throw new NotFoundError('guidance.application.missing')
      if (!show(user, entry).mayRemove)
        throw new ForbiddenError('guidance.application.late', { minutes: UNDO_MINUTES })
      const removal = { id: newRowId(), at: now().toISOString(), by: user.handle, removes: id }
      await commitLine(user, page, removal, `Take back an application of ${page.original.title}`)
    },

    /** On a lesson: how often it held, the newest entries, and the form. */
    addToPage(user: User, page: Page): PageAddition {
      if (page.kind !== 'lesson') return NO_ADDITION
      const entries = shelf.entriesOf(page.path)
      const undoable = entries.filter((entry) => isOwn(user, entry)).map(({ id }) => id)
      const shown = entries.slice(0, SHOWN_ON_PAGE).map((entry) => ({
        ...entry,
        place: readWhereabouts(entry.where),
        mayRemove: undoable.includes(entry.id),
      }))
      const applications = { shown, total: entries.length, counts: countOutcomes(entries), limits: LIMITS }
      return {
        version: `applied ${entries.length} ${entries[0]?.id ?? ''} ${undoable.join()}`,
        locals: { applications },
        personal: undoable.length > 0,
        slots: { foot: 'guidance/log' },
      }
    },

    /** Lessons that stopped holding, for their owner; those without one, for leads. */
    waitingFor(user: User, lang: Lang): WaitingItem[] {
      return [...stopped].flatMap((path) => {
        const page = pages.find(user, path)
        const isTheirs = page?.owner === user.handle || (page?.owner === undefined && hasRole(user, 'lead'))
        if (!page || !isTheirs || page.status !== 'published' || catalog.successor(path)) return []
        const { title, lang: shown } = variantFor(page, lang)
        const at = shelf.entriesOf(path)[0]?.at ?? now().toISOString()
        return [{ key: 'waiting.stopped', title, lang: shown, href: logAddress(path), icon: 'x', at }]
      })
    },

    /** Lines of logs that cannot be read. */
    brokenLines: () => shelf.brokenLines(),
  }
}

const STOPPED = 'notify.lesson.stopped'
const LIMITS = { where: MAX_WHERE, note: MAX_NOTE }

function logAddress(path: string): string {
  return `/wiki/${path.split('/').map(encodeURIComponent).join('/')}#log`
}

/** One line, composed, without what cannot be seen or turns the reading direction of what follows. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g, '')
    .trim()
}
