/** Scrolls the tree, and only the tree, to the page one is on. */
export function startNav(): void {
  const side = document.getElementById('nav')
  const current =
    side?.querySelector<HTMLElement>('.tree [aria-current="page"]') ??
    side?.querySelector<HTMLElement>('.tree [aria-current]')
  if (!side || !current) return
  const frame = side.getBoundingClientRect()
  const place = current.getBoundingClientRect()
  const isInView = place.top >= frame.top && place.bottom <= frame.bottom
  if (!isInView) side.scrollTop += place.top - frame.top - (frame.height - place.height) / 2
}
