import { kindFacts, type Kind } from './pages/kinds.ts'
import { canSee, variantFor } from './pages/page.ts'
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
}

const IN_TREE: readonly Kind[] = ['lesson', 'guide', 'onboarding', 'path', 'retro', 'direction', 'note']
/** Neighbours of the current page that the tree shows; a kind's index has them all. */
const MOST_IN_TREE = 12

/** The navigation around every page: kinds with their counts, and the neighbours of the page one is on. */
export function createFrame(pages: Pages) {
  const { catalog } = pages.content
  return (viewer: Viewer, address: string) => {
    const { user, lang } = viewer
    if (!user) return { items: [], mayWrite: false }
    const path = pagePathIn(address)
    const page = path === undefined ? undefined : pages.find(user, path)
    const items: Item[] = [
      { href: '/', icon: 'home', label: 'app.home', current: address === '/' },
      { href: '/learn', icon: 'route', label: 'app.learn', current: address === '/learn' },
    ]
    for (const kind of IN_TREE) {
      const visible = catalog.list(kind).filter((other) => canSee(user, other))
      if (kind === 'note' && visible.length === 0) continue
      const { folder, icon } = kindFacts[kind]
      const open = page?.kind === kind
      const pages = open ? neighbours(visible, page.path, lang) : undefined
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
    if (hasRole(user, 'lead'))
      items.push({ href: '/gaps', icon: 'flag', label: 'app.gaps', current: address.startsWith('/gaps') })
    if (hasRole(user, 'lead')) items.push(teamItem(address), upkeepItem(address))
    if (hasRole(user, 'admin')) items.push(peopleItem(address))
    return { items, mayWrite: hasRole(user, 'lead') }
  }

  function neighbours(visible: readonly { path: string }[], path: string, lang: Lang) {
    const place = visible.findIndex((other) => other.path === path)
    const start = Math.max(0, Math.min(place - MOST_IN_TREE / 2, visible.length - MOST_IN_TREE))
    return visible.slice(start, start + MOST_IN_TREE).flatMap((other) => {
      const found = catalog.find(other.path)
      if (!found) return []
      const variant = variantFor(found, lang)
      return [{ path: other.path, title: variant.title, lang: variant.lang, current: other.path === path }]
    })
  }
}

export type Frame = ReturnType<ReturnType<typeof createFrame>>

function teamItem(address: string): Item {
  return {
    href: '/team',
    icon: 'people',
    label: 'app.team',
    current: /^\/(team|assign)\b/.test(address),
  }
}

function upkeepItem(address: string): Item {
  return { href: '/upkeep', icon: 'check', label: 'app.upkeep', current: address.startsWith('/upkeep') }
}

function peopleItem(address: string): Item {
  return {
    href: '/admin/people',
    icon: 'people',
    label: 'app.admin.people',
    current: address.startsWith('/admin/'),
  }
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
