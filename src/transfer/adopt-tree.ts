import { constants } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { InvalidError } from '../errors.ts'
import { decodeUtf8 } from '../pages/page.ts'
import { MAX_PAGE_BYTES } from '../pages/pages.ts'
import { detectDialect, whyNoPage, whyOfTool, type Tool } from './dialect.ts'
import { placePage, readForeignPage, type ForeignPage } from './foreign-page.ts'
import { note, type Note } from './note.ts'
import { placeFiles, type Placement } from './placement.ts'
import type { RelinkContext } from './relink.ts'
import type { FoundFile, SkippedFile, Tree } from './scan-tree.ts'
import { createSourceLinks } from './source-links.ts'
import { createTakingIn } from './taking-in.ts'
import { addressesOfSite, numbersOfPages } from './tool-addresses.ts'
import { translate } from './translate.ts'

/** A file of the tree as the wiki would keep it. */
export interface AdoptedFile {
  readonly placement: Placement
  readonly content: Buffer
  readonly notes: readonly Note[]
  readonly nowhere: number
}

export interface Adopted {
  readonly files: readonly AdoptedFile[]
  readonly skipped: readonly SkippedFile[]
}

export interface AdoptRules {
  readonly into: string
  readonly exists: (file: string) => boolean
  /** Pages of the wiki that have this title. */
  readonly titled: (name: string) => Iterable<string>
  readonly onProgress: (read: number, all: number) => void
}

/** All are held at once, for they go into one commit. */
const MAX_TOTAL_BYTES = 1024 * 1024 * 1024
const READ_AT_ONCE = 32
const OWN_FILES = /^(?:redirects|synonyms)\.ya?ml$/

/**
 * Reads a tree and makes pages of its Markdown. The same tree gives the same bytes every time.
 * @throws InvalidError `transfer.tooMuch`
 */
export async function adoptTree(tree: Tree, rules: AdoptRules): Promise<Adopted> {
  const total = tree.files.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > MAX_TOTAL_BYTES) {
    throw new InvalidError('transfer.tooMuch', { path: tree.root, megabytes: MAX_TOTAL_BYTES / 1024 / 1024 })
  }
  const dialect = detectDialect(
    tree.files.map(({ source }) => source),
    tree.skipped.map(({ source }) => source),
  )
  const skipped: SkippedFile[] = [...tree.skipped]
  const wanted = tree.files.filter(({ source }) => {
    const why = whyNoPage(source, dialect) ?? whyOfTool(source, dialect)
    if (why) skipped.push({ source, why })
    return why === undefined
  })
  const placed = placeFiles(
    wanted.map(({ source }) => source),
    { ...rules, dialect },
  )
  const pages: ForeignPage[] = []
  const attachments: AdoptedFile[] = []
  const takingIn = createTakingIn(tree)
  const takenIn = new Set<string>()
  await readAll(wanted, rules.onProgress, ({ source }, content) => {
    const placement = placed.get(source)
    if (!placement) return
    const taken = 'key' in content ? content : take(placement, content)
    if (!taken) return
    leave(source, taken)
  })
  for (const {
    placement: { source },
  } of pages) {
    if (takenIn.has(source) && isAside(source)) leave(source, note('transfer.skipped.snippet'))
  }
  const context = createContext(tree, placed, pages, { ...rules, tool: dialect.tool })
  const files = pages
    .filter(({ placement }) => placed.has(placement.source))
    .map((page) => adoptPage(page, context))
  return { files: [...files, ...attachments], skipped }

  function leave(source: string, why: Note): void {
    skipped.push({ source, why })
    placed.delete(source)
  }

  /** What MkDocs has outside the folder of its pages it only takes in. */
  function isAside(source: string): boolean {
    const { docs } = takingIn.siteOf(source)
    return dialect.tool === 'mkdocs' && docs !== '.' && !source.startsWith(`${docs}/`)
  }

  /** @returns why not, where it is not taken. */
  function take(placement: Placement, content: Buffer): Note | undefined {
    if (placement.page === undefined) {
      if (OWN_FILES.test(placement.file) && !rules.exists(placement.file))
        return note('transfer.skipped.settings')
      attachments.push({ placement, content, notes: placement.notes, nowhere: 0 })
      return undefined
    }
    const text = decodeUtf8(content)
    if (text === undefined) return note('transfer.skipped.encoding')
    if (text.includes('\0')) return note('transfer.skipped.nul')
    const translated = translate(text, placement.source, dialect, takingIn)
    for (const source of translated.takenIn) takenIn.add(source)
    const page = readForeignPage(translated.text, placement, {
      ...translated,
      tool: dialect.tool,
    })
    if (page.body.length * 3 > MAX_PAGE_BYTES && Buffer.byteLength(page.block + page.body) > MAX_PAGE_BYTES) {
      return note('transfer.skipped.large', { megabytes: MAX_PAGE_BYTES / 1024 / 1024 })
    }
    pages.push(page)
    return undefined
  }
}

