import type { Database } from '../db/open.ts'
import { newRowId } from '../db/row-id.ts'
import { AppError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import type { ChangedPages } from '../pages/content.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import { commitsAfter, readTrailers } from '../pages/trailers.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { createAllFeedback } from './all-feedback.ts'
import { createFeedbackStore } from './store.ts'

export const feedbackKinds = ['helpful', 'unhelpful', 'question'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

/** What a reader said about a page, and what came of it. */
export interface Feedback {
  readonly id: string
  readonly userId: string
  /** The handle of who said it. */
  readonly by: string
  readonly kind: FeedbackKind
  readonly path: string
  readonly lang: Lang
  /** The blob id that they had before them. */
  readonly revision: string
  /** What they had selected; empty: the whole page. */
  readonly passage: string
  readonly text: string
  /** Where they were on a path. */
  readonly step: { readonly path: string; readonly id: string } | undefined
  /** `open`: waits for the owner. `answered`: in words. `closed`: by an edit, or there was nothing to answer. */
  readonly status: 'open' | 'answered' | 'closed'
  readonly answer: string | undefined
  readonly answeredBy: string | undefined
  readonly answeredAt: string | undefined
  /** The edit that answered it. */
  readonly commit: string | undefined
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface FeedbackInput {
  readonly path: string
  readonly kind: FeedbackKind
  readonly text: string
  readonly passage?: string | undefined
  readonly lang: Lang
  readonly step?: { readonly path: string; readonly id: string } | undefined
}

/** Feedback as a list shows it, with its page as the reader knows it. */
export interface ShownFeedback extends Feedback {
  readonly title: string
  readonly titleLang: Lang
  readonly mayAnswer: boolean
  readonly editHref: string
}

export interface FeedbackDeps {
  readonly database: Database
  readonly pages: Pages
  readonly notifications: Notifications
  readonly findUserId: (handle: string) => Promise<string | undefined>
  readonly now: () => Date
}

export type FeedbackOperations = ReturnType<typeof createFeedback>

export const MAX_TEXT = 2_000
export const MAX_PASSAGE = 600
const MOST_OPEN = 50
const ANSWERS_ON_PAGE = 5

/** Questions, "this helped" and "this did not": tied to a passage, answered by the owner, closed by an edit. */
export function createFeedback({ database, pages, notifications, findUserId, now }: FeedbackDeps) {
  const { content } = pages
  const store = createFeedbackStore(database.kysely)
  const all = createAllFeedback(database, store)

  const pageOf = (user: User, { path }: Pick<Feedback, 'path'>): Page | undefined =>
    pages.find(user, presentPath(content, path))
  /** Questions of a step go to the path's owner, all else to the page's. */
  const ownerOf = ({ path, step }: Pick<Feedback, 'path' | 'step'>): string | undefined => {
    const asked = step && content.catalog.find(presentPath(content, step.path))?.owner
    return asked ?? content.catalog.find(presentPath(content, path))?.owner
  }
  const mayAnswer = (user: User, said: Feedback): boolean =>
    hasRole(user, 'lead') ||
    ownerOf(said) === user.handle ||
    content.catalog.find(said.path)?.owner === user.handle
  const show = (user: User, lang: Lang, said: Feedback): ShownFeedback | undefined => {
    const page = pageOf(user, said)
    if (!page) return undefined
    const variant = variantFor(page, lang)
    const address = `${encodeURI(page.path)}?lang=${said.lang}&closes=feedback/${said.id}`
    return {
      ...said,
      path: page.path,
      title: variant.title,
      titleLang: variant.lang,
      mayAnswer: mayAnswer(user, said),
      editHref: `/edit/${address}`,
    }
  }
  const getToAnswer = async (user: User, id: string): Promise<Feedback> => {
    const said = await store.find(id)
    if (!said || !pageOf(user, said)) throw new NotFoundError('feedback.missing')
    if (!mayAnswer(user, said)) throw new ForbiddenError('feedback.notYours')
    return said
  }
  const tell = async (said: Feedback, type: string, by: string): Promise<void> => {
    if (said.by === by) return
    const page = content.catalog.find(presentPath(content, said.path))
    const title = page ? variantFor(page, said.lang).title : said.path
    const href = `/feedback/${said.id}`
    await notifications.tell({ to: [said.userId], type, params: { title }, href })
  }

  const closeBy = async (id: string, commit: CommitId, author: string): Promise<void> => {
    const said = await store.find(id)
    if (!said || said.status === 'closed') return
    await store.close(id, commit, now().toISOString())
    all.forget()
    await tell(said, 'notify.feedback.edited', author)
  }

  return {
    /**
     * Keeps what a reader says of a page that they may see. An opinion replaces their earlier one.
     * @throws NotFoundError, InvalidError for a question without words and for too many open ones.
     */
    async say(user: User, input: FeedbackInput): Promise<Feedback> {
      const page = pages.get(user, presentPath(content, input.path.normalize('NFC')))
      const text = input.text.normalize('NFC').trim()
      if (input.kind === 'question' && text === '')
        throw new InvalidError('feedback.text.missing', {}, { field: 'text' })
      const open = (await all.list()).filter(({ userId, status }) => userId === user.id && status === 'open')
      if (open.length >= MOST_OPEN)
        throw new InvalidError('feedback.tooMany', { max: MOST_OPEN }, { field: 'text' })
      if (input.kind !== 'question') await store.removeOpinion(user.id, pathsOf(content, page.path))
      const variant = variantFor(page, input.lang)
      const waits = input.kind === 'question' || (input.kind === 'unhelpful' && text !== '')
      const said: Feedback = {
        id: newRowId(),
        userId: user.id,
        by: user.handle,
        kind: input.kind,
        path: page.path,
        lang: variant.lang,
        revision: variant.blob,
        passage: (input.passage ?? '').normalize('NFC').replace(/\s+/g, ' ').trim(),
        text,
        step: input.step && pages.find(user, input.step.path) ? input.step : undefined,
        status: waits ? 'open' : 'closed',
        answer: undefined,
        answeredBy: undefined,
        answeredAt: undefined,
        commit: undefined,
        at: now().toISOString(),
      }
      await store.add(user.id, said)
      all.forget()
      const owner = ownerOf(said)
      const ownerId = owner === undefined || owner === user.handle ? undefined : await findUserId(owner)
      if (waits && ownerId !== undefined) {
        const params = { title: variant.title, by: user.handle }
        await notifications.tell({
          to: [ownerId],
          type: said.kind === 'question' ? 'notify.feedback.asked' : 'notify.feedback.unhelpful',
          params,
          href: `/feedback/${said.id}`,
        })
      }
      return said
    },

    /** @throws NotFoundError; one's own, and what one may answer. */
    async get(user: User, lang: Lang, id: string): Promise<ShownFeedback> {
      const said = await store.find(id)
      const shown =
        said && (said.userId === user.id || mayAnswer(user, said)) ? show(user, lang, said) : undefined
      if (!shown) throw new NotFoundError('feedback.missing')
      return shown
    },

    /** What waits for `user` to answer (leads see all of it under `everyone`), and what they said themselves. */
    async inbox(user: User, lang: Lang) {
      const shown = (await all.list()).toReversed().flatMap((said) => show(user, lang, said) ?? [])
      const open = shown.filter(({ status, mayAnswer }) => status === 'open' && mayAnswer)
      return {
        mine: open.filter((said) => ownerOf(said) === user.handle),
        others: open.filter((said) => ownerOf(said) !== user.handle),
        said: shown.filter(
          (said) => said.userId === user.id && (said.text !== '' || said.status !== 'closed'),
        ),
        answered: shown
          .filter(({ status, mayAnswer, text }) => status !== 'open' && mayAnswer && text !== '')
          .slice(0, 30),
      }
    },

    /** In words; whoever said it is told. By the owner or a lead. @throws NotFoundError, ForbiddenError, InvalidError */
    async answer(user: User, id: string, words: string): Promise<void> {
      const said = await getToAnswer(user, id)
      const text = words.normalize('NFC').trim()
      if (text === '') throw new InvalidError('feedback.answer.missing', {}, { field: 'answer' })
      if (said.status === 'closed') throw new AppError('conflict', 'feedback.closed')
      await store.answer(id, { text, by: user.handle, at: now().toISOString() })
      all.forget()
      await tell(said, 'notify.feedback.answered', user.handle)
    },

    /** Nothing is to be answered or changed. By the owner or a lead, or by who said it. */
    async close(user: User, id: string): Promise<void> {
      const said = await store.find(id)
      const own = said?.userId === user.id
      if (!own) await getToAnswer(user, id)
      await store.close(id, null, now().toISOString())
      all.forget()
      if (said && !own) await tell(said, 'notify.feedback.closed', user.handle)
    },

    /** For the list of what the wiki lacks: open questions by page, whoever may see it. */
    async openQuestions() {
      return (await all.list())
        .filter(({ kind, status }) => kind === 'question' && status === 'open')
        .map(({ id, path, text, userId, at }) => ({
          id,
          path: presentPath(content, path),
          text,
          count: 1,
          askedBy: [userId],
          at,
        }))
    },

    /** How often a page, or a step, was asked about and found unhelpful: for what to tend first. No names. */
    async countsOf(path: string, step?: { readonly path: string; readonly id: string }) {
      const paths = new Set(pathsOf(content, path))
      const said = (await all.list()).filter((one) =>
        step
          ? one.step?.id === step.id && presentPath(content, one.step.path) === step.path
          : paths.has(one.path),
      )
      const count = (kind: FeedbackKind) =>
        new Set(said.filter((one) => one.kind === kind).map(({ id }) => id)).size
      return { helpful: count('helpful'), unhelpful: count('unhelpful'), questions: count('question') }
    },

    /** Under every page: the form, and questions that were answered in words until an edit answers them better. */
    async addToPage(page: Page): Promise<PageAddition> {
      const paths = new Set(pathsOf(content, page.path))
      const answers = (await all.list())
        .filter((said) => said.kind === 'question' && said.status === 'answered' && paths.has(said.path))
        .slice(-ANSWERS_ON_PAGE)
      if (page.status === 'archived' && answers.length === 0) return NO_ADDITION
      return {
        version: `feedback ${answers.map(({ id, answeredAt }) => `${id}${answeredAt}`).join()}`,
        locals: { answers, feedbackLimits: { text: MAX_TEXT, passage: MAX_PASSAGE } },
        personal: false,
        slots: { foot: 'feedback/ask' },
      }
    },

    async waitingFor(user: User, lang: Lang): Promise<WaitingItem[]> {
      const open = (await all.list()).filter(
        (said) => said.status === 'open' && ownerOf(said) === user.handle,
      )
      return open.flatMap((said) => {
        const shown = show(user, lang, said)
        if (!shown) return []
        return [
          {
            key: `waiting.feedback.${said.kind}`,
            params: { by: said.by },
            title: shown.title,
            lang: shown.titleLang,
            href: `/feedback/${said.id}`,
            icon: said.kind === 'question' ? 'comment' : 'info',
            at: said.at,
          },
        ]
      })
    },

    /** Closes what commits say they answer (`Closes: feedback/ID`); from here or from outside. */
    async follow({ from, commit }: Pick<ChangedPages, 'from' | 'commit'>): Promise<void> {
      for (const one of commitsAfter(content, from, commit)) {
        for (const value of readTrailers(one, 'Closes')) {
          const id = /^feedback\/([\w-]+)$/.exec(value)?.[1]
          if (id !== undefined) await closeBy(id, one.id, one.author.email)
        }
      }
    },
  }
}
