import { folderOfPage, parsePagePath, type PagePath } from '../pages/page-path.ts'
import { presentPath } from '../pages/redirects.ts'
import type { FileOutcome, Outcome, OutcomeDeps } from './outcome.ts'
import type { ProposedFile } from './proposal.ts'
import { hasAllowedName } from './proposed-files.ts'

/** What accepting would do with a file beside `page`: it goes where the page is now. Files are never merged. */
export async function attachmentOutcome(
  deps: OutcomeDeps,
  proposed: ProposedFile,
  page: PagePath,
): Promise<FileOutcome> {
  const { repository, pages } = deps
  const now = presentPath(pages.content, page)
  const file = folderOfPage(now as PagePath) + proposed.file.slice(folderOfPage(page).length)
  const head = pages.content.head()
  const present = head && (await repository.findFile(head, file))?.blob
  const outcome = (await findFault(deps, proposed, file)) ?? decide(proposed, present)
  return { proposed, file, path: undefined, present: undefined, outcome }
}

async function findFault(
  { repository, maxAttachmentBytes: most }: OutcomeDeps,
  { mode, after }: ProposedFile,
  file: string,
): Promise<Outcome | undefined> {
  if (after === undefined) return undefined
  if (mode?.startsWith('100') !== true) return faulty('proposals.fault.link')
  if (!hasAllowedName(file) || !isPath(file)) return faulty('attachments.name', { name: file })
  if ((await repository.sizeOf(after)) > most)
    return faulty('attachments.tooLarge', { megabytes: most / 1024 / 1024 })
  return undefined
}

function decide({ before, after }: ProposedFile, present: string | undefined): Outcome {
  if (present === after) return { kind: 'nothing' }
  // A file of this name came in meanwhile, or this one was changed.
  if (present !== undefined && present !== before) return faulty('proposals.fault.fileChanged')
  return after === undefined ? { kind: 'remove' } : { kind: 'put', blob: after }
}

function isPath(file: string): boolean {
  try {
    return parsePagePath(file) === file
  } catch {
    return false
  }
}

function faulty(key: string, params: Readonly<Record<string, string | number>> = {}): Outcome {
  return { kind: 'fault', fault: { key, params } }
}
