import type { Audit } from '../audit/audit.ts'
import { ForbiddenError, NotFoundError } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import type { FileChange, Repository } from '../git/repository.ts'
import { setFrontMatter, splitFrontMatter } from '../markdown/front-matter.ts'
import { movePageReferences } from '../pages/page-references.ts'
import { canSee, decodeUtf8, type Variant } from '../pages/page.ts'
import { ownerOfFile, type PagePath } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { REDIRECTS_FILE, readRedirects, writeRedirects } from '../pages/redirects.ts'
import { hasRole, type User } from '../user.ts'
import { mentions, planMove, type MoveInput, type MovePlan } from './move-plan.ts'
import { relinkMoved } from './relink-moved.ts'

export interface MovingDeps {
  readonly pages: Pages
  readonly repository: Repository
  readonly audit: Audit
}

export interface Moved {
  readonly plan: MovePlan
  readonly commit: CommitId | undefined
}

export type Moving = ReturnType<typeof createMoving>

/** Renaming and moving pages and folders, by leads: one commit that takes every link along and leaves redirects. */
export function createMoving({ pages, repository, audit }: MovingDeps) {
  const { content } = pages
  const { catalog } = content

  /** Of what one may not see one learns nothing. */
  const planFor = (user: User, input: MoveInput): MovePlan => {
    if (!hasRole(user, 'lead')) throw new ForbiddenError('errors.needs.lead')
    const plan = planMove(catalog, input)
    const hidden = [...plan.moves.keys()].some((path) => {
      const page = catalog.find(path)
      return !page || !canSee(user, page)
    })
    if (hidden) throw new NotFoundError('moving.missing')
    return plan
  }

  return {
    /** What would change, and nothing does. @throws as `planMove`, ForbiddenError */
    preview: planFor,

    /** @throws as `preview`; the plan is made again on what is there when it is carried out. */
    async move(user: User, input: MoveInput): Promise<Moved> {
      let plan = planFor(user, input)
      const commit = await content.commit({ name: user.name, email: user.email }, async () => {
        plan = planFor(user, input)
        return { files: await changesOf(plan), message: messageOf(input) }
      })
      await audit.record({
        actor: user.id,
        action: 'page.move',
        object: `${input.from} -> ${input.to}`,
        result: 'ok',
      })
      return { plan, commit }
    },
  }

  async function changesOf({ moves, relinked }: MovePlan): Promise<FileChange[]> {
    const pathNow = (path: string): string => moves.get(path as PagePath) ?? path
    const staying = new Set(relinked.map(({ path }) => path))
    const changes: FileChange[] = []
    for (const variant of [...catalog.variants()]) {
      if (staying.has(variant.path) && mentions(variant, moves)) {
        changes.push({ path: variant.file, content: await writtenAnew(variant, variant.path, pathNow) })
      }
    }
    for (const { file, blob, from, to } of await filesUnder(moves)) {
      const variant = catalog.findFile(file)
      const moved = to + file.slice(from.length)
      changes.push({ path: file, removed: true })
      changes.push(
        variant ? { path: moved, content: await writtenAnew(variant, to, pathNow) } : { path: moved, blob },
      )
    }
    changes.push({ path: REDIRECTS_FILE, content: Buffer.from(await redirectsAfter(moves)) })
    return changes
  }

  /** A page's own files: its languages, what is kept beside it (`x.applications.jsonl`), its attachments (`x.files/`). */
  async function filesUnder(moves: ReadonlyMap<PagePath, PagePath>) {
    const head = content.head()
    const files = head === undefined ? [] : await repository.listFiles(head)
    return files.flatMap(({ path: file, blob, mode }) => {
      const place = mode.startsWith('100') ? placeOf(file, moves) : undefined
      return place ? [{ file, blob, ...place }] : []
    })
  }

  async function writtenAnew(
    variant: Variant,
    to: string,
    pathNow: (path: string) => string,
  ): Promise<Buffer> {
    const bytes = await content.readBlob(variant.blob)
    const source = decodeUtf8(bytes)
    // What is no text or has front matter that cannot be read moves as it is.
    if (source === undefined || variant.fault) return bytes
    const { body } = splitFrontMatter(source)
    const head = source.slice(0, source.length - body.length)
    const relinked = head + relinkMoved(body, { from: variant.path, to }, pathNow)
    return Buffer.from(setFrontMatter(relinked, movePageReferences(variant.frontMatter, pathNow)))
  }

  /** Older redirects lead to the new place at once, and none stands where a page comes to be. */
  async function redirectsAfter(moves: ReadonlyMap<PagePath, PagePath>): Promise<string> {
    const head = content.head()
    const found = head && (await repository.findFile(head, REDIRECTS_FILE))
    const source = found ? (await repository.readBlob(found.blob)).toString('utf8') : ''
    const arrived = new Set<string>(moves.values())
    const after = new Map<string, string>()
    for (const [old, now] of readRedirects(source)) {
      if (!arrived.has(old)) after.set(old, moves.get(now as PagePath) ?? now)
    }
    for (const [old, now] of moves) if (!arrived.has(old)) after.set(old, now)
    return writeRedirects(source, after)
  }
}

/** Where the page that a file belongs to was and will be; undefined where it belongs to none that moves. */
function placeOf(
  file: string,
  moves: ReadonlyMap<PagePath, PagePath>,
): { readonly from: PagePath; readonly to: PagePath } | undefined {
  const from = ownerOfFile(file)
  const to = from === undefined ? undefined : moves.get(from)
  return from === undefined || to === undefined ? undefined : { from, to }
}

function messageOf({ from, to }: MoveInput): string {
  return `Move ${from} to ${to}`
}
