import type { BlobId, TreeId } from '../git/ids.ts'
import { isFolder, nameFromText, textFromName, type TreeEntry } from '../git/tree.ts'
import { NO_PART, withoutPart, type TreePart } from '../git/tree-part.ts'
import type { TreeStore } from '../git/trees.ts'
import { isTooLarge, readVariant } from '../pages/page.ts'
import {
  APPLICATIONS_ENDING,
  fileOfPage,
  folderOfPage,
  pageOfFile,
  type PagePath,
} from '../pages/page-path.ts'
import { langs } from '../user.ts'

/** A tree as members see it. */
export interface Shown {
  /** Undefined where nothing is left of it. */
  readonly tree: TreeId | undefined
  readonly hidden: TreePart
}

export interface HidingDeps {
  readonly store: TreeStore
  readonly readBlob: (blob: BlobId) => Promise<Buffer>
  /** Whether a file's text is a draft's; undefined where it has to be read. */
  readonly isKnownDraft: (blob: BlobId) => boolean | undefined
}

/**
 * Leaves drafts out of a tree, each with its attachments and its log, translations that are drafts, and attachments and
 * logs without a page: theirs may be a draft that is yet to be saved. What is hidden depends on nothing but the tree, so
 * that the same history is always shown under the same ids.
 */
export function createHiding({ store, readBlob, isKnownDraft }: HidingDeps) {
  const shownTrees = new Map<string, Shown>()
  const drafts = new Map<BlobId, boolean>()

  const show = async (tree: TreeId, folder: string): Promise<Shown> => {
    const key = `${folder}${tree}`
    const known = shownTrees.get(key)
    if (known) return known
    const entries = await store.read(tree)
    const hidden = new Map<string, TreeEntry | TreePart>(await hiddenAmong(entries, folder))
    for (const entry of entries) {
      if (!isFolder(entry) || hidden.has(entry.name)) continue
      const below = await show(entry.id, `${folder}${textFromName(entry.name)}/`)
      if (below.hidden.size > 0) hidden.set(entry.name, below.hidden)
    }
    const part = hidden.size === 0 ? NO_PART : hidden
    const shown = { tree: await withoutPart(store, tree, part), hidden: part }
    shownTrees.set(key, shown)
    return shown
  }

  const hiddenAmong = async (
    entries: readonly TreeEntry[],
    folder: string,
  ): Promise<Map<string, TreeEntry>> => {
    const files = entries.filter(({ mode, name }) => mode.startsWith('100') && name.endsWith('.md'))
    const areDrafts = await Promise.all(files.map(({ id }) => isDraft(id as BlobId)))
    const found = files.filter((_, at) => areDrafts[at])
    const beside = entries.filter((entry) => pageBeside(entry) !== undefined)
    const byName = new Map(
      found.length + beside.length === 0 ? [] : entries.map((entry) => [entry.name, entry]),
    )
    const hidden = new Map<string, TreeEntry>()
    for (const { name } of found) {
      const place = pageOfFile(folder + textFromName(name))
      if (!place) continue
      const names = namesOf(place.path).map((path) => nameFromText(path.slice(folder.length)))
      // Of translations without an original it is not certain which of them speaks for the page.
      const [original = name] = names
      for (const taken of name === original || !byName.has(original) ? names : [name]) {
        const entry = byName.get(taken)
        if (entry) hidden.set(taken, entry)
      }
    }
    for (const entry of beside) {
      const page = pageBeside(entry) as PagePath
      if (!variantsOf(page).some((name) => byName.has(name))) hidden.set(entry.name, entry)
    }
    return hidden
  }

  const isDraft = async (blob: BlobId): Promise<boolean> => {
    const known = isKnownDraft(blob) ?? drafts.get(blob)
    if (known !== undefined) return known
    const content = await readBlob(blob)
    const found = mayBeDraft(content) && readVariant(NOWHERE, blob, content).frontMatter.status === 'draft'
    drafts.set(blob, found)
    return found
  }

  return {
    show: (root: TreeId): Promise<Shown> => show(root, ''),
    /** Trees are quickly looked at again; they need not be kept. */
    forget: () => shownTrees.clear(),
  }
}

export type Hiding = ReturnType<typeof createHiding>

const NOWHERE = { path: 'x' as PagePath, suffix: undefined, file: 'x.md' }

/** All that a page may have, its original first. */
function namesOf(path: PagePath): string[] {
  return [...variantsOf(path), folderOfPage(path), `${path}${APPLICATIONS_ENDING}`]
}

function variantsOf(path: PagePath): string[] {
  return [fileOfPage(path), ...langs.map((lang) => fileOfPage(path, lang))]
}

/** The name of the page that attachments or a log belong to; undefined for what is neither. */
function pageBeside(entry: TreeEntry): PagePath | undefined {
  const ending = isFolder(entry) ? folderOfPage('' as PagePath) : APPLICATIONS_ENDING
  return entry.name.endsWith(ending) ? (entry.name.slice(0, -ending.length) as PagePath) : undefined
}

/** Reading front matter is dear, and nearly no page says the word, plainly or in YAML's escapes. */
function mayBeDraft(content: Buffer): boolean {
  return !isTooLarge({ bytes: content.length }) && (content.includes('draft') || content.includes('\\'))
}
