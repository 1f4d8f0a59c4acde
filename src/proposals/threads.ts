import { diffTexts } from '../pages/merge.ts'
import type { Anchor, Remark } from './proposal.ts'

/** A remark and what was answered to it. */
export interface Thread {
  readonly root: Remark
  readonly replies: readonly Remark[]
  /** The line it stands at now; undefined for one about the whole, and for one whose line was changed. */
  readonly place: { readonly file: string; readonly side: 'old' | 'new'; readonly line: number } | undefined
  /** It stood at a line that is no longer so. */
  readonly outdated: boolean
}

/** The two texts of a file, as the proposal stands now. */
export interface FileTexts {
  readonly file: string
  readonly old: { readonly blob: string; readonly text: string }
  readonly new: { readonly blob: string; readonly text: string }
}

/** What was said, by where it belongs. `textOf` reads an earlier blob; undefined where it is no longer there. */
export async function threadsOf(
  remarks: readonly Remark[],
  files: readonly FileTexts[],
  textOf: (blob: string) => Promise<string | undefined>,
): Promise<Thread[]> {
  const roots = remarks.filter(({ kind, thread }) => kind === 'comment' && thread === undefined)
  return Promise.all(
    roots.map(async (root) => {
      const replies = remarks.filter(({ thread }) => thread === root.id)
      if (!root.anchor) return { root, replies, place: undefined, outdated: false }
      const line = await presentLine(root.anchor, files, textOf)
      const { file, side } = root.anchor
      const place = line === undefined ? undefined : { file, side, line }
      return { root, replies, place, outdated: line === undefined }
    }),
  )
}

/** Where the line is now that was spoken of: the same text, between the same neighbours. */
async function presentLine(
  { file, side, line, revision }: Anchor,
  files: readonly FileTexts[],
  textOf: (blob: string) => Promise<string | undefined>,
): Promise<number | undefined> {
  const now = files.find((one) => one.file === file)?.[side]
  if (!now) return undefined
  if (now.blob === revision) return line
  const then = await textOf(revision)
  if (then === undefined) return undefined
  return diffTexts(then, now.text).find(({ kind, oldNumber }) => kind === 'same' && oldNumber === line)
    ?.newNumber
}
