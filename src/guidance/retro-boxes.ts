import type { Catalog } from '../pages/catalog.ts'
import type { Retro } from '../pages/front-matter.ts'
import type { Page, Variant } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Lang } from '../user.ts'

/** An action, its lesson as whoever asks has it. */
export interface ShownAction<Link> {
  readonly number: number
  readonly what: string
  /** Its words in the original, by which it is found again. */
  readonly original: string
  readonly owner: string | undefined
  readonly by: string | undefined
  readonly done: string | undefined
  readonly late: boolean
  readonly lesson: Link | undefined
  readonly mayTick: boolean
}

export interface BoxLink {
  readonly title: string
  readonly lang: Lang | undefined
  readonly href: string
}

/** Who the boxes are for, and what they may do there. */
export interface RetroReader<Link = BoxLink | undefined> {
  /** A lesson's, as the reader has it. */
  readonly linkTo: (path: string) => Link
  /** The day, for what is late; undefined where the boxes are read on any day. */
  readonly today: string | undefined
  readonly mayTick: (owner: string | undefined) => boolean
}

export interface BoxReader extends RetroReader {
  /** Undefined where people have no pages. */
  readonly hrefOfPerson: (handle: string) => string | undefined
  readonly mayDraw: boolean
}

export type RetroBoxes = NonNullable<ReturnType<typeof describeRetro>>

/**
 * What a retrospective shows before its text, for `views/guidance/retro`: what it looked at, what was learned, what was
 * agreed on, and the lessons drawn from it. Undefined where it has nothing of that.
 */
export function describeRetro(page: Page, variant: Variant, catalog: Catalog, reader: BoxReader) {
  const own = page.original.frontMatter.retro
  const words = variant.frontMatter.retro ?? own
  const drawn = catalog
    .related('learnedFrom', page.path)
    .filter(({ path }) => !isTemplate(path))
    .flatMap((lesson) => {
      const link = reader.linkTo(lesson.path)
      return link ? [{ ...link, draft: lesson.status === 'draft' }] : []
    })
  if (!words && drawn.length === 0) return undefined
  return {
    path: page.path,
    lang: variant.lang,
    reasons: words?.reasons ?? [],
    learned: (words?.learned ?? []).map(({ what }, number) => {
      const { what: original, lesson } = own?.learned?.[number] ?? {}
      return { number, what, original, lesson: lesson === undefined ? undefined : reader.linkTo(lesson) }
    }),
    actions: actionsOf(page, words?.actions, reader).map((action) => ({
      ...action,
      ownerHref: action.owner === undefined ? undefined : reader.hrefOfPerson(action.owner),
    })),
    drawn,
    mayDraw: reader.mayDraw,
  }
}

/** The actions of a retrospective, in the words of a translation where it has them. */
export function actionsOf<Link>(
  page: Page,
  words: Retro['actions'],
  { linkTo, today, mayTick }: RetroReader<Link>,
): ShownAction<Link>[] {
  return (page.original.frontMatter.retro?.actions ?? []).map((action, number) => ({
    number,
    what: words?.[number]?.what ?? action.what,
    original: action.what,
    owner: action.owner,
    by: action.by,
    done: action.done,
    late: today !== undefined && action.done === undefined && action.by !== undefined && action.by < today,
    lesson: action.lesson === undefined ? undefined : linkTo(action.lesson),
    mayTick: mayTick(action.owner),
  }))
}
