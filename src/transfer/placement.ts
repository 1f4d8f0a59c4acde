import { fileOfPage, foldPath, type PagePath } from '../pages/page-path.ts'
import { kinds } from '../pages/kinds.ts'
import type { Lang } from '../user.ts'
import { withoutExportId, type Dialect } from './dialect.ts'
import { note, type Note } from './note.ts'
import { isMarkdown } from './scan-tree.ts'
import { safeFileName, safeFolderName, safePageName, shorten } from './safe-name.ts'

/** Where a file of the tree goes in the wiki. */
export interface Placement {
  readonly source: string
  /** The file in the repository. */
  readonly file: string
  /** Undefined for an attachment. */
  readonly page: PagePath | undefined
  readonly suffix: Lang | undefined
  /** Why its name is not the one it had. */
  readonly notes: readonly Note[]
}

export interface PlacementRules {
  /** The folder of the wiki that the tree is put into; '' for its root. */
  readonly into: string
  /** Whether the wiki has this file; one that comes back from an export keeps its name. */
  readonly exists: (file: string) => boolean
  /** What the tree was written for; undefined: Markdown and nothing else. */
  readonly dialect?: Dialect | undefined
}

const PLAIN: Dialect = { tool: 'plain', html: false }

/** A path has at most ten parts, and the file's own is one. */
const MAX_FOLDERS = 9
const MAX_FOLDER_BYTES = 350

interface PageGroup {
  readonly folder: Named
  readonly name: Named
  readonly files: Map<Lang | undefined, string>
}

interface Named {
  readonly name: string
  readonly notes: readonly Note[]
}

/**
 * Gives every file its place. The shape of the tree is kept; a name that the wiki cannot hold is changed, the same
 * way every time, so that a second import finds what the first one made. The languages of a page stay together.
 */
export function placeFiles(sources: readonly string[], rules: PlacementRules): Map<string, Placement> {
  const { dialect = PLAIN } = rules
  const isPage = (source: string): boolean =>
    isMarkdown(source) || (dialect.html && /[^/]\.html?$/i.test(source))
  const folders = new Map<string, Named>()
  const folderOf = (source: string): Named => {
    const below = source.slice(0, source.lastIndexOf('/') + 1)
    const isOwn = rules.into === '' && isWikisOwn(source) && !rules.exists(source)
    const key = `${below}\0${isOwn}`
    const known = folders.get(key) ?? placeFolder(below, rules.into, isOwn, dialect)
    folders.set(key, known)
    return known
  }
  const groups = groupPages(sources.filter(isPage), folderOf, dialect)
  const others = sources.filter((source) => !isPage(source))
  for (const source of others) folderOf(source)
  const claims = createClaims([...folders.values()].map(({ name }) => name))
  const placed = new Map<string, Placement>()
  // What can keep its name does; what was changed makes way for it.
  for (const group of unchangedFirst(groups, isUnchangedGroup)) placeGroup(group, claims, placed)
  for (const source of unchangedFirst(
    others,
    (source) => safeFileName(lastPart(source)).notes.length === 0,
  )) {
    placeAttachment(source, folderOf(source), claims, placed)
  }
  return placed
}

function placeFolder(below: string, into: string, isOwn: boolean, dialect: Dialect): Named {
  const parts = below.split('/').slice(0, -1)
  const safe = parts.map((part) => withoutId(part, dialect, safeFolderName))
  const notes = safe.flatMap((part) => part.notes)
  const names = safe.map(({ name }) => name)
  if (isOwn) {
    names[0] = `${names[0] ?? ''}-pages`
    notes.push(note('transfer.renamed.reserved'))
  }
  const all = [...(into === '' ? [] : into.split('/')), ...names]
  const fitted = fit(all)
  if (fitted !== all.join('/')) notes.push(note('transfer.renamed.long'))
  return { name: fitted, notes: uniqueNotes(notes) }
}

function withoutId(name: string, dialect: Dialect, makeSafe: (name: string) => Named): Named {
  const short = withoutExportId(name, dialect)
  const safe = makeSafe(short)
  return short === name ? safe : { ...safe, notes: [note('transfer.renamed.export'), ...safe.notes] }
}

/** In folders of the wiki's own, where nothing is a page to be found, but for a template of a kind. */
function isWikisOwn(source: string): boolean {
  if (source.startsWith('settings/')) return true
  const [, kind = ''] = /^templates\/([a-z]+)(?:\.(?:ko|en))?\.md$/.exec(source) ?? []
  return source.startsWith('templates/') && !(kinds as readonly string[]).includes(kind)
}

