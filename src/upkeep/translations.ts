import { ForbiddenError, InvalidError, PreconditionFailedError } from '../errors.ts'
import { setFrontMatter, splitFrontMatter } from '../markdown/front-matter.ts'
import type { LinkRequest } from '../markdown/linker.ts'
import { renderMarkdown } from '../markdown/render.ts'
import type { SafeHtml } from '../markdown/safe-html.ts'
import { foldUnchanged } from '../pages/folded-lines.ts'
import { diffTexts } from '../pages/merge.ts'
import { decodeUtf8, variantFor, type Page, type Variant } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { otherLang } from '../pages/reading.ts'
import { compareRendered, type MarkWords } from '../pages/rendered-diff.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { IN_STEP_KEY, type Behind, type InStep } from './in-step.ts'
import { authorOf, messageOf } from './page-files.ts'
import { mayTend } from './verification.ts'

/** Something to translate next. */
export interface ToTranslate {
  readonly path: string
  readonly title: string
  readonly titleLang: Lang
  readonly from: Lang
  readonly to: Lang
  /** `missing`: there is no translation. `behind`: the original has changed since. */
  readonly kind: 'missing' | 'behind'
  /** Saves of the original that changed its text since. */
  readonly changes: number
  /** Readings of the page in the last weeks. */
  readonly reads: number
  readonly owner: string | undefined
}

export interface TranslationDeps {
  readonly pages: Pages
  readonly inStep: InStep
  /** Readings of the last weeks, by path. */
  readonly recentReads: () => Promise<ReadonlyMap<string, number>>
}

export type TranslationOperations = ReturnType<typeof createTranslationUpkeep>

/** Keeping translations in step with their originals. */
export function createTranslationUpkeep({ pages, inStep, recentReads }: TranslationDeps) {
  const { content } = pages

  /** @throws NotFoundError, InvalidError where there is no translation into `lang` */
  const getTranslation = (user: User, path: string, lang: Lang | undefined) => {
    const page = pages.get(user, path)
    const wanted = lang ?? otherLang(page.original.lang)
    const translation = page.variants.get(wanted)
    if (!translation || translation.file === page.original.file)
      throw new InvalidError('upkeep.translation.missing', {}, { field: 'lang' })
    return { page, translation }
  }

  const sourceOf = async (blob: Variant['blob']) => decodeUtf8(await content.readBlob(blob)) ?? ''

  const render = (source: string, { lang, path }: Variant): SafeHtml => {
    const resolve = (target: LinkRequest) => content.catalog.resolve(target, lang)
    return renderMarkdown(splitFrontMatter(source).body, { lang, path, resolve }).html
  }

  return {
    /**
     * The two side by side: the original with what changed in it since the translation was last in step, and the
     * translation.
     */
    async compare(user: User, path: string, lang: Lang | undefined, words: MarkWords) {
      const { page, translation } = getTranslation(user, path, lang)
      const behind = await inStep.behind(page, translation)
      const { original } = page
      const present = await sourceOf(original.blob)
      const before = behind?.base ? await sourceOf(behind.base.blob) : behind ? '' : present
      const lines = diffTexts(before, present)
      return {
        page,
        translation,
        behind,
        mayKeepInStep: mayTend(user, page),
        originalHtml: compareRendered(render(before, original), render(present, original), words),
        translationHtml: render(await sourceOf(translation.blob), translation),
        rows: foldUnchanged(lines),
        isChanged: lines.some(({ kind }) => kind !== 'same'),
      }
    },

    /** How far a page is behind its original; undefined: not at all. */
    behind: (page: Page, variant: Variant): Promise<Behind | undefined> => inStep.behind(page, variant),

    /**
     * By owners and leads: the translation says what the original says. A commit that notes in it which revision
     * of the original that was.
     * @throws NotFoundError, ForbiddenError, InvalidError, PreconditionFailedError where the original has changed
     * since `revision` was looked at.
     */
    async keepInStep(
      user: User,
      path: string,
      { lang, revision }: { lang?: Lang | undefined; revision?: string | undefined },
    ): Promise<Page> {
      await content.commit(authorOf(user), async () => {
        const { page, translation } = getTranslation(user, path, lang)
        if (!mayTend(user, page)) throw new ForbiddenError('upkeep.notYours')
        const { blob } = page.original
        if (revision !== undefined && revision !== blob) throw new PreconditionFailedError('upkeep.stale')
        if (translation.fault) throw new InvalidError(translation.fault.key, translation.fault.params)
        const source = await sourceOf(translation.blob)
        const noted = setFrontMatter(source, { [IN_STEP_KEY]: blob })
        const message = messageOf(`Still in step: ${translation.title}`, { 'Translation-Of': blob })
        return {
          files: noted === source ? [] : [{ path: translation.file, content: Buffer.from(noted) }],
          message,
        }
      })
      return pages.get(user, path)
    },

    /** By leads: what to translate next, what is read most first, then what has changed most. */
    async toTranslate(user: User, lang: Lang): Promise<ToTranslate[]> {
      if (!hasRole(user, 'lead')) throw new ForbiddenError('upkeep.leads')
      const reads = await recentReads()
      const rows: ToTranslate[] = []
      for (const found of content.catalog.all()) {
        if (found.status !== 'published' || isTemplate(found.path)) continue
        const page = pages.find(user, found.path)
        if (!page) continue
        const to = otherLang(page.original.lang)
        const translation = page.variants.get(to)
        const behind = translation && (await inStep.behind(page, translation))
        if (translation && !behind) continue
        const shown = variantFor(page, lang)
        rows.push({
          path: page.path,
          title: shown.title,
          titleLang: shown.lang,
          from: page.original.lang,
          to,
          kind: translation ? 'behind' : 'missing',
          changes: behind?.changes ?? 0,
          reads: reads.get(page.path) ?? 0,
          owner: page.owner,
        })
      }
      return rows.sort(
        (a, b) =>
          b.reads - a.reads ||
          Number(b.kind === 'behind') - Number(a.kind === 'behind') ||
          b.changes - a.changes ||
          a.path.localeCompare(b.path),
      )
    },
  }
}
