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
import type { Bases, MembersCopy, Tip } from './members-copy.ts'
import type { Reading } from './reading.ts'

export interface ReceivingDeps {
  readonly repository: Repository
  readonly pages: Pages
  readonly proposals: Proposals
  readonly reading: Reading
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

/** Who sent what, and what they may build on. */
interface Pushed {
  readonly user: User
  readonly incoming: Incoming
  readonly bases: Bases
}

const MAX_PUSH_BYTES = 100 * 1024 * 1024

/**
 * Takes a push in: members may send branches of proposals, leads also the wiki's own. What is sent is looked at
 * before anything refers to it, and the refs move by the same compare-and-swap as those of a save.
 */
export function createReceiving({ repository, pages, proposals, reading, audit, log }: ReceivingDeps) {
  const refuseCommand = async (user: User, command: PushCommand): Promise<Refusal | undefined> => {
    const { ref, after } = command
    const refuse = (key: string, reason = 'gitHttp.reason.notAllowed'): Refusal => ({
      reason,
      faults: [{ place: shortName(ref), key, params: {} }],
    })
    if (ref === MAIN_REF) {
      if (!hasRole(user, 'lead')) return refuse('gitHttp.ref.mainForLeads')
      return after === undefined ? refuse('gitHttp.ref.mainStays') : undefined
    }
    if (!ref.startsWith(`${PROPOSALS}/`)) return refuse('gitHttp.ref.other')
    if (command.before !== undefined && !hasRole(user, 'lead') && !(await isOwn(user, ref)))
      return refuse('gitHttp.ref.notYours')
    return undefined
  }

  const tipOf = async (ref: RefName): Promise<Tip | undefined> => {
    const tip = await repository.readRef(ref)
    return tip && { shown: tip, real: tip }
  }

  const isOwn = async (user: User, ref: RefName): Promise<boolean> =>
    (await proposals.list(user, 'mine')).some((proposal) => proposal.ref === ref)

  const receive = async (user: User, commands: readonly PushCommand[], pack: PushRequest['pack']) => {
    const copy = await reading.copyFor(user)
    const moves: PushCommand[] = []
    for (const command of commands) {
      const { ref } = command
      const present = copy ? copy.refs.get(ref) : await tipOf(ref)
      if (command.before !== undefined && command.before !== present?.shown)
        return await drainAnd(pack, behind('fetchFirst', ref))
      const refusal = await refuseCommand(user, command)
      if (refusal) return await drainAnd(pack, refusal)
      moves.push({ ...command, before: command.before && present?.real })
    }
    const incoming = await openIncoming(repository.dir, copy ? [copy.dir] : [])
    try {
      const tips = tipsOf(moves)
      if (tips.length > 0) await receivePack(incoming, pack, MAX_PUSH_BYTES)
      const pushed = { user, incoming, bases: await reading.basesFor(user) }
      if (copy) return await takeIn(pushed, moves, copy)
      const refusal = tips.length > 0 ? await look(pushed, moves) : undefined
      if (refusal) return refusal
      await incoming.admit(repository.dir)
      await repository.moveRefs(moves)
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

  /** Of one who has the copy for members: the wiki keeps what it makes of these commits, the copy has them as they are. */
  const takeIn = async (
    pushed: Pushed,
    commands: readonly PushCommand[],
    copy: MembersCopy,
  ): Promise<Refusal | undefined> => {
    const { incoming, bases } = pushed
    const { realFor, shownFor } = await copy.takeIn(incoming, tipsOf(commands), bases)
    const moves = commands.map((command) => ({ ...command, after: command.after && realFor(command.after) }))
    const tips = tipsOf(moves)
    if (tips.length > 0) {
      const refusal = await look(pushed, moves, shownFor)
      if (refusal) return refusal
      const known = [...(await repository.listRefs('refs')).values()]
      await incoming.admitOnly(repository.dir, tips, known)
      await incoming.admit(copy.dir)
    }
    await repository.moveRefs(moves)
    return undefined
  }

  const look = async (
    { user, incoming, bases }: Pushed,
    commands: readonly PushCommand[],
    shownFor: (commit: CommitId) => CommitId = (commit) => commit,
  ): Promise<Refusal | undefined> => {
    await pages.content.refresh()
    const main = await repository.head()
    const known = [...new Set(bases.values())]
    const checked = { pages, incoming, user, main, known, shownFor }
    const staged = await openRepository(incoming.dir, { log })
    try {
      const faults: PushFault[] = []
      for (const { ref, before, after } of commands) {
        if (after === undefined) continue
        faults.push(...(await findPushFaults({ ...checked, repository: staged }, after, ref)))
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

function tipsOf(commands: readonly PushCommand[]): CommitId[] {
  return commands.flatMap(({ after }) => (after === undefined ? [] : [after]))
}

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
