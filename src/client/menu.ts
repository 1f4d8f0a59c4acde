const NARROW = '(width < 60rem)'

/**
 * The menu of narrow windows is `#nav`, which CSS shows while it is the page's target. This adds Esc, and takes
 * the focus in and back. Its links need nothing: they lead to another page, or to `#main`.
 */
export function startMenu(): void {
  const nav = document.getElementById('nav')
  const opener = document.querySelector<HTMLAnchorElement>('a[href="#nav"]')
  if (!nav || !opener) return
  const narrow = matchMedia(NARROW)
  const isOpen = (): boolean => narrow.matches && location.hash === '#nav'
  let wasOpen = false

  const follow = (): void => {
    if (isOpen() === wasOpen) return
    wasOpen = isOpen()
    for (const behind of document.querySelectorAll<HTMLElement>('.bar, .main')) behind.inert = wasOpen
    if (wasOpen) nav.querySelector<HTMLElement>('.side-close .icon-btn')?.focus()
    else if (narrow.matches) opener.focus()
  }
  addEventListener('hashchange', follow)
  narrow.addEventListener('change', follow)
  nav.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href="#main"]') : null
    if (!link || !isOpen()) return
    event.preventDefault()
    close()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !isOpen()) return
    event.preventDefault()
    close()
  })
  follow()
}

/** In place of the menu's own address, so that going back does not open the menu again. */
function close(): void {
  location.replace('#main')
}
