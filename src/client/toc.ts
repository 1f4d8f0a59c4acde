/** How far down the window, as a part of it, the line is that a heading passes to become current. */
const READING_LINE = 0.3

/** Marks the section being read in the contents beside it. */
export function startToc(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a[href^="#"]')]
  const sections = links.flatMap((link) => {
    const heading = findTarget(link)
    return heading ? [{ link, heading }] : []
  })
  if (sections.length === 0) return

  const mark = (): void => {
    const line = innerHeight * READING_LINE
    const at = currentSection(
      sections.map(({ heading }) => heading.getBoundingClientRect().top),
      line,
    )
    for (const { link } of sections) link.removeAttribute('aria-current')
    sections[at]?.link.setAttribute('aria-current', 'true')
  }
  const observer = new IntersectionObserver(mark, { rootMargin: `0px 0px -${(1 - READING_LINE) * 100}% 0px` })
  for (const { heading } of sections) observer.observe(heading)
}

/** The last section that begins above the line; before the first of them, the first. */
export function currentSection(tops: readonly number[], line: number): number {
  return Math.max(
    0,
    tops.findLastIndex((top) => top <= line),
  )
}

function findTarget(link: HTMLAnchorElement): Element | null {
  const id = decodeURIComponent(link.hash.slice(1))
  return id === '' ? document.querySelector('h1') : document.getElementById(id)
}