function fit(folders: readonly string[]): string {
  const shallow =
    folders.length <= MAX_FOLDERS
      ? folders
      : [...folders.slice(0, MAX_FOLDERS - 1), shorten(folders.slice(MAX_FOLDERS - 1).join('-'))]
  const path = shallow.join('/')
  return Buffer.byteLength(path) <= MAX_FOLDER_BYTES ? path : shorten(path.replaceAll('/', '-'))
}

function groupPages(
  sources: readonly string[],
  folderOf: (source: string) => Named,
  dialect: Dialect,
): PageGroup[] {
  const groups = new Map<string, PageGroup>()
  const exactFirst = unchangedFirst(
    sources,
    (source) => /\.md$/.test(source) && source === source.normalize('NFC'),
  )
  for (const source of exactFirst) {
    const [, stem = '', lang] = /^(.+?)(?:\.(ko|en))?\.(?:md|markdown|mdx|html?)$/i.exec(source) ?? []
    const suffix = lang?.toLowerCase() as Lang | undefined
    let key = stem.normalize('NFC')
    while (groups.get(key)?.files.has(suffix)) key += '\0'
    const group = groups.get(key) ?? {
      folder: folderOf(source),
      name: withoutId(lastPart(stem), dialect, safePageName),
      files: new Map(),
    }
    group.files.set(suffix, source)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function isUnchangedGroup({ name, files }: PageGroup): boolean {
  return name.notes.length === 0 && [...files.values()].every((source) => /\.md$/.test(source))
}

function placeGroup(group: PageGroup, claims: Claims, placed: Map<string, Placement>): void {
  const wanted = joinFolder(group.folder.name, group.name.name)
  const path = claims.claimPage(wanted) as PagePath
  for (const [suffix, source] of group.files) {
    const notes = [...group.folder.notes, ...group.name.notes]
    if (path !== wanted) notes.push(note('transfer.renamed.twin'))
    if (!source.endsWith(suffix === undefined ? '.md' : `.${suffix}.md`))
      notes.push(note('transfer.renamed.ending'))
    placed.set(source, {
      source,
      file: fileOfPage(path, suffix),
      page: path,
      suffix,
      notes: uniqueNotes(notes),
    })
  }
}

function placeAttachment(
  source: string,
  folder: Named,
  claims: Claims,
  placed: Map<string, Placement>,
): void {
  const { name, notes } = safeFileName(lastPart(source))
  const wanted = joinFolder(folder.name, name)
  const file = claims.claimFile(wanted)
  const all = [...folder.notes, ...notes, ...(file === wanted ? [] : [note('transfer.renamed.twin')])]
  placed.set(source, { source, file, page: undefined, suffix: undefined, notes: uniqueNotes(all) })
}

interface Claims {
  claimPage(path: string): string
  claimFile(path: string): string
}

/** Names that are taken, upper and lower case alike, also by folders: git holds only one of the two. */
function createClaims(folders: readonly string[]): Claims {
  const taken = new Set(folders.flatMap(withParents).map(foldPath))
  const claim = (
    wanted: string,
    filesOf: (path: string) => string[],
    numbered: (number: number) => string,
  ): string => {
    let path = wanted
    for (let number = 2; filesOf(path).some((file) => taken.has(foldPath(file))); number++)
      path = numbered(number)
    for (const file of filesOf(path)) taken.add(foldPath(file))
    return path
  }
  return {
    claimPage: (path) =>
      claim(
        path,
        (candidate) => [
          fileOfPage(candidate as PagePath),
          ...(['ko', 'en'] as const).map((lang) => fileOfPage(candidate as PagePath, lang)),
        ],
        (number) => `${path}-${number}`,
      ),
    claimFile: (path) =>
      claim(
        path,
        (candidate) => [candidate],
        (number) => path.replace(/(\.[^./]*)?$/, (ending) => `-${number}${ending}`),
      ),
  }
}

function withParents(folder: string): string[] {
  const parts = folder.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function unchangedFirst<T>(all: readonly T[], isUnchanged: (one: T) => boolean): T[] {
  const kept = all.filter(isUnchanged)
  return kept.length === all.length ? kept : [...kept, ...all.filter((one) => !isUnchanged(one))]
}

function uniqueNotes(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((one) => [one.key, one])).values()]
}

function joinFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
