/**
 * Lets steps be dragged by their grips, with mouse, pen or finger; `move` is told from where to where once one is
 * let go elsewhere. Escape lets go where it was.
 */
export function startStepDragging(part: HTMLElement, move: (from: number, to: number) => void): void {
  for (const grip of part.querySelectorAll<HTMLElement>('[data-grip]')) {
    grip.addEventListener('pointerdown', (event) => {
      const step = grip.closest<HTMLElement>('[data-step]')
      if (!step || event.button !== 0) return
      event.preventDefault()
      grip.setPointerCapture(event.pointerId)
      drag(part, step, grip, move)
    })
  }
}

function drag(
  part: HTMLElement,
  step: HTMLElement,
  grip: HTMLElement,
  move: (from: number, to: number) => void,
): void {
  const steps = [...part.querySelectorAll<HTMLElement>('[data-step]')]
  const from = steps.indexOf(step)
  let to = from
  const ending = new AbortController()
  const { signal } = ending
  const clear = (): void => {
    for (const one of steps) one.classList.remove('dragged', 'drop-before', 'drop-after')
  }
  const end = (): void => {
    ending.abort()
    clear()
  }
  step.classList.add('dragged')
  grip.addEventListener(
    'pointermove',
    (event) => {
      to = placeAt(steps, from, event.clientY)
      clear()
      step.classList.add('dragged')
      if (to !== from) steps[to]?.classList.add(to < from ? 'drop-before' : 'drop-after')
      scrollNearEdge(event.clientY)
    },
    { signal },
  )
  grip.addEventListener(
    'pointerup',
    () => {
      end()
      if (to !== from) move(from, to)
    },
    { signal },
  )
  grip.addEventListener('pointercancel', end, { signal })
  addEventListener('keydown', (event) => event.key === 'Escape' && end(), { signal })
}

/** The place that a step takes when it is let go at this height. */
export function placeAt(
  steps: readonly Pick<HTMLElement, 'getBoundingClientRect'>[],
  from: number,
  y: number,
): number {
  const middles = steps.map((step) => {
    const { top, height } = step.getBoundingClientRect()
    return top + height / 2
  })
  const above = middles.filter((middle, index) => index !== from && middle < y).length
  return above
}

const EDGE = 60
const STEP = 14

function scrollNearEdge(y: number): void {
  if (y < EDGE) scrollBy(0, -STEP)
  else if (y > innerHeight - EDGE) scrollBy(0, STEP)
}
