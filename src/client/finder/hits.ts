import { createElement } from '../create-element.ts'
import { createIcon } from '../icon.ts'
import { renderSegments } from '../segments.ts'
import type { Segment, SuggestedPage, Suggestions } from '../suggestions.ts'

type Word = (name: string, parts?: Readonly<Record<string, string | number>>) => string

/** The rows of the list under their two headings, and those of them that can be chosen. */
export function renderHits(found: Suggestions, word: Word): { rows: HTMLElement[]; options: HTMLElement[] } {
  const { direct, within } = splitByPlace(found.results)
  const toOption = (page: SuggestedPage): HTMLElement => renderHit(page)
  const directHits = direct.map(toOption)
  const withinHits = within.map(toOption)
  const all = renderAll(found, word)
  const options = [...directHits, ...withinHits, all]
  for (const [number, option] of options.entries()) option.id = `finder-hit-${number}`
  const rows = [
    ...renderGroup(word('direct'), directHits),
    ...renderGroup(word('within'), withinHits),
    createElement('li', { role: 'presentation' }, all),
  ]
  return { rows, options }
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

function renderGroup(label: string, hits: readonly HTMLElement[]): HTMLElement[] {
  if (hits.length === 0) return []
  const heading = createElement('li', { class: 'finder-group', role: 'presentation' }, label)
  return [heading, ...hits.map((hit) => createElement('li', { role: 'presentation' }, hit))]
}

function renderHit(page: SuggestedPage): HTMLElement {
  return createElement(
    'a',
    { class: 'hit', role: 'option', href: page.href, tabindex: '-1' },
    createIcon(page.icon),
    createElement('span', { class: 'hit-title', lang: page.lang }, ...renderSegments(page.title)),
    createElement('span', { class: 'hit-kind' }, page.kindLabel),
    createElement('span', { class: 'hit-sub', lang: page.lang }, ...renderSegments(page.excerpt)),
  )
}

function renderAll({ query, total, allHref }: Suggestions, word: Word): HTMLElement {
  return createElement(
    'a',
    { class: 'hit', role: 'option', href: allHref, tabindex: '-1' },
    createIcon('search'),
    createElement('span', { class: 'hit-title' }, word('all', { query, total })),
    createElement('span', { class: 'hit-kind' }),
    createElement('span', { class: 'hit-sub' }, word('all-hint')),
  )
}
