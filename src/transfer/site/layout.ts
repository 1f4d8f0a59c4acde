import { escapeHtml } from '../../markdown/safe-html.ts'
import type { Lang } from '../../user.ts'

export interface SitePage {
  readonly lang: Lang
  readonly title: string
  /** Way back to the site's own folder: `../../`, or empty. */
  readonly root: string
  /** HTML that is safe already. */
  readonly main: string
  /** The same in the other language, as an address from here. */
  readonly other: { readonly lang: Lang; readonly href: string } | undefined
}

export const siteWords = {
  ko: {
    name: '길잡이',
    search: '찾기',
    none: '결과가 없어요.',
    home: '처음으로',
    script: '찾기에는 자바스크립트가 필요해요.',
  },
  en: {
    name: 'Giljabi',
    search: 'Search',
    none: 'No results.',
    home: 'Home',
    script: 'Searching needs JavaScript.',
  },
} as const

const LANGUAGE = { ko: '한국어', en: 'English' } as const

/** One page of the site: the wiki's style sheets, a search box that works from a file, nothing from elsewhere. */
export function layOut({ lang, title, root, main, other }: SitePage): string {
  const words = siteWords[lang]
  const home = lang === 'ko' ? 'index.html' : 'index.en.html'
  const switcher = other
    ? `<a class="btn quiet small" href="${escapeHtml(other.href)}" lang="${other.lang}">${LANGUAGE[other.lang]}</a>`
    : ''
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · ${words.name}</title>
<link rel="icon" href="${root}favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}fonts/pretendardvariable-dynamic-subset.css">
<link rel="stylesheet" href="${root}css/look.css"><link rel="stylesheet" href="${root}css/app.css">
<script defer src="${root}search-index.js"></script><script defer src="${root}search.js"></script></head>
<body><div class="main"><div class="col stack" data-root="${root}">
<header class="row row-between"><a class="brand" href="${root}${home}"><span>${words.name}</span></a>${switcher}</header>
<search><input class="input" type="search" aria-label="${words.search}" placeholder="${words.search}" data-none="${words.none}" data-search>
<noscript>${words.script}</noscript><ul class="list mt-4" data-results aria-live="polite"></ul></search>
<main class="mt-6" lang="${lang}">${main}</main>
</div></div></body>
</html>
`
}
