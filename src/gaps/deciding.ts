import type { Person } from '../accounts/people.ts'
import { AppError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { Content } from '../pages/content.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type User } from '../user.ts'
import { addressOfPage } from './addresses.ts'
import type { Gap } from './gap.ts'
import type { GapList } from './gap-list.ts'
import type { Decision, GapStore } from './store.ts'

export const MAX_REASON = 500
const LATEST_DUE_YEARS = 2

export interface DecidingDeps {
  readonly store: GapStore
  readonly gaps: GapList
  readonly content: Content
  readonly notifications: Notifications
  readonly people: () => Promise<readonly Person[]>
  readonly answerQuestion: (user: User, id: string, words: string) => Promise<void>
  readonly now: () => Date
  readonly today: () => string
}

/** Who closes a gap, and how; without a user it is a page that came. */
export interface Closing {
  readonly user?: User | undefined
  readonly reason?: string
  /** The page that answers it. */
  readonly page?: string | undefined
}

export type Deciding = ReturnType<typeof createDeciding>

/** What leads decide about a gap: to write it, to give it to somebody, to close it. */
export function createDeciding(deps: DecidingDeps) {
  const { store, gaps, content, notifications, people, answerQuestion, now, today } = deps

  const getToDecide = async (user: User, id: string): Promise<Gap> => {
    requireLead(user)
    const gap = await gaps.find(id)
    if (!gap) throw new NotFoundError('gaps.missing')
    return gap
  }

  /** A decision as it is written down; taken by nobody where `next` does not say otherwise. */
  const decision = (
    user: User | undefined,
    { id, kind, text }: Pick<Gap, 'id' | 'kind' | 'text'>,
    next: Partial<Decision>,
  ): Decision => ({
    id,
    kind,
    text,
    status: 'taken',
    assigneeId: undefined,
    due: undefined,
    page: undefined,
    reason: '',
    by: user?.id,
    at: now().toISOString(),
    ...next,
  })

  /** Those who asked, but for whoever answers; people who have left are told nothing. */
  const tellAskers = async (
    { askers }: Gap,
    by: User | undefined,
    telling: { type: string; params: Record<string, string>; href: string },
  ): Promise<void> => {
    const here = new Set((await people()).filter(({ disabled }) => !disabled).map(({ id }) => id))
    const to = askers.filter((id) => id !== by?.id && here.has(id))
    if (to.length > 0) await notifications.tell({ to, ...telling })
  }

  /** Closes a gap that its caller has found, and tells those who asked. */
  const closeGap = async (gap: Gap, { user, reason = '', page }: Closing): Promise<void> => {
    await store.change(gap.id, () => decision(user, gap, { status: 'closed', reason, page }))
    const answer = page === undefined ? undefined : content.catalog.find(page)
    if (answer) {
      const params = { text: gap.text, title: answer.original.title }
      return tellAskers(gap, user, { type: 'notify.gap.written', params, href: addressOfPage(answer.path) })
    }
    const type = reason === '' ? 'notify.gap.closed' : 'notify.gap.closed.why'
    await tellAskers(gap, user, { type, params: { text: gap.text, reason }, href: `/gaps/${gap.id}` })
  }

  const operations = {
    /**
     * Says that `user` writes it. By leads.
     * @throws AppError `gaps.taken` where somebody else does, InvalidError for a day that cannot be.
     */
    async take(user: User, id: string, due?: string): Promise<void> {
      const gap = await getToDecide(user, id)
      checkDue(due, today())
      refuseClosed(gap)
      await store.change(id, (present) => {
        const isAnothers = present?.status === 'taken' && present.assigneeId !== user.id
        if (isAnothers && gap.assignee !== undefined)
          throw new AppError('conflict', 'gaps.taken', { name: gap.assignee })
        const own = present?.assigneeId === user.id ? present.due : undefined
        return decision(user, gap, { assigneeId: user.id, due: due ?? own, page: gap.page })
      })
    },

    /** Gives it to somebody who is told, with a day or without. By leads. @throws InvalidError */
    async give(user: User, id: string, { to, due }: { to: string; due?: string | undefined }): Promise<void> {
      const gap = await getToDecide(user, id)
      checkDue(due, today())
      refuseClosed(gap)
      const handle = to.trim().replace(/^@/, '').toLowerCase()
      const person = (await people()).find((one) => one.handle === handle && !one.disabled)
      if (!person) throw new InvalidError('gaps.to.unknown', { name: to }, { field: 'to' })
      await store.change(id, () => decision(user, gap, { assigneeId: person.id, due, page: gap.page }))
      if (person.id === user.id) return
      const type = due === undefined ? 'notify.gap.given' : 'notify.gap.given.due'
      const params = { text: gap.text, by: user.handle, ...(due !== undefined && { due }) }
      await notifications.tell({ to: [person.id], type, params, href: `/gaps/${id}` })
    },

    /** Nobody writes it any more, or it was closed too early. By leads, and by who was writing it. */
    async putBack(user: User, id: string): Promise<void> {
      const gap = await gaps.find(id)
      const mayPutBack = hasRole(user, 'lead') || gap?.assignee === user.handle
      if (!gap || !mayPutBack) throw new NotFoundError('gaps.missing')
      await store.change(id, () => null)
    },

    /**
     * Nothing is to be written, or `page` answers it; those who asked are told. By leads.
     * @throws InvalidError without a reason and a page, and for a page that not everybody can read.
     */
    async close(user: User, id: string, input: { reason: string; page?: string | undefined }): Promise<void> {
      const gap = await getToDecide(user, id)
      refuseClosed(gap)
      const reason = input.reason.normalize('NFC').trim()
      const page = publishedPath(content, input.page ?? '')
      if (reason === '' && page === undefined)
        throw new InvalidError('gaps.why.missing', {}, { field: 'reason' })
      if (gap.question === undefined) return closeGap(gap, { user, reason, page })
      const title = page === undefined ? '' : (content.catalog.find(page)?.original.title ?? '')
      const words = [reason, page === undefined ? '' : `${title} (${addressOfPage(page)})`]
      await answerQuestion(user, gap.question, words.filter((part) => part !== '').join(' — '))
      await store.change(id, () => decision(user, gap, { status: 'closed', reason, page }))
    },
  }
  return { decision, closeGap, operations }
}

export function requireLead(user: User): void {
  if (!hasRole(user, 'lead')) throw new ForbiddenError('gaps.needs.lead')
}

function refuseClosed({ status }: Gap): void {
  if (status === 'closed') throw new AppError('conflict', 'gaps.closed')
}

function checkDue(due: string | undefined, today: string): void {
  if (due === undefined) return
  const refuse = (why: 'invalid' | 'past' | 'far'): never => {
    throw new InvalidError(`gaps.due.${why}`, { years: LATEST_DUE_YEARS }, { field: 'due' })
  }
  const moment = Date.parse(due)
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 10) !== due) refuse('invalid')
  if (due < today) refuse('past')
  if (Number(due.slice(0, 4)) > Number(today.slice(0, 4)) + LATEST_DUE_YEARS) refuse('far')
}

/** A page as people write it: its path, its address, its file. @throws InvalidError where not everybody can read it. */
function publishedPath(content: Content, written: string): string | undefined {
  const named = written
    .normalize('NFC')
    .trim()
    .replace(/^\/?wiki\//, '')
    .replace(/\.md$/, '')
  if (named === '') return undefined
  const path = presentPath(content, named)
  if (content.catalog.find(path)?.status !== 'published')
    throw new InvalidError('gaps.page.unknown', { page: named }, { field: 'page' })
  return path
}
