import { kindOfFolder } from '../pages/kinds.ts'
import { setFrontMatter, splitFrontMatter } from '../markdown/front-matter.ts'
import type { Lang } from '../user.ts'
import type { Tool } from './dialect.ts'
import { findFirstHeading } from './first-heading.ts'
import { fitFrontMatter, readForeignFrontMatter } from './foreign-front-matter.ts'
import { mapKeys } from './mapped-keys.ts'
import { note, type Note } from './note.ts'
import { movePageReferences } from '../pages/page-references.ts'
import type { Placement } from './placement.ts'
import { relink, type RelinkContext } from './relink.ts'

/** A page of the tree, read but not yet put in its place. */
export interface ForeignPage {
  readonly placement: Placement
  readonly title: string
  readonly block: string
  readonly body: string
  readonly data: Readonly<Record<string, unknown>>
  readonly changes: Readonly<Record<string, unknown>>
  readonly notes: readonly Note[]
  /** Addresses that headings had where the page comes from, and have here. */
  readonly ids: ReadonlyMap<string, string>
}

/** What is known of a page before it is read as one. */
export interface Before {
  readonly tool: Tool
  readonly notes: readonly Note[]
  readonly ids: ReadonlyMap<string, string>
}

const MAX_TITLE = 300

/**
 * Gives a Markdown file what a page needs: a title, a kind, a language. The rest of it stays.
 * @param before what was done to it already
 */
export function readForeignPage(
  written: string,
  placement: Placement,
  before: Before = { tool: 'plain', notes: [], ids: new Map() },
): ForeignPage {
  const text = written.replace(/^\uFEFF/, '')
  const front = readForeignFrontMatter(text)
  const named = nameIt(front.data.title, front.body, placement, before.tool)
  const fallback = {
    title: named.title,
    kind: kindOfFolder(placement.page ?? ''),
    lang: placement.suffix ?? guessLang(front.body),
  }
  const added = Object.fromEntries(
    Object.entries(fallback).filter(([key]) => front.block === '' || front.data[key] === undefined),
  )
  const mapped = front.block === '' ? {} : mapKeys(front.data)
  const wanted = { ...added, ...mapped, ...(front.data.title !== named.title && { title: named.title }) }
  const { changes, notes } = fitFrontMatter(front, wanted, fallback)
  return {
    placement,
    title: named.title,
    block: front.block,
    // A new block ends with a blank line of its own.
    body: front.block === '' ? named.body.replace(/^(?:[ \t]*\r?\n)+/, '') : named.body,
    data: front.data,
    changes,
    ids: before.ids,
    notes: [
      ...before.notes,
      ...(text === written ? [] : [note('transfer.bom')]),
      ...front.notes,
      ...named.notes,
      ...notes,
      ...(Object.keys(mapped).length > 0
        ? [note('transfer.frontMatter.mapped', { keys: Object.keys(mapped).join(', ') })]
        : []),
      ...(Object.keys(added).length > 0
        ? [note('transfer.frontMatter.added', { keys: Object.keys(added).join(', ') })]
        : []),
    ],
  }
}

/** The file as the wiki keeps it, its links and the paths in its front matter led to where their pages went. */
export function placePage(
  page: ForeignPage,
  context: RelinkContext & { readonly pathNow: (path: string) => string },
): { content: string; notes: Note[]; nowhere: readonly string[] } {
  const { text, rewritten, unembedded, turned, nowhere } = relink(page.body, page.placement, context)
  const references = movePageReferences(page.data, context.pathNow)
  const notes = [...page.placement.notes, ...page.notes]
  if (Object.keys(references).length > 0) notes.push(note('transfer.frontMatter.paths'))
  if (rewritten > 0) notes.push(note('transfer.links.rewritten', { count: rewritten }))
  if (turned > 0) notes.push(note('transfer.links.turned'))
  if (unembedded > 0) notes.push(note('transfer.embeds', { count: unembedded }))
  if (nowhere.length > 0) notes.push(note('transfer.links.nowhere', { links: nowhere.join(', ') }))
  // Without the title above it, a text between two rules would be taken for front matter.
  const isTaken = page.block === '' && splitFrontMatter(text).yaml !== undefined
  const content = setFrontMatter(page.block + (isTaken ? '\n' : '') + text, {
    ...references,
    ...page.changes,
  })
  return { content, notes, nowhere }
}

function nameIt(
  given: unknown,
  body: string,
  { source }: Placement,
  tool: Tool,
): { title: string; body: string; notes: Note[] } {
  const first = findFirstHeading(body)
  // Where pages are called by their names, a lower heading is that of a part.
  const isNamed = tool !== 'plain' || /\S\s\S/u.test(lastPart(source))
  const heading = isNamed && first?.level !== 1 ? undefined : first
  const notes: Note[] = []
  let title = typeof given === 'string' ? given : ''
  if (typeof given === 'number' || typeof given === 'boolean') {
    title = String(given)
    notes.push(note('transfer.title.text'))
  }
  if (title.trim() === '' || title.length > MAX_TITLE) {
    title = (heading?.text ?? nameOfSource(source)).slice(0, MAX_TITLE)
    notes.push(note(heading ? 'transfer.title.heading' : 'transfer.title.name'))
  }
  if (heading?.text !== title.trim() || heading.bodyWithout === undefined) return { title, body, notes }
  notes.push(note('transfer.heading.removed'))
  const start = /^(?:\r?\n)*/.exec(body)?.[0] ?? ''
  return { title, body: start + heading.bodyWithout, notes }
}

/** `guides/getting-started.md` is "getting started"; a folder's README has the folder's name. */
function nameOfSource(source: string): string {
  const parts = source.split('/')
  const name = (parts.at(-1) ?? '').replace(/(?:\.(?:ko|en))?\.[a-z]+$/i, '')
  const isFolderPage = /^(?:readme|_?index)$/i.test(name) && parts.length > 1
  return (isFolderPage ? (parts.at(-2) ?? name) : name).normalize('NFC').replace(/[-_]+/g, ' ').trim() || name
}

function lastPart(source: string): string {
  return source.slice(source.lastIndexOf('/') + 1)
}

const KOREAN_SHARE = 0.1
const LETTERS_READ = 8_000

/** Korean where at least a tenth of the letters outside of code is Hangul. */
function guessLang(body: string): Lang {
  const text = body.slice(0, LETTERS_READ).replace(/^(```|~~~)[^]*?(?:^\1|$(?![^]))/gm, '')
  const hangul = text.match(/[가-힣]/g)?.length ?? 0
  return hangul > 0 && hangul >= (text.match(/\p{L}/gu)?.length ?? 0) * KOREAN_SHARE ? 'ko' : 'en'
}
