import type { Log } from '../log.ts'
import { AppError, ForbiddenError, InvalidError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import { nameObject } from '../git/git-object.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import type { BlameLine, Repository } from '../git/repository.ts'
import type { Rendered } from '../markdown/render.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { createContent, type Content } from './content.ts'
import type { Catalog } from './catalog.ts'
import { readPageSource, type FrontMatter } from './front-matter.ts'
import type { Version } from './history.ts'
import { ConflictError, mergeCleanly } from './merge.ts'
import {
  canSee,
  decodeUtf8,
  maySeeDraftsOf,
  readVariant,
  variantFor,
  withDrafts,
  type Page,
  type Variant,
} from './page.ts'
import { APPLICATIONS_ENDING, fileOfPage, folderOfPage, parsePagePath, type PagePath } from './page-path.ts'
import { presentPath } from './redirects.ts'
import { createRendering } from './rendering.ts'

/** A page of Markdown; longer texts are better read as several pages. */
export const MAX_PAGE_BYTES = 1024 * 1024

export interface ReadPage {
  readonly page: Page
  readonly variant: Variant
  readonly rendered: Rendered
}

export interface SaveInput {
  readonly path: string
  /** The language whose translation is meant; undefined: the original. */
  readonly lang?: Lang | undefined
  /** The whole file, as it is to be kept. */
  readonly source: string
  /**
   * `create`: only where there is none. `replace`: whatever is there. `exactly`: only where `base` is the present
   * revision. `merge`: from `base`, joined with what others changed since.
   */
  readonly how: 'create' | 'replace' | 'exactly' | 'merge'
  readonly base?: string | undefined
  /** What changed, in the author's words; undefined: said for them. */
  readonly note?: string | undefined
  /** Lines `Key: value` at the end of the commit's message (git-interpret-trailers), such as `Look-again: yes`. */
  readonly trailers?: Readonly<Record<string, string>> | undefined
}

/** What a save is about to make. */
export interface NextPage {
  readonly path: PagePath
  readonly frontMatter: FrontMatter
  /** Whose relations count: those of a translation do not. */
  readonly isOriginal: boolean
  readonly previous: Variant | undefined
}

/** What a feature asks of every page before it is saved. @throws InvalidError where the page may not be so. */
export type PageRule = (next: NextPage, catalog: Catalog) => void

export interface Saved {
  readonly path: PagePath
  readonly revision: BlobId
  readonly created: boolean
  /** Others had changed the page since `base`, in other places: both are kept. */
  readonly merged: boolean
  readonly commit: CommitId | undefined
}

export interface Pages {
  readonly content: Content
  /** The clock of all that is saved. */
  readonly now: () => Date
  /** From now on every save keeps to `rule`; what comes by git is shown as it is. */
  addRule(rule: PageRule): void
  /** The file that holds a page in a language, there or not; without one that of its original. */
  fileOf(path: PagePath, lang?: Lang): string
  /** All that a save asks of a page, for those who commit several at once. @throws InvalidError, AppError `pages.tooLarge` */
  check(next: { readonly path: PagePath; readonly file: string; readonly source: string }): Variant
  /** @throws NotFoundError for what is missing and for what `user` may not see. */
  get(user: User, path: string): Page
  find(user: User, path: string): Page | undefined
  /** The variant a reader gets: `lang` where it exists, else the original. */
  read(user: User, path: string, lang: Lang): Promise<ReadPage>
  /** The Markdown, byte for byte, now or at an earlier commit. */
  readSource(variant: Variant): Promise<Buffer>
  /** By leads. @throws ForbiddenError, InvalidError, ConflictError, PreconditionFailedError */
  save(user: User, input: SaveInput): Promise<Saved>
  /** By leads: out of the wiki with all its languages, its attachments and its log, kept in its history. `base` must be the present revision where it is given. */
  remove(user: User, input: { path: string; base?: string | undefined }): Promise<void>
  /** Versions of a page's file, newest first; also of one that was deleted, for leads. */
  history(
    user: User,
    path: string,
    lang?: Lang,
  ): { file: string; page: Page | undefined; versions: Version[] }
  /** An earlier version, as text. @throws NotFoundError where the commit did not touch the page. */
  readVersion(
    user: User,
    path: string,
    commit: string,
    lang?: Lang,
  ): Promise<{ version: Version; source: string }>
  /** By leads: makes an earlier version the present one; what came between stays in the history. */
  restore(user: User, input: { path: string; commit: string; lang?: Lang | undefined }): Promise<Saved>
  /** Who wrote which line when. */
  blame(user: User, path: string, lang?: Lang): Promise<BlameLine[]>
}

/** @param cacheFolder where what is derived from git is kept between starts */
export function createPages(
  repository: Repository,
  log: Log,
  now: () => Date = () => new Date(),
  cacheFolder?: string,
): Pages {
  const content = createContent(repository, log, now, cacheFolder)
  const { catalog } = content
  const rules: PageRule[] = []
  const rendering = createRendering(catalog, (blob) => content.readBlob(blob))

  const find = (user: User, path: string): Page | undefined => {
    const page = catalog.find(path.normalize('NFC'))
    if (!page || !canSee(user, page)) return undefined
    return page.drafts.size > 0 && maySeeDraftsOf(user, page) ? withDrafts(page) : page
  }
  const get = (user: User, path: string): Page => {
    const page = find(user, path)
    if (!page) throw new NotFoundError('pages.notFound')
    return page
  }
  const fileFor = (path: PagePath, lang: Lang | undefined): string => {
    const page = catalog.find(path)
    const variant = lang === undefined ? page?.original : (page?.variants.get(lang) ?? page?.drafts.get(lang))
    if (variant) return variant.file
    return fileOfPage(path, page && lang !== page.original.lang ? lang : undefined)
  }
  const history: Pages['history'] = (user, path, lang) => {
    const page = catalog.find(path.normalize('NFC'))
    const isDraft = page !== undefined && lang !== undefined && page.drafts.has(lang)
    if (page && (!canSee(user, page) || (isDraft && !maySeeDraftsOf(user, page)))) {
      throw new NotFoundError('pages.notFound')
    }
    // What was deleted is shown to those who may bring it back; its last readers may not have been allowed to see it.
    if (!page && !hasRole(user, 'lead')) throw new NotFoundError('pages.notFound')
    const file = fileFor(parsePagePath(path), lang)
    const versions = content.history.of(file)
    if (versions.length === 0) throw new NotFoundError('pages.notFound')
    return { file, page, versions }
  }
  const readVersion: Pages['readVersion'] = async (user, path, commit, lang) => {
    const { file } = history(user, path, lang)
    const version = /^[0-9a-f]{7,40}$/.test(commit) ? content.history.findByCommit(file, commit) : undefined
    if (!version) throw new NotFoundError('pages.version.missing')
    const source = version.blob ? (decodeUtf8(await content.readBlob(version.blob)) ?? '') : ''
    return { version, source }
  }

  const save = async (user: User, input: SaveInput): Promise<Saved> => {
    mustWrite(user)
    const path = whereItIs(input)
    checkSource(input.source)
    let saved: Saved | undefined
    let file = ''
    const commit = await content.commit(
      authorOf(user),
      async () => {
        file = fileFor(path, input.lang)
        const present = catalog.findFile(file)
        refuseTwin(path, present)
        checkPrecondition(input, present)
        const source = present && input.how === 'merge' ? await merge(file, present, input) : input.source
        if (!present && input.how === 'merge' && input.base !== undefined) await deletedMeanwhile(file, input)
        const bytes = Buffer.from(source)
        const next = keepRules(path, file, bytes)
        const created = present === undefined
        const merged = source !== input.source
        const revision = (await nameObject('blob', bytes)).id as BlobId
        saved = { path, revision, created, merged, commit: undefined }
        if (present?.blob === revision) return undefined
        const subject = input.note?.trim() || `${created ? 'Create' : 'Edit'} ${next.title}`
        const message = withTrailers(subject, input.trailers)
        return { files: [{ path: file, content: bytes }], message }
      },
      { together: true },
    )
    if (!saved) throw new NotFoundError('pages.notFound')
    return { ...saved, commit }
  }

  const keepRules = (path: PagePath, file: string, bytes: Buffer): Variant => {
    const next = readVariant({ path, suffix: undefined, file }, '' as BlobId, bytes)
    const page = catalog.find(path)
    const isOriginal = page === undefined || page.original.file === file
    const previous = catalog.findFile(file)
    for (const rule of rules) rule({ path, frontMatter: next.frontMatter, isOriginal, previous }, catalog)
    return next
  }

  /** An edit goes to where the page is now, moved while it was being written. */
  const whereItIs = ({ path, how, base }: SaveInput): PagePath => {
    const asked = parsePagePath(path)
    return how === 'merge' && base !== undefined ? (presentPath(content, asked) as PagePath) : asked
  }

  /** @throws ConflictError where both changed the same place, or where the two do not make a page together. */
  const merge = async (file: string, present: Variant, input: SaveInput): Promise<string> => {
    if (input.base === undefined || input.base === present.blob) return input.source
    const base = await readBase(file, input.base)
    const theirs = decodeUtf8(await content.readBlob(present.blob)) ?? ''
    if (theirs === input.source) return theirs
    const merged = mergeCleanly(base, theirs, input.source)
    if (merged !== undefined && isSound(merged)) return merged
    throw new ConflictError({ base, theirs, mine: input.source })
  }

  const deletedMeanwhile = async (file: string, input: SaveInput): Promise<never> => {
    throw new ConflictError({ base: await readBase(file, input.base ?? ''), theirs: '', mine: input.source })
  }

  /** Only revisions of this very file: any other blob may be of a page that the user may not see. */
  const readBase = async (file: string, base: string): Promise<string> => {
    const version = content.history.findByBlob(file, base)
    if (!version?.blob) throw new InvalidError('pages.base.unknown', {}, { field: 'base' })
    return decodeUtf8(await content.readBlob(version.blob)) ?? ''
  }

  /** A page's attachments and, of a lesson, its log: another page at its path must not begin with them. */
  const keptBeside = (path: PagePath): string[] => {
    const within = `${folderOfPage(path)}/`
    const log = path + APPLICATIONS_ENDING
    return [...content.history.files()].filter(
      (file) => (file.startsWith(within) || file === log) && content.history.latest(file)?.blob !== undefined,
    )
  }

  /** A path that some file system takes for one that exists would hide one of the two. */
  const refuseTwin = (path: PagePath, present: Variant | undefined): void => {
    const twin = present ? undefined : catalog.findTwin(path)
    if (twin && twin.path !== path)
      throw new InvalidError('pages.path.twin', { path: twin.path }, { field: 'path' })
  }

  return {
    content,
    now,
    addRule: (rule) => void rules.push(rule),
    fileOf: (path, lang) => fileFor(path, lang),
    check({ path, file, source }) {
      checkSource(source)
      refuseTwin(path, catalog.findFile(file))
      return keepRules(path, file, Buffer.from(source))
    },
    get,
    find,
    readSource: (variant) => content.readBlob(variant.blob),
    history,
    readVersion,
    save,
    async read(user, path, lang) {
      const page = get(user, path)
      const variant = variantFor(page, lang)
      return { page, variant, rendered: await rendering.render(variant) }
    },
    async remove(user, input) {
      mustWrite(user)
      const page = get(user, input.path)
      await content.commit(authorOf(user), async () => {
        const present = catalog.find(page.path)
        if (!present) return undefined
        if (input.base !== undefined && input.base !== '*' && input.base !== present.original.blob) {
          throw new PreconditionFailedError('pages.stale')
        }
        const own = [...withDrafts(present).variants.values()].map(({ file }) => file)
        const files = [...own, ...keptBeside(present.path)].map((file) => ({
          path: file,
          removed: true as const,
        }))
        return Promise.resolve({ files, message: `Delete ${present.original.title}` })
      })
    },
    async restore(user, { path, commit, lang }) {
      mustWrite(user)
      const { version, source } = await readVersion(user, path, commit, lang)
      if (!version.blob) throw new NotFoundError('pages.version.missing')
      const note = `Restore the version of ${version.time.toISOString().slice(0, 10)} (${version.commit.slice(0, 7)})`
      return save(user, { path, lang, source, how: 'replace', note })
    },
    async blame(user, path, lang) {
      const { file } = history(user, path, lang)
      const head = content.savedHead()
      if (!head || !catalog.findFile(file)) throw new NotFoundError('pages.notFound')
      return repository.blame(head, file)
    },
  }
}

function mustWrite(user: User): void {
  if (!hasRole(user, 'lead')) throw new ForbiddenError('errors.needs.lead')
}

function authorOf(user: User) {
  return { name: user.name, email: user.email }
}

function withTrailers(subject: string, trailers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(trailers).map(([key, value]) => `${key}: ${value.replace(/\s+/g, ' ').trim()}`)
  return lines.length === 0 ? subject : `${subject}\n\n${lines.join('\n')}`
}

function checkSource(source: string): void {
  if (Buffer.byteLength(source) > MAX_PAGE_BYTES) {
    throw new AppError('too-large', 'pages.tooLarge', { megabytes: MAX_PAGE_BYTES / 1024 / 1024 })
  }
  if (source.includes('\0')) throw new InvalidError('pages.nul', {}, { field: 'body' })
  readPageSource(source)
}

function checkPrecondition(input: SaveInput, present: Variant | undefined): void {
  if (input.how === 'create' && present) {
    throw new PreconditionFailedError('pages.exists', { path: present.path, title: present.title })
  }
  if (input.how !== 'exactly') return
  const holds = input.base === '*' ? present !== undefined : present?.blob === input.base
  if (!holds) throw new PreconditionFailedError('pages.stale')
}

function isSound(source: string): boolean {
  try {
    readPageSource(source)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
