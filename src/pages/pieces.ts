import { splitBlocks } from '../markdown/blocks.ts'
import { splitFrontMatter } from '../markdown/front-matter.ts'
import { AppError } from '../errors.ts'
import type { Lang } from '../user.ts'
import { readPageSource, type FrontMatter } from './front-matter.ts'
import { messages } from './messages.ts'

/** A piece of what a page's readers see: a block of its text, or a line of its front matter that is shown. */
export interface Piece {
  /** What is compared. */
  readonly text: string
  readonly level: number | undefined
  /** Plain text rather than Markdown, under this name. */
  readonly label: string | undefined
}

/** All that readers see of a page, in order. What only the wiki reads (owner, dates, a quiz's answers) is left out. */
export function piecesOf(source: string, lang: Lang): Piece[] {
  const { body } = splitFrontMatter(source)
  const blocks = splitBlocks(body).map(({ markdown, level }) => ({ text: markdown, level, label: undefined }))
  return [...linesOf(readLeniently(source), lang), ...blocks]
}

function* linesOf(data: FrontMatter | undefined, lang: Lang): Generator<Piece> {
  if (!data) return
  const word = (key: keyof typeof messages) => messages[key][lang === 'ko' ? 0 : 1]
  const line = (label: string, text: string): Piece => ({ text, level: undefined, label })
  yield line(word('editor.title'), data.title)
  if (data.summary) yield line(word('editor.summary'), data.summary)
  const { when, do: advice = [], dont = [], because, evidence } = data.lesson ?? {}
  if (when) yield line(word('lesson.when'), when)
  for (const text of advice) yield line(word('lesson.do'), text)
  for (const text of dont) yield line(word('lesson.dont'), text)
  if (because) yield line(word('lesson.because'), because)
  if (evidence) yield line(word('lesson.evidence'), evidence)
  for (const { title, page, url, why, check } of data.steps ?? []) {
    const task = check.type === 'task' ? check.do : undefined
    const said = [title ?? page ?? url, why, task].filter(Boolean)
    if (said.length > 0) yield line(word('pages.changes.step'), said.join(' — '))
  }
}

function readLeniently(source: string): FrontMatter | undefined {
  try {
    return readPageSource(source).frontMatter
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
