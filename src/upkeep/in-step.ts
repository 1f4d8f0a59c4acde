import { createHash } from 'node:crypto'
import { splitFrontMatter } from '../markdown/front-matter.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import type { Content } from '../pages/content.ts'
import { readPageSource } from '../pages/front-matter.ts'
import type { Version } from '../pages/history.ts'
import { decodeUtf8, type Page, type Variant } from '../pages/page.ts'

/** How far a translation is behind its original. */
export interface Behind {
  /** The original as the translation last had it; undefined: before anything that is known. */
  readonly base: { readonly blob: BlobId; readonly commit: CommitId; readonly time: Date } | undefined
  /** Saves of the original since, that changed what is to be translated. */
  readonly changes: number
  /** The latest of them. */
  readonly to: CommitId
}

/** The front matter key in which a translation notes the revision of the original that it is in step with. */
export const IN_STEP_KEY = 'translationOf'

const MOST_TEXTS = 50_000
const MOST_ANSWERS = 5_000

export type InStep = ReturnType<typeof createInStep>

/**
 * Whether translations are in step with their originals. One is in step with the original as it was at the
 * translation's own last change of text, or at the revision that it notes, whichever is later. What is not
 * translated (dates of verification, owners, links between pages, addresses of sources) changes neither.
 */
export function createInStep(content: Content) {
  const texts = new Map<BlobId, Promise<string>>()
  const answers = new Map<string, Promise<Behind | undefined>>()

  const textOf = (blob: BlobId): Promise<string> => {
    const kept = texts.get(blob)
    if (kept) return kept
    if (texts.size >= MOST_TEXTS) texts.clear()
    const reading = content.readBlob(blob).then(translatedParts)
    texts.set(blob, reading)
    reading.catch(() => texts.delete(blob))
    return reading
  }

  /** Newest first, from before renames too. */
  const versionsOf = (variant: Variant): (Version & { blob: BlobId })[] => {
    const versions = content.history.of(variant.file)
    return versions.filter((version): version is Version & { blob: BlobId } => version.blob !== undefined)
  }

  const lastChangeOfText = async (versions: readonly (Version & { blob: BlobId })[]) => {
    for (const [index, version] of versions.entries()) {
      const before = versions[index + 1]
      if (!before || (await textOf(before.blob)) !== (await textOf(version.blob))) return version
    }
    return undefined
  }

  const compare = async (page: Page, translation: Variant): Promise<Behind | undefined> => {
    const { history } = content
    const originals = versionsOf(page.original)
    const translated = await lastChangeOfText(versionsOf(translation))
    const noted = translation.frontMatter[IN_STEP_KEY]
    const place = translated ? history.placeOf(translated.commit) : -1
    const atChange = originals.findIndex((version) => history.placeOf(version.commit) <= place)
    const atNote = originals.findIndex((version) => version.blob === noted)
    const known = [atChange, atNote].filter((index) => index >= 0)
    const baseIndex = known.length > 0 ? Math.min(...known) : originals.length
    const base = originals[baseIndex]
    const present = await textOf(page.original.blob)
    if (base && (await textOf(base.blob)) === present) return undefined
    let changes = 0
    let to: CommitId | undefined
    for (let index = 0; index < baseIndex; index++) {
      const [version, before] = [originals[index], originals[index + 1]]
      if (!version) continue
      if (before && (await textOf(before.blob)) === (await textOf(version.blob))) continue
      changes += 1
      to ??= version.commit
    }
    const latest = to ?? originals[0]?.commit
    return latest === undefined ? undefined : { base, changes, to: latest }
  }

  return {
    /** Undefined: it is in step, or is the original itself. Answers from memory until one of the two is saved. */
    behind(page: Page, variant: Variant): Promise<Behind | undefined> {
      if (variant.file === page.original.file) return Promise.resolve(undefined)
      const latest = [page.original, variant].map(({ file }) => content.history.latest(file)?.commit)
      const key = [page.original.blob, variant.blob, ...latest].join(' ')
      const kept = answers.get(key)
      if (kept) return kept
      if (answers.size >= MOST_ANSWERS) answers.clear()
      const comparing = compare(page, variant)
      answers.set(key, comparing)
      comparing.catch(() => answers.delete(key))
      return comparing
    },
  }
}

/** What of a file is to be translated, as a digest. */
function translatedParts(bytes: Buffer): string {
  const source = decodeUtf8(bytes) ?? ''
  const { body } = splitFrontMatter(source)
  return createHash('sha1')
    .update(JSON.stringify([partsOf(source), body.trim()]))
    .digest('base64url')
}

function partsOf(source: string): unknown {
  try {
    const { title, summary, lesson, steps, sources } = readPageSource(source).frontMatter
    const words = steps?.map(({ section, title: name, why, check }) => ({ section, name, why, check }))
    const named = sources?.map((one) => ({ tier: one.tier, title: one.title }))
    return { title, summary, lesson, words, named }
  } catch {
    return splitFrontMatter(source).yaml
  }
}
