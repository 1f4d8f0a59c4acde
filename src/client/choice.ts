/** The options of a listbox of which one is chosen with the arrows while the focus stays in a field. */
export interface Choice {
  /** Other options; the first is chosen unless `none`. */
  setOptions(options: readonly HTMLElement[], first?: 'first' | 'none'): void
  /** By one, round and round, or to an end of the list. */
  move(step: Step): void
  choose(option: HTMLElement): void
  readonly chosen: () => HTMLElement | undefined
  readonly count: () => number
}

export type Step = 1 | -1 | 'first' | 'last'

/** Tells screen readers by `aria-activedescendant` of the field, everybody else by `aria-selected`. */
export function createChoice(field: HTMLElement): Choice {
  let options: readonly HTMLElement[] = []
  let at = -1

  const show = (): void => {
    for (const [number, option] of options.entries())
      option.setAttribute('aria-selected', String(number === at))
    const option = options[at]
    if (!option) return field.removeAttribute('aria-activedescendant')
    field.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }
  const choose = (number: number): void => {
    at = number
    show()
  }
  return {
    setOptions(next, first = 'first') {
      options = next
      choose(next.length > 0 && first === 'first' ? 0 : -1)
    },
    move: (step) => choose(nextOption(at, step, options.length)),
    choose: (option) => choose(options.indexOf(option)),
    chosen: () => options[at],
    count: () => options.length,
  }
}

/** -1 where there is nothing to choose. */
export function nextOption(at: number, step: Step, count: number): number {
  if (count === 0) return -1
  if (step === 'first') return 0
  if (step === 'last') return count - 1
  if (at === -1) return step === 1 ? 0 : count - 1
  return (at + step + count) % count
}
