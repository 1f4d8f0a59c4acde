import { AppError } from '../errors.ts'
import type { BlobId } from '../git/ids.ts'
import type { Repository } from '../git/repository.ts'
import { joinChosen, mergeCleanly, mergeLines } from '../pages/merge.ts'
import { decodeUtf8, type Variant } from '../pages/page.ts'
import type { PagePath } from '../pages/page-path.ts'
import { MAX_PAGE_BYTES, type Pages } from '../pages/pages.ts'
import { attachmentOutcome } from './attachment-outcome.ts'
import { presentFile } from './present-file.ts'
import type { Fault, ProposedFile } from './proposal.ts'
import { attachedTo } from './proposed-files.ts'

/** What accepting would do to one file, as the wiki stands now. */
export type Outcome =
  | { readonly kind: 'write'; readonly source: string; readonly merged: boolean }
  /** A file that is attached to a page. */
  | { readonly kind: 'put'; readonly blob: BlobId }
  | { readonly kind: 'remove' }
  /** It is so already. */
  | { readonly kind: 'nothing' }
  /** Both changed the same place. */
  | { readonly kind: 'conflict'; readonly base: string; readonly theirs: string; readonly mine: string }
  /** The page was deleted since. */
  | { readonly kind: 'gone'; readonly source: string }
  | { readonly kind: 'fault'; readonly fault: Fault }

export interface FileOutcome {
  readonly proposed: ProposedFile
  /** Where it would go; the file's own name for one that holds no page. */
  readonly file: string
  readonly path: PagePath | undefined
  readonly present: Variant | undefined
  readonly outcome: Outcome
}

/** What a lead chose where both had changed the same place. */
export interface Choices {
  /** What stood there when they chose; empty for nothing. */
  readonly theirs: string
  readonly choice: (hunk: number) => string | undefined
  readonly edited: (hunk: number) => string | undefined
}

export interface OutcomeDeps {
  readonly repository: Repository
  readonly pages: Pages
  /** The most that an attached file may have. */
  readonly maxAttachmentBytes: number
}

/** Decided on memory as it is; nothing is changed. */
export async function outcomeOf(
  deps: OutcomeDeps,
  proposed: ProposedFile,
  choices?: Choices,
): Promise<FileOutcome> {
  const { content } = deps.pages
  const page = attachedTo(proposed)
  if (page !== undefined) return attachmentOutcome(deps, proposed, page)
  const place = presentFile(content, proposed.file)
  const file = place?.file ?? proposed.file
  const present = content.catalog.findFile(file)
  const at = { proposed, file, path: place?.path, present }
  if (!place) return { ...at, outcome: faulty('proposals.fault.notPage') }
  const read = await readAfter(deps, proposed)
  if ('fault' in read) return { ...at, outcome: { kind: 'fault', fault: read.fault } }
  const decided = await decide(deps, proposed, read.text, present, choices)
  return { ...at, outcome: keepingRules(deps.pages, place, decided) }
}

/** The text that the proposal makes of a file; undefined where it removes it. */
async function readAfter(
  { repository }: OutcomeDeps,
  { mode, after }: ProposedFile,
): Promise<{ readonly text: string | undefined } | { readonly fault: Fault }> {
  if (after === undefined) return { text: undefined }
  if (mode?.startsWith('100') !== true) return { fault: { key: 'proposals.fault.link', params: {} } }
  if ((await repository.sizeOf(after)) > MAX_PAGE_BYTES) {
    return { fault: { key: 'pages.tooLarge', params: { megabytes: MAX_PAGE_BYTES / 1024 / 1024 } } }
  }
  const text = decodeUtf8(await repository.readBlob(after))
  return text === undefined ? { fault: { key: 'pages.fault.utf8', params: {} } } : { text }
}

async function decide(
  { repository }: OutcomeDeps,
  { before, after }: ProposedFile,
  mine: string | undefined,
  present: Variant | undefined,
  choices: Choices | undefined,
): Promise<Outcome> {
  if (mine === undefined) {
    if (!present) return { kind: 'nothing' }
    return present.blob === before ? { kind: 'remove' } : faulty('proposals.fault.removesChanged')
  }
  if (!present) return before === undefined ? write(mine) : { kind: 'gone', source: mine }
  if (present.blob === after) return { kind: 'nothing' }
  if (present.blob === before) return write(mine)
  const textOf = async (blob: BlobId) => decodeUtf8(await repository.readBlob(blob)) ?? ''
  const theirs = await textOf(present.blob)
  const base = before === undefined ? '' : await textOf(before)
  if (!choices) return merge(base, theirs, mine)
  // Chosen against what stood there then; what came since is merged with the choice.
  const shown = choices.theirs === present.blob ? theirs : await textOf(choices.theirs as BlobId)
  const chosen = joinChosen(mergeLines(base, shown, mine), choices.choice, choices.edited)
  return shown === theirs ? write(chosen, true) : merge(shown, theirs, chosen)
}

function merge(base: string, theirs: string, mine: string): Outcome {
  const merged = mergeCleanly(base, theirs, mine)
  if (merged === undefined) return { kind: 'conflict', base, theirs, mine }
  return merged === theirs ? { kind: 'nothing' } : write(merged, true)
}

const write = (source: string, merged = false): Outcome => ({ kind: 'write', source, merged })
const faulty = (key: string): Outcome => ({ kind: 'fault', fault: { key, params: {} } })

/** Whatever a save would refuse is refused here too. */
function keepingRules(pages: Pages, place: { path: PagePath; file: string }, outcome: Outcome): Outcome {
  if (outcome.kind !== 'write' && outcome.kind !== 'gone') return outcome
  try {
    pages.check({ ...place, source: outcome.source })
    return outcome
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: 'fault', fault: { key: error.key, params: error.params } }
  }
}
