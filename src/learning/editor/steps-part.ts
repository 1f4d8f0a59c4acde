import { stringify } from 'yaml'
import type { BlobId } from '../../git/ids.ts'
import type { EditorPart, FormFields, OpenedPage, PartView } from '../../pages/editor-part.ts'
import { joinVariants, readVariant, variantFor, type Page, type Variant } from '../../pages/page.ts'
import { fileOfPage, parsePagePath, slugOfTitle, type PagePath } from '../../pages/page-path.ts'
import type { Pages } from '../../pages/pages.ts'
import { presentPath } from '../../pages/redirects.ts'
import { langs, type Lang, type User } from '../../user.ts'
import type { Viewer } from '../../web/viewer.ts'
import { NEW_HERE, walkOf } from '../paths.ts'
import { stepsOf } from '../steps.ts'
import { shelfOf } from '../walks.ts'
import { moveDown, moveTo, moveUp, removeAt } from './arrange.ts'
import { draftOf, EMPTY_QUESTION, EMPTY_STEP, type StepDraft } from './draft.ts'
import { isStepsField, MOST_FIELDS, readFields, writeFields, type StepsDraft } from './fields.ts'
import { readRelations } from './read-steps.ts'
import { writeSteps } from './write-steps.ts'
import { AppError } from '../../errors.ts'

export interface StepsPartDeps {
  readonly pages: Pages
  /** Ids under which somebody has done something on this path. */
  readonly usedStepIds: (path: string) => Promise<readonly string[]>
}

const MOST_STEPS = 200

