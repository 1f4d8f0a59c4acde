const SVG = 'http://www.w3.org/2000/svg'

/** An icon of the sprite that the page itself uses, so that the fingerprint of its address is right. */
export function createIcon(name: string, more = ''): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', `icon ${more}`.trim())
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `${spriteAddress()}#i-${name}`)
  svg.append(use)
  return svg
}

function spriteAddress(): string {
  const href = document.querySelector('svg.icon use')?.getAttribute('href') ?? '/icons.svg'
  return href.split('#')[0] ?? href
}
