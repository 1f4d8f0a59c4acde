import type { QueryFilters } from './query.ts'

export type FilterName = Exclude<keyof QueryFilters, 'stale'>

/** A filter may be typed by its English or its Korean name. */
const NAMES: Readonly<Record<string, FilterName>> = {
  tag: 'tag',
  태그: 'tag',
  kind: 'kind',
  종류: 'kind',
  owner: 'owner',
  담당: 'owner',
  담당자: 'owner',
  lang: 'lang',
  언어: 'lang',
  status: 'status',
  상태: 'status',
}

/** What people call the values that pages write in English. */
const VALUES: Readonly<Partial<Record<FilterName, Readonly<Record<string, string>>>>> = {
  kind: {
    교훈: 'lesson',
    가이드: 'guide',
    안내서: 'guide',
    온보딩: 'onboarding',
    길: 'path',
    회고: 'retro',
    방향: 'direction',
    메모: 'note',
  },
  lang: { 한국어: 'ko', 한글: 'ko', korean: 'ko', 영어: 'en', english: 'en' },
  status: { 발행: 'published', 초안: 'draft', 보관: 'archived' },
}

/** For a regular expression: any of the names. */
export const FILTER_NAMES = Object.keys(NAMES).join('|')

/** A typed filter as pages have it: 종류:교훈 is kind:lesson. */
export function readFilter(name: string, value: string): [name: FilterName, value: string] | undefined {
  const read = NAMES[name.toLowerCase()]
  const lower = value.toLowerCase()
  return read === undefined ? undefined : [read, VALUES[read]?.[lower] ?? lower]
}
