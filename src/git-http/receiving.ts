import type { Audit, Trace } from '../audit/audit.ts'
import { AppError, type MessageParams } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import { openIncoming, receivePack, type Incoming } from '../git/incoming.ts'
import { MAIN_REF, openRepository, RefMovedError, type RefName, type Repository } from '../git/repository.ts'
import type { Log } from '../log.ts'
import type { Pages } from '../pages/pages.ts'
import { PROPOSALS } from '../proposals/branch-names.ts'
import type { Proposals } from '../proposals/proposals.ts'
import { hasRole, type User } from '../user.ts'
import { findPushFaults } from './check-push.ts'
import type { PushCommand, PushRequest } from './commands.ts'
import type { PushFault } from './faults.ts'

export interface ReceivingDeps {
  readonly repository: Repository
  readonly pages: Pages
  readonly proposals: Proposals
  readonly audit: Audit
  readonly log: Log
}

/** What a push came to. All of its refs move or none. */
export type PushResult =
  | { readonly ok: true; readonly commands: readonly PushCommand[] }
  | {
      readonly ok: false
      readonly commands: readonly PushCommand[]
      /** Why, in git's own few words, as a message's key. */
      readonly reason: string
      readonly faults: readonly PushFault[]
      /** What to do where there is no fault to mend. */
      readonly hint?: { readonly key: string; readonly params: MessageParams }
    }

type Refusal = Omit<Extract<PushResult, { ok: false }>, 'commands' | 'ok'>

const MAX_PUSH_BYTES = 100 * 1024 * 1024

/**
 * Takes a push in: members may send branches of proposals, leads also the wiki's own. What is sent is looked at
 * before anything refers to it, and the refs move by the same compare-and-swap as those of a save.
 */
export function createReceiving({ repository, pages, proposals, audit, log }: ReceivingDeps) {
  const refuseCommand = async (user: User, command: PushCommand): Promise<Refusal | undefined> => {
    const { ref, before, after } = command
    const refuse = (key: string, reason = 'gitHttp.reason.notAllowed'): Refusal => ({
      reason,
      faults: [{ place: shortName(ref), key, params: {} }],
    })
    if (before !== undefined && (await repository.readRef(ref)) !== before) return behind('fetchFirst', ref)
    if (ref === MAIN_REF) {
      if (!hasRole(user, 'lead')) return refuse('gitHttp.ref.mainForLeads')
      return after === undefined ? refuse('gitHttp.ref.mainStays') : undefined
    }
    if (!ref.startsWith(`${PROPOSALS}/`)) return refuse('gitHttp.ref.other')
    if (before !== undefined && !hasRole(user, 'lead') && !(await isOwn(user, ref)))
      return refuse('gitHttp.ref.notYours')
    return undefined
  }

  const isOwn = async (user: User, ref: RefName): Promise<boolean> =>
    (await proposals.list(user, 'mine')).some((proposal) => proposal.ref === ref)

  const receive = async (user: User, commands: readonly PushCommand[], pack: PushRequest['pack']) => {
    for (const command of commands) {
      const refusal = await refuseCommand(user, command)
      if (refusal) return await drainAnd(pack, refusal)
    }
    const tips = commands.flatMap(({ after }) => (after === undefined ? [] : [after]))
    const incoming = await openIncoming(repository.dir)
    try {
      if (tips.length > 0) await receivePack(incoming, pack, MAX_PUSH_BYTES)
      const refusal = tips.length > 0 ? await look(user, commands, incoming) : undefined
      if (refusal) return refusal
      await incoming.admit()
      await repository.moveRefs(commands)
      return undefined
    } catch (error) {
      if (error instanceof RefMovedError) return behind('fetchFirst', commands[0]?.ref ?? MAIN_REF)
      if (!(error instanceof AppError)) throw error
      const faults = [{ place: 'pack', key: error.key, params: error.params }]
      return await drainAnd(pack, { reason: 'gitHttp.reason.refused', faults })
    } finally {
      await incoming.drop()
    }
  }

  const look = async (
    user: User,
    commands: readonly PushCommand[],
    incoming: Incoming,
  ): Promise<Refusal | undefined> => {
    await pages.content.refresh()
    const main = await repository.head()
    const known = [...new Set((await repository.listRefs('refs')).values())]
    const staged = await openRepository(incoming.dir, { log })
    try {
      const faults: PushFault[] = []
      for (const { ref, before, after } of commands) {
        if (after === undefined) continue
        faults.push(
          ...(await findPushFaults({ pages, incoming, repository: staged, user, main, known }, after, ref)),
        )
        if (faults.length > 0 || ref !== MAIN_REF) continue
        if (!(await goesOn(staged, before, after))) return behind('notForward', ref)
      }
      return faults.length === 0 ? undefined : { reason: 'gitHttp.reason.refused', faults }
    } finally {
      await staged.close()
    }
  }

  return {
    /** Never throws for what is wrong with a push: the answer says it. */
    async push(user: User, { commands, pack }: PushRequest, trace: Trace): Promise<PushResult> {
      const refusal = await receive(user, commands, pack)
      const result = refusal ? 'refused' : 'ok'
      for (const { ref, after } of commands) {
        const object = `${shortName(ref)} ${after?.slice(0, 12) ?? '-'}`
        await audit.record({ ...trace, actor: user.id, action: 'git.push', object, result })
      }
      if (refusal) return { ok: false, commands, ...refusal }
      try {
        await pages.content.refresh()
        await proposals.look()
      } catch (error) {
        log.error({ err: error }, 'what was pushed could not be read at once; trying again')
      }
      return { ok: true, commands }
    },
  }
}

export type Receiving = ReturnType<typeof createReceiving>

async function goesOn(staged: Repository, before: CommitId | undefined, after: CommitId): Promise<boolean> {
  return before === undefined || (await staged.isAncestor(before, after))
}

/** A client reads the answer only when all that it sends has been taken. */
async function drainAnd(pack: AsyncIterable<Buffer>, refusal: Refusal): Promise<Refusal> {
  let bytes = 0
  for await (const chunk of pack) if ((bytes += chunk.length) > MAX_PUSH_BYTES) break
  return refusal
}

/** The branch has moved on, or would be moved back. */
function behind(how: 'fetchFirst' | 'notForward', ref: RefName): Refusal {
  const hint = { key: `gitHttp.hint.${how}`, params: { branch: shortName(ref) } }
  return { reason: `gitHttp.reason.${how}`, faults: [], hint }
}

export function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}
