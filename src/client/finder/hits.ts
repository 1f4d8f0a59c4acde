import { createElement } from '../create-element.ts'
import { createIcon } from '../icon.ts'
import { renderSegments } from '../segments.ts'
import type { Segment, SuggestedPage, Suggestions } from '../suggestions.ts'

type Word = (name: string, parts?: Readonly<Record<string, string | number>>) => string

/** Rows of the list, and those of them that can be chosen. */
export interface Hits {
  readonly rows: readonly HTMLElement[]
  readonly options: readonly HTMLElement[]
}

/** What was found, under two headings, and the way to all of it. */
export function renderHits(found: Suggestions, word: Word): Hits {
  const { direct, within } = splitByPlace(found.results)
  const all = renderWay(
    'search',
    found.allHref,
    word('all', { query: found.query, total: found.total }),
    word('all-hint'),
  )
  return join([
    [word('direct'), direct.map(renderHit)],
    [word('within'), within.map(renderHit)],
    ['', [all]],
  ])
}

/** Where nothing was found: what may have been meant, what comes near, and how to ask for the page. */
export function renderNearest({ query, didYouMean, nearest, askHref }: Suggestions, word: Word): Hits {
  const meant = didYouMean ? [renderWay('search', didYouMean.href, didYouMean.text, '')] : []
  const asked =
    askHref === undefined ? [] : [renderWay('edit', askHref, word('ask', { query }), word('ask-hint'))]
  return join([
    [word('meant'), meant],
    [word('nearest'), nearest.map(renderHit)],
    ['', asked],
  ])
}

/** Pages that the title leads to, and pages that were only found by what they say. */
export function splitByPlace(pages: readonly SuggestedPage[]): {
  direct: SuggestedPage[]
  within: SuggestedPage[]
} {
  const isWithin = ({ title, excerpt }: SuggestedPage): boolean => !hasMark(title) && hasMark(excerpt)
  return { direct: pages.filter((page) => !isWithin(page)), within: pages.filter(isWithin) }
}

const hasMark = (segments: readonly Segment[]): boolean => segments.some(({ marked }) => marked)

function join(groups: readonly (readonly [label: string, options: readonly HTMLElement[]])[]): Hits {
  const options = groups.flatMap(([, some]) => some)
  for (const [number, option] of options.entries()) option.id = `finder-hit-${number}`
  return { rows: groups.flatMap(([label, some]) => renderGroup(label, some)), options }
}

function renderGroup(label: string, options: readonly HTMLElement[]): HTMLElement[] {
  if (options.length === 0) return []
  const rows = options.map((option) => createElement('li', { role: 'presentation' }, option))
  if (label === '') return rows
  return [createElement('li', { class: 'finder-group', role: 'presentation' }, label), ...rows]
}

function renderHit(page: SuggestedPage): HTMLElement {
  return createElement(
    'a',
    { class: 'hit', role: 'option', href: page.href, tabindex: '-1', 'data-path': page.path },
    createIcon(page.icon),
    createElement('span', { class: 'hit-title' }, ...renderTitle(page)),
    createElement('span', { class: 'hit-kind' }, page.kindLabel),
    createElement('span', { class: 'hit-sub', lang: page.lang }, ...renderSegments(page.excerpt)),
  )
}

function renderTitle({ title, lang, state }: SuggestedPage): Node[] {
  const words = createElement('span', { lang }, ...renderSegments(title))
  if (state === undefined) return [words]
  const badge = createElement('span', { class: `badge ${state.name}` }, state.label)
  return [words, document.createTextNode(' '), badge]
}

/** A row that leads on: to all results, to another query, to asking. */
function renderWay(icon: string, href: string, title: string, about: string): HTMLElement {
  return createElement(
    'a',
    { class: 'hit', role: 'option', href, tabindex: '-1' },
    createIcon(icon),
    createElement('span', { class: 'hit-title' }, title),
    createElement('span', { class: 'hit-kind' }),
    createElement('span', { class: 'hit-sub' }, about),
  )
}
