import { AppError, ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import { setFrontMatter } from '../markdown/front-matter.ts'
import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import type { Retro } from '../pages/front-matter.ts'
import { readPageSource } from '../pages/front-matter.ts'
import { canSee, decodeUtf8, variantFor, type Page, type Variant } from '../pages/page.ts'
import { fileOfPage, parsePagePath, slugOfTitle, type PagePath } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { linkTo, type PageLink } from '../pages/reading.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { encodePath } from '../web/view.ts'
import { actionsOf, describeRetro, type ShownAction } from './retro-boxes.ts'

export interface DrawInput {
  /** The number of what was learned, from 0, and its words as they were shown. */
  readonly item: number
  readonly learned: string
  /** The one action: what is done, by whom (a handle), until when (a date). */
  readonly what: string
  readonly owner: string
  readonly by: string | undefined
}

export interface TickInput {
  readonly item: number
  readonly what: string
  readonly done: boolean
}

export type Retros = ReturnType<typeof createRetros>

/** Retrospectives: from what was learned lessons are drawn, each with one action that somebody does until a day. */
export function createRetros({ pages, now }: { readonly pages: Pages; readonly now: () => Date }) {
  const { content } = pages
  const { catalog } = content

  const getRetro = (user: User, path: string): Page => {
    const page = pages.get(user, presentPath(content, path.normalize('NFC')))
    if (page.kind !== 'retro') throw new InvalidError('guidance.notARetro')
    return page
  }
  const today = () => now().toISOString().slice(0, 10)
  const mayTick = (user: User, owner: string | undefined) => hasRole(user, 'lead') || owner === user.handle
  const authorOf = ({ name, email }: User) => ({ name, email })

  /** The retrospective's file with other values under `retro`, every other byte kept. */
  const rewrite = async (path: string, change: (retro: Retro) => Retro) => {
    const page = catalog.find(presentPath(content, path))
    if (!page) throw new NotFoundError('pages.notFound')
    const source = decodeUtf8(await content.readBlob(page.original.blob)) ?? ''
    const retro = change(page.original.frontMatter.retro ?? {})
    const changed = setFrontMatter(source, { retro: withoutGaps(retro) })
    readPageSource(changed)
    return { page, file: { path: page.original.file, content: Buffer.from(changed) } }
  }

  return {
    getRetro,

    /**
     * Begins the lesson that was learned, as a draft of whoever takes it on, and notes the action: one commit. By leads.
     * @returns the path of the lesson
     * @throws NotFoundError, ForbiddenError, InvalidError, AppError `conflict` where the item has changed since
     */
    async draw(user: User, path: string, input: DrawInput): Promise<PagePath> {
      if (!hasRole(user, 'lead')) throw new ForbiddenError('errors.needs.lead')
      const retro = getRetro(user, path)
      const what = oneLine(input.what)
      if (what === '') throw new InvalidError('guidance.action.missing', {}, { field: 'what' })
      if (input.by !== undefined && input.by < today())
        throw new InvalidError('guidance.action.past', {}, { field: 'by' })
      let lesson: PagePath | undefined
      await content.commit(authorOf(user), async () => {
        const { page, file } = await rewrite(retro.path, (values) => {
          const learned = [...(values.learned ?? [])]
          const item = learned[input.item]
          if (item?.what !== input.learned) throw new AppError('conflict', 'guidance.learned.changed')
          if (item.lesson !== undefined && catalog.named(item.lesson))
            throw new AppError('conflict', 'guidance.learned.drawn')
          lesson = freePath(item.what)
          learned[input.item] = { ...item, lesson }
          const action = { what, owner: input.owner || undefined, by: input.by, lesson }
          return { ...values, learned, actions: [...(values.actions ?? []), action] }
        })
        const source = lessonSource(page, input)
        const files = [file, { path: fileOfPage(lesson as PagePath), content: Buffer.from(source) }]
        return { files, message: `Draw a lesson from ${page.original.title}` }
      })
      if (lesson === undefined) throw new NotFoundError('pages.notFound')
      return lesson
    },

    /** That an action is done, or is not after all. By its owner or a lead. @throws as `draw` */
    async tick(user: User, path: string, input: TickInput): Promise<void> {
      const retro = getRetro(user, path)
      const action = retro.original.frontMatter.retro?.actions?.[input.item]
      if (!action) throw new NotFoundError('guidance.action.unknown')
      if (!mayTick(user, action.owner)) throw new ForbiddenError('guidance.action.notYours')
      await content.commit(authorOf(user), async () => {
        const { page, file } = await rewrite(retro.path, (values) => {
          const actions = [...(values.actions ?? [])]
          const present = actions[input.item]
          if (present?.what !== input.what || !mayTick(user, present.owner))
            throw new AppError('conflict', 'guidance.action.changed')
          actions[input.item] = { ...present, done: input.done ? (present.done ?? today()) : undefined }
          return { ...values, actions }
        })
        if (file.content.equals(await content.readBlob(page.original.blob))) return undefined
        return { files: [file], message: `${input.done ? 'Done' : 'Not done'}: ${input.what.slice(0, 120)}` }
      })
    },

    /** The actions of a retrospective. @throws NotFoundError, InvalidError */
    actionsOf(user: User, path: string): ShownAction<PageLink>[] {
      const lang = user.lang ?? 'ko'
      return actionsOf(getRetro(user, path), undefined, {
        linkTo: (lesson) => linkTo(lesson, lang, user, catalog),
        today: today(),
        mayTick: (owner) => mayTick(user, owner),
      })
    },

    /** On a retrospective: what it looked at, what was learned, what was agreed on, and the lessons drawn from it. */
    addToPage(user: User, page: Page, variant: Variant): PageAddition {
      if (page.kind !== 'retro') return NO_ADDITION
      const retro = describeRetro(page, variant, catalog, {
        linkTo(path) {
          const { kind, title, lang, path: present } = linkTo(path, variant.lang, user, catalog)
          return kind && { title, lang, href: `/wiki/${encodePath(present)}` }
        },
        hrefOfPerson: (handle) => `/people/${encodeURIComponent(handle)}`,
        today: today(),
        mayTick: (owner) => mayTick(user, owner),
        mayDraw: hasRole(user, 'lead'),
      })
      if (!retro) return NO_ADDITION
      return {
        version: `retro ${today()}`,
        locals: { retro },
        // Which actions are to be ticked depends on who looks, not only on their role.
        personal: retro.actions.some(({ owner }) => owner === user.handle),
        slots: { body: 'guidance/retro' },
      }
    },

    /** Actions with a day that somebody is to do. */
    waitingFor(user: User, lang: Lang): WaitingItem[] {
      return catalog.list('retro').flatMap((page) => {
        if (page.status !== 'published' || !canSee(user, page)) return []
        const actions = page.original.frontMatter.retro?.actions ?? []
        return actions.flatMap(({ what, owner, by, done }): WaitingItem[] => {
          if (owner !== user.handle || by === undefined || done !== undefined) return []
          return [
            {
              key: 'waiting.action',
              params: { retro: variantFor(page, lang).title },
              title: what,
              lang: page.original.lang,
              href: `/wiki/${page.path.split('/').map(encodeURIComponent).join('/')}#actions`,
              icon: 'retro',
              at: by,
              late: by < today(),
            },
          ]
        })
      })
    },
  }

  /** A path for a lesson of this title that no page has. */
  function freePath(title: string): PagePath {
    const slug = slugOfTitle(title) || 'lesson'
    for (let number = 1; ; number++) {
      const path = parsePagePath(`lessons/${slug}${number === 1 ? '' : `-${number}`}`)
      if (!catalog.findTwin(path)) return path
    }
  }

  function lessonSource(retro: Page, { learned, owner }: DrawInput): string {
    const { lang, frontMatter } = retro.original
    return setFrontMatter('', {
      title: learned,
      kind: 'lesson',
      lang,
      tags: frontMatter.tags,
      owner: owner || undefined,
      status: 'draft',
      supports: frontMatter.supports,
      lesson: { learnedFrom: retro.path },
    })
  }
}

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim()
}

/** What is undefined is not written. */
function withoutGaps<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