/** The steps of a path in the editor: added by searching, put in order, each with its check. */
export function createStepsPart({ pages, usedStepIds }: StepsPartDeps): EditorPart {
  const { content } = pages
  const shelf = shelfOf(content)

  const act: EditorPart['act'] = async (user, lang, fields, name) => {
    const form = readFields(fields)
    if (!form) return { fields }
    const { steps } = form
    const give = (next: readonly StepDraft[]) => ({ fields: writeFields({ ...form, steps: next }) })
    const [what = '', ...numbers] = name.split(':')
    const [at = -1, second = -1] = numbers.map((text) => (/^\d{1,3}$/.test(text) ? Number(text) : -1))
    const step = steps[at]
    if (what === 'add' || what === 'task') {
      const typed = (fields['steps-add'] ?? '').trim()
      const found =
        what === 'task' ? { ...EMPTY_STEP, check: 'task' as const } : findWhatIsAdded(user, lang, typed)
      if (!found || steps.length >= MOST_STEPS) {
        const key = found ? 'learning.edit.add.many' : 'learning.edit.add.unknown'
        return { fields: { ...fields }, error: { key, params: { typed } } }
      }
      const id = freeId(found, new Set([...steps.map((one) => one.id), ...(await usedStepIds(form.of))]))
      return give([...steps, { ...found, id }])
    }
    if (!step) return give(steps)
    const change = (changed: StepDraft) => give(steps.map((one, index) => (index === at ? changed : one)))
    switch (what) {
      case 'up':
        return give(moveUp(steps, at))
      case 'down':
        return give(moveDown(steps, at))
      case 'move':
        return give(moveTo(steps, at, second))
      case 'remove':
        return give(removeAt(steps, at))
      case 'question':
        return change({ ...step, check: 'quiz', questions: [...step.questions, EMPTY_QUESTION] })
      case 'unask':
        return change({ ...step, questions: step.questions.filter((_, index) => index !== second) })
      default:
        return give(steps)
    }
  }

  /** A page by its path, its address or its title; else an outside link. */
  const findWhatIsAdded = (user: User, lang: Lang, typed: string): StepDraft | undefined => {
    if (typed === '') return undefined
    const asked = decodePath(typed)
    const named = pages.find(user, presentPath(content, asked)) ?? byTitle(user, lang, typed)
    if (named) return { ...EMPTY_STEP, page: named.path }
    return /^https?:\/\/\S+$/.test(typed) && URL.canParse(typed) ? { ...EMPTY_STEP, url: typed } : undefined
  }
  const byTitle = (user: User, lang: Lang, title: string): Page | undefined => {
    const found = content.catalog.resolve({ title }, lang)
    return found && pages.find(user, found.path)
  }

  const titleOf = (user: User, lang: Lang, { page, url, title }: StepDraft) => {
    const target = page === '' ? undefined : pages.find(user, presentPath(content, page))
    const variant = target && variantFor(target, lang)
    return {
      title: title || variant?.title || page || url,
      lang: variant?.lang ?? lang,
      kind: target?.kind,
      missing: page !== '' && !target,
    }
  }

  const fieldsOf = ({ lang, page, source }: OpenedPage): FormFields | undefined => {
    const relations = source === '' ? {} : readRelations(source)
    if (!relations) return undefined
    const isTranslation = page !== undefined && lang !== page.original.lang
    const steps = isTranslation ? stepsOf(withWords(page, lang, source), lang) : (relations.steps ?? [])
    const fields = writeFields({
      mode: isTranslation ? 'words' : 'steps',
      of: page?.path ?? '',
      after: (relations.after ?? []).join(', '),
      steps: steps.map(draftOf),
    })
    return Object.keys(fields).length > MOST_FIELDS ? undefined : fields
  }

  /** The page with this text as its translation, also where it has none yet. */
  const withWords = (page: Page, lang: Lang, source: string): Page => {
    const variant = variantOf(fileOfPage(page.path, lang), page.path, lang, source)
    return { ...page, variants: new Map([...page.variants, [lang, variant]]) }
  }

  /** The path as somebody sees it who has just joined; undefined where it cannot be read yet. */
  const previewWalk = ({ user }: Viewer, lang: Lang, title: string, form: StepsDraft) => {
    if (!user) return undefined
    const bare = `---\n${stringify({ title: title || '—', kind: 'path', lang })}---\n`
    const source = writeSteps(bare, form)
    const path = (form.of === '' ? 'paths/preview' : form.of) as PagePath
    const known = form.mode === 'words' ? pages.find(user, path) : undefined
    const page = known
      ? withWords(known, lang, source)
      : joinVariants([variantOf(fileOfPage(path), path, lang, source)])
    const newHire: User = { ...user, role: 'member', handle: '' }
    return page && walkOf(newHire, page, lang, shelf, NEW_HERE)
  }

  return {
    kind: 'path',
    keys: ['steps', 'after'],
    isField: isStepsField,
    fieldsOf,
    act,
    write(source, fields) {
      const form = readFields(fields)
      return form ? writeSteps(source, form) : source
    },

    show(viewer, lang, fields): PartView | undefined {
      const form = readFields(fields)
      if (!form || !viewer.user) return undefined
      const { user } = viewer
      const steps = form.steps.map((draft) => ({ ...draft, shown: titleOf(user, lang, draft) }))
      return { view: 'learning/edit-steps', locals: { stepsForm: { ...form, steps }, stepsLang: lang } }
    },

    preview(viewer, values): PartView | undefined {
      const form = readFields(values)
      if (!form || form.steps.length === 0) return undefined
      const lang = langs.find((known) => known === values.lang) ?? viewer.lang
      try {
        const walk = previewWalk(viewer, lang, values.title ?? '', form)
        return walk && { view: 'learning/edit-preview', locals: { road: { walk }, isPreview: true } }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return { view: 'learning/edit-fault', locals: { fault: { key: error.key, params: error.params } } }
      }
    },
  }
}

function variantOf(file: string, path: PagePath, lang: Lang, source: string): Variant {
  return { ...readVariant({ path, suffix: undefined, file }, '' as BlobId, Buffer.from(source)), lang }
}

/** The address of a page, or its path. */
function decodePath(typed: string): string {
  const path = /\/wiki\/([^?#\s]+)/.exec(typed)?.[1] ?? typed
  try {
    return parsePagePath(decodeURIComponent(path))
  } catch {
    return typed
  }
}

/** Called after what is to be read; never as a step is or was called on which somebody has done something. */
function freeId({ page, url }: StepDraft, taken: ReadonlySet<string>): string {
  const name = page === '' ? (url === '' ? 'task' : new URL(url).hostname) : (page.split('/').at(-1) ?? page)
  const base = slugOfTitle(name) || 'step'
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.has(id)) return id
  }
}
