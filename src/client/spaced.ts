/** A call that can be taken back while it waits. */
export interface Paced<Arguments extends unknown[]> {
  (...args: Arguments): void
  cancel(): void
}

/** Runs at once, then at most once in `ms`; of the calls made meanwhile the last one counts. */
export function spaced<Arguments extends unknown[]>(
  ms: number,
  run: (...args: Arguments) => void,
): Paced<Arguments> {
  let last = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const runNow = (args: Arguments): void => {
    timer = undefined
    last = Date.now()
    run(...args)
  }
  const call = (...args: Arguments): void => {
    clearTimeout(timer)
    const wait = last + ms - Date.now()
    if (wait <= 0) runNow(args)
    else timer = setTimeout(() => runNow(args), Math.min(wait, ms))
  }
  return Object.assign(call, { cancel: () => clearTimeout(timer) })
}

/** Runs once nothing was asked for `ms`, with what was asked last. */
export function settled<Arguments extends unknown[]>(
  ms: number,
  run: (...args: Arguments) => void,
): Paced<Arguments> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const call = (...args: Arguments): void => {
    clearTimeout(timer)
    timer = setTimeout(() => run(...args), ms)
  }
  return Object.assign(call, { cancel: () => clearTimeout(timer) })
}
