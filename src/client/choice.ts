/** The options of a listbox of which one is chosen with the arrows while the focus stays in a field. */
export interface Choice {
  /** Other options; the first is chosen unless `none`. */
  setOptions(options: readonly HTMLElement[], first?: 'first' | 'none'): void
  move(step: 1 | -1): void
  choose(option: HTMLElement): void
  readonly chosen: () => HTMLElement | undefined
}

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
  }
}

/** Round and round; -1 where there is nothing to choose. */
export function nextOption(at: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (at === -1) return step === 1 ? 0 : count - 1
  return (at + step + count) % count
}
