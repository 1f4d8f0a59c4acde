import { kindFacts, type Kind } from './pages/kinds.ts'
import { variantFor, type Page } from './pages/page.ts'
import type { Pages } from './pages/pages.ts'
import { hasRole, type Lang } from './user.ts'
import type { Viewer } from './web/viewer.ts'

interface Item {
  readonly href: string
  readonly icon: string
  readonly label: string
  readonly current: boolean
  readonly open?: boolean
  readonly count?: number
  readonly pages?: readonly { path: string; title: string; lang: Lang; current: boolean }[]
  /** What belongs to it; there while one is at any of these places, so that the list stays short. */
  readonly places?: readonly Place[]
}

interface Place {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

const IN_TREE: readonly Kind[] = ['lesson', 'guide', 'onboarding', 'path', 'retro', 'direction', 'note']
/** Neighbours of the current page that the tree shows; a kind's index has them all. */
const MOST_IN_TREE = 12

/** The navigation around every page: kinds with their counts, and the neighbours of the page one is on. */
export function createFrame(pages: Pages) {
  const { catalog } = pages.content
  return (viewer: Viewer, address: string) => {
    const { user, lang } = viewer
    if (!user) return { items: [], leading: [], mayWrite: false }
    const path = pagePathIn(address)
    const page = path === undefined ? undefined : pages.find(user, path)
    const items: Item[] = [
      { href: '/', icon: 'home', label: 'app.home', current: address === '/' },
      { href: '/learn', icon: 'route', label: 'app.learn', current: address === '/learn' },
    ]
    for (const kind of IN_TREE) {
      const visible = catalog.listFor(user, kind)
      if (kind === 'note' && visible.length === 0) continue
      const { folder, icon } = kindFacts[kind]
      const open = page?.kind === kind
      const pages = open ? neighbours(visible, page, lang) : undefined
      const current = open || address === `/${folder}`
      items.push({
        href: `/${folder}`,
        icon,
        label: `kinds.${kind}`,
        current,
        open,
        count: visible.length,
        ...(pages && { pages }),
      })
    }
    items.push({
      href: '/proposals',
      icon: 'comment',
      label: 'app.proposals',
      current: address.startsWith('/propos'),
    })
    const leading = hasRole(user, 'lead') ? leadItems(address, hasRole(user, 'admin')) : []
    return { items, leading, mayWrite: hasRole(user, 'lead') }
  }

  function neighbours(visible: readonly Page[], page: Page, lang: Lang) {
    const place = visible.indexOf(catalog.find(page.path) ?? page)
    const start = Math.max(0, Math.min(place - MOST_IN_TREE / 2, visible.length - MOST_IN_TREE))
    return visible.slice(start, start + MOST_IN_TREE).map((other) => {
      const variant = variantFor(other, lang)
      return { path: other.path, title: variant.title, lang: variant.lang, current: other.path === page.path }
    })
  }
}

export type Frame = ReturnType<ReturnType<typeof createFrame>>

/** For leads, after all that everybody has: three entries, each with what belongs to it once one is there. */
function leadItems(address: string, isAdmin: boolean): Item[] {
  const items = [
    leadItem(address, { href: '/team', icon: 'people', label: 'app.team' }, /^\/(team|assign)\b/, [
      { href: '/team/friction', label: 'team.friction' },
      { href: '/confirmations', label: 'learning.confirmations' },
    ]),
    leadItem(address, { href: '/gaps', icon: 'flag', label: 'app.gaps' }, /^\/gaps\b/, [
      { href: '/gaps/searches', label: 'gaps.searches.title' },
      { href: '/feedback', label: 'feedback.title' },
    ]),
    leadItem(address, { href: '/upkeep', icon: 'check', label: 'app.upkeep' }, /^\/upkeep\b/, [
      { href: '/upkeep/sources', label: 'upkeep.sources' },
      { href: '/upkeep/translations', label: 'upkeep.translations' },
      { href: '/contradictions', label: 'guidance.contradictions' },
      { href: '/usage', label: 'reads.usage' },
      { href: '/trash', label: 'trash.title' },
    ]),
  ]
  return isAdmin ? [...items, peopleItem(address)] : items
}

/** `within` are the addresses that belong to it beside those of its places. */
function leadItem(
  address: string,
  item: Pick<Item, 'href' | 'icon' | 'label'>,
  within: RegExp,
  places: readonly Omit<Place, 'current'>[],
): Item {
  const here = places.find(({ href }) => address === href || address.startsWith(`${href}/`))
  const current = within.test(address) || here !== undefined
  const shown = places.map((place) => ({ ...place, current: place === here }))
  return { ...item, current, open: here !== undefined, ...(current && { places: shown }) }
}

function peopleItem(address: string): Item {
  return leadItem(
    address,
    { href: '/admin/people', icon: 'people', label: 'app.admin.people' },
    /^\/admin\//,
    [{ href: '/admin/backups', label: 'backup.title' }],
  )
}

const PAGE_ADDRESS = /^\/(?:wiki|edit|verify|translate|history|diff|blame|delete)\/(.+)$/

function pagePathIn(address: string): string | undefined {
  const encoded = PAGE_ADDRESS.exec(address)?.[1]
  if (encoded === undefined) return undefined
  try {
    return decodeURIComponent(encoded).normalize('NFC')
  } catch {
    return undefined
  }
}
