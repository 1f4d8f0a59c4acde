const EVERY_MS = 2_000

/** Says how far a long work is, every two seconds, and nothing about a short one. */
export function createProgress(
  say: (sentence: string) => void,
  what: string,
): (done: number, all: number) => void {
  let last = performance.now()
  return (done, all) => {
    if (performance.now() - last < EVERY_MS) return
    last = performance.now()
    say(`${what}: ${done} of ${all}`)
  }
}
