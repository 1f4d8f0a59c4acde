import { describeRetro, type BoxReader } from '../../guidance/retro-boxes.ts'
import { stepsOf } from '../../learning/steps.ts'
import { readingMinutes } from '../../markdown/outline.ts'
import type { SafeHtml } from '../../markdown/safe-html.ts'
import type { Content } from '../../pages/content.ts'
import { sourceTiers, type Step } from '../../pages/front-matter.ts'
import { variantFor, type Page, type Variant } from '../../pages/page.ts'
import type { Lang } from '../../user.ts'

/** What a page of the site links to; without an address where the site does not have it. */
export interface SiteLink {
  readonly title: string
  readonly href: string | undefined
  readonly lang: Lang | undefined
}

export interface SiteRules {
  readonly content: Content
  /** The page of this path as the site has it; undefined where it does not. */
  readonly find: (path: string) => Page | undefined
  /** From the page that is described. */
  readonly hrefOf: (page: Page, lang: Lang) => string
}

/** What the site shows of a page beside its text, from its front matter and its history; for `views/site/article`. */
export function describeForSite(page: Page, variant: Variant, html: SafeHtml, rules: SiteRules) {
  const { lang, frontMatter, title } = variant
  const { lesson, summary = '' } = frontMatter
  const { supports = [], supersedes = [], conflictsWith = [] } = page.original.frontMatter
  const link = (path: string): SiteLink => linkTo(path, lang, rules)
  const successor = rules.content.catalog.successor(page.path)
  const edited = rules.content.history.latest(variant.file)
  return {
    title,
    summary,
    html,
    lesson,
    kind: page.kind,
    archived: page.status === 'archived',
    owner: page.owner,
    tags: page.tags,
    minutes: readingMinutes(variant.words),
    edited: edited && { name: edited.author.name, time: edited.time },
    successor: successor && rules.find(successor.path) ? link(successor.path) : undefined,
    learnedFrom: lesson?.learnedFrom === undefined ? undefined : link(lesson.learnedFrom),
    supports: supports.map(link),
    supersedes: supersedes.map(link),
    conflicts: conflictsWith.map(link),
    retro:
      page.kind === 'retro'
        ? describeRetro(page, variant, rules.content.catalog, siteReader(lang, rules))
        : undefined,
    steps: page.kind === 'path' ? stepsOf(page, lang).map((step) => describeStep(step, lang, rules)) : [],
    sources: sourceTiers
      .map((tier) => ({ tier, sources: (frontMatter.sources ?? []).filter((one) => one.tier === tier) }))
      .filter(({ sources }) => sources.length > 0),
  }
}

/** Whoever reads the site, on whatever day. */
function siteReader(lang: Lang, rules: SiteRules): BoxReader {
  return {
    linkTo(path) {
      const { href, ...link } = linkTo(path, lang, rules)
      return href === undefined ? undefined : { ...link, href }
    },
    hrefOfPerson: () => undefined,
    today: undefined,
    mayTick: () => false,
    mayDraw: false,
  }
}

function describeStep(step: Step, lang: Lang, rules: SiteRules) {
  const page = step.page === undefined ? undefined : linkTo(step.page, lang, rules)
  const { section, why, minutes, optional = false, check, url } = step
  const isPath = step.page !== undefined && rules.find(step.page)?.kind === 'path'
  return {
    section,
    why,
    minutes,
    optional,
    title: step.title ?? page?.title ?? url ?? step.id,
    href: page?.href ?? url,
    lang: step.title === undefined ? page?.lang : undefined,
    outside: page?.href === undefined && url !== undefined,
    check: isPath ? 'path' : check.type,
    task: check.type === 'task' ? check.do : undefined,
  }
}

/** The bare path of what the site does not have: the title of a draft is nobody's to read. */
function linkTo(path: string, lang: Lang, { find, hrefOf }: SiteRules): SiteLink {
  const page = find(path)
  if (!page) return { title: path, href: undefined, lang: undefined }
  const variant = variantFor(page, lang)
  return { title: variant.title, href: hrefOf(page, lang), lang: variant.lang }
}
