import { basename } from 'node:path'
import type { Audit, Trace } from '../audit/audit.ts'
import { AppError, ForbiddenError, type MessageParams } from '../errors.ts'
import type { Log } from '../log.ts'
import { hasRole, type User } from '../user.ts'
import { backUp } from './backup.ts'
import { createShelf, type KeptBackup } from './shelf.ts'
import { tryRestore } from './try-restore.ts'

export interface BackupSettings {
  readonly folder: string
  /** Undefined: only when somebody asks. */
  readonly everyMs: number | undefined
  readonly keep: number
}

export interface BackupsDeps {
  readonly dataDir: string
  readonly settings: BackupSettings
  readonly audit: Audit
  readonly log: Log
  readonly now: () => Date
}

export interface BackupsView {
  readonly kept: readonly KeptBackup[]
  readonly settings: BackupSettings
  /** What is being done now. */
  readonly doing: 'writing' | 'testing' | undefined
  readonly fault: { readonly key: string; readonly params: MessageParams } | undefined
  readonly nextAt: string | undefined
}

export type Backups = ReturnType<typeof createBackups>

const LOOK_MS = 60_000
const RETRY_MS = 60 * 60 * 1000

/** Backups that the wiki makes by itself: each is brought back in a test, and the old ones go. */
export function createBackups({ dataDir, settings, audit, log, now }: BackupsDeps) {
  const shelf = createShelf(settings.folder)
  let doing: BackupsView['doing']
  let fault: BackupsView['fault']
  let failedAt: number | undefined
  let work: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const makeOne = async (actor: string | undefined, trace: Trace): Promise<void> => {
    let result: 'ok' | 'refused' = 'refused'
    const path = await shelf.pathFor(now())
    try {
      doing = 'writing'
      await backUp(dataDir, path, { log, now: now() })
      doing = 'testing'
      await test(basename(path))
      await shelf.keep(settings.keep)
      fault = undefined
      failedAt = undefined
      result = 'ok'
    } catch (error) {
      failedAt = now().getTime()
      fault =
        error instanceof AppError
          ? { key: error.key, params: error.params }
          : { key: 'backup.failed', params: {} }
      log.error({ err: error }, 'a backup could not be made')
    } finally {
      doing = undefined
      await audit.record({ ...trace, actor, action: 'backup.make', object: basename(path), result })
    }
  }

  /** @throws what kept it from coming back, which is kept with the backup */
  const test = async (name: string): Promise<void> => {
    try {
      await tryRestore(shelf.pathOf(name), { log, now: now() })
      await shelf.remember(name, { at: now().toISOString() })
    } catch (error) {
      const reason = error instanceof AppError ? error.key : 'backup.failed'
      await shelf.remember(name, { at: now().toISOString(), fault: reason })
      throw error
    }
  }

  const begin = (actor: string | undefined, trace: Trace): Promise<void> => {
    work ??= makeOne(actor, trace).finally(() => (work = undefined))
    return work
  }

  const dueAt = async (): Promise<number | undefined> => {
    if (settings.everyMs === undefined) return undefined
    const [newest] = await shelf.list()
    const regular = newest ? Date.parse(newest.at) + settings.everyMs : 0
    return failedAt === undefined ? regular : Math.max(regular, failedAt + RETRY_MS)
  }

  const tick = async (): Promise<void> => {
    const due = await dueAt()
    if (due !== undefined && due <= now().getTime()) await begin(undefined, {})
  }

  return {
    /** For admins. @throws ForbiddenError */
    async view(user: User): Promise<BackupsView> {
      requireAdmin(user)
      const due = await dueAt()
      const nextAt = due === undefined ? undefined : new Date(Math.max(due, now().getTime())).toISOString()
      return { kept: await shelf.list(), settings, doing, fault, nextAt }
    },

    /** Begins a backup, or goes on with the one that is being made; does not wait for it. @throws ForbiddenError */
    make(user: User, trace: Trace = {}): void {
      requireAdmin(user)
      void begin(user.id, trace)
    },

    /** Makes one where it is due. */
    tick,

    /** Resolves when nothing is being made. */
    settled: async (): Promise<void> => work,

    start(): void {
      if (settings.everyMs === undefined) return
      timer = setInterval(() => {
        tick().catch((error: unknown) => log.error({ err: error }, 'the backups could not be looked at'))
      }, LOOK_MS).unref()
    },

    async close(): Promise<void> {
      clearInterval(timer)
      await work
    },
  }
}

function requireAdmin(user: User): void {
  if (!hasRole(user, 'admin')) throw new ForbiddenError('errors.needs.admin')
}
