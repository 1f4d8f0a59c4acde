import type { CommitId } from '../git/ids.ts'
import type { Note } from './note.ts'

export type Outcome = 'added' | 'replaced' | 'unchanged' | 'refused' | 'skipped'

export interface ImportedFile {
  readonly outcome: Outcome
  readonly source: string
  /** The file in the repository; undefined for one that was skipped. */
  readonly file: string | undefined
  readonly isPage: boolean
  readonly notes: readonly Note[]
  /** Links on it that lead to nothing in the tree. */
  readonly nowhere: number
}

export interface ImportReport {
  readonly files: readonly ImportedFile[]
  /** Undefined where nothing had to be committed. */
  readonly commit: CommitId | undefined
}

export interface ImportTotals {
  /** In the wiki after the import, also those that were there already. */
  readonly pages: number
  readonly attachments: number
  readonly unchanged: number
  readonly skipped: number
  readonly refused: number
  readonly linksToNowhere: number
}

export function totalsOf({ files }: Pick<ImportReport, 'files'>): ImportTotals {
  const count = (matches: (file: ImportedFile) => boolean): number => files.filter(matches).length
  const isThere = ({ outcome }: ImportedFile): boolean => outcome !== 'skipped' && outcome !== 'refused'
  return {
    pages: count((file) => isThere(file) && file.isPage),
    attachments: count((file) => isThere(file) && !file.isPage),
    unchanged: count(({ outcome }) => outcome === 'unchanged'),
    skipped: count(({ outcome }) => outcome === 'skipped'),
    refused: count(({ outcome }) => outcome === 'refused'),
    linksToNowhere: files.reduce((sum, { nowhere }) => sum + nowhere, 0),
  }
}