function adoptPage(page: ForeignPage, context: Parameters<typeof placePage>[1]): AdoptedFile {
  const { content, notes, nowhere } = placePage(page, context)
  return { placement: page.placement, content: Buffer.from(content), notes, nowhere: nowhere.length }
}

function createContext(
  tree: Tree,
  placed: ReadonlyMap<string, Placement>,
  pages: readonly ForeignPage[],
  { titled, tool }: AdoptRules & { readonly tool: Tool },
): RelinkContext & { pathNow: (path: string) => string } {
  const byTitle = new Map<string, Set<string>>()
  const pathsNow = new Map<string, string>()
  for (const { placement, title } of pages) {
    if (placement.page === undefined) continue
    const key = foldTitle(title)
    byTitle.set(key, (byTitle.get(key) ?? new Set()).add(placement.page))
    pathsNow.set(placement.source.normalize('NFC').replace(/(?:\.(?:ko|en))?\.[a-z]+$/i, ''), placement.page)
  }
  const sources = tree.files.map(({ source }) => source)
  const ids = new Map(pages.flatMap((page) => (page.ids.size > 0 ? [[page.placement.source, page.ids]] : [])))
  const sourceOf = ({ placement: { source }, data }: ForeignPage) => ({ source, data })
  return {
    links: createSourceLinks(sources, basename(tree.root), {
      byName: tool === 'gollum',
      ...(tool === 'docusaurus' && { aliases: addressesOfSite(pages.map(sourceOf)) }),
      ...(tool === 'confluence' && { numbers: numbersOfPages(sources) }),
    }),
    labelFirst: tool === 'gollum',
    idsOf: (source) => ids.get(source),
    placed,
    titled: (name) => new Set([...(byTitle.get(foldTitle(name)) ?? []), ...titled(name)]),
    pathNow: (path) => pathsNow.get(path.normalize('NFC')) ?? path,
  }
}

async function readAll(
  files: readonly FoundFile[],
  onProgress: AdoptRules['onProgress'],
  use: (file: FoundFile, content: Buffer | Note) => void,
): Promise<void> {
  for (let start = 0; start < files.length; start += READ_AT_ONCE) {
    const batch = files.slice(start, start + READ_AT_ONCE)
    const contents = await Promise.all(batch.map(readOne))
    batch.forEach((file, index) => use(file, contents[index]!))
    onProgress(Math.min(start + READ_AT_ONCE, files.length), files.length)
  }
}

/** Not through a link that has taken the file's place since it was found. */
async function readOne({ absolute }: FoundFile): Promise<Buffer | Note> {
  try {
    return await readFile(absolute, { flag: constants.O_RDONLY | constants.O_NOFOLLOW })
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return note('transfer.skipped.unreadable', { reason })
  }
}

function foldTitle(title: string): string {
  return title.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()
}
