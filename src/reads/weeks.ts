const DAY_MS = 24 * 60 * 60 * 1000

/** The Monday of the week of `now`, in UTC: `2026-11-23`. */
export function weekOf(now: Date): string {
  const sinceMonday = (now.getUTCDay() + 6) % 7
  return new Date(now.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)
}

/** The Mondays of the last `count` weeks, the present one last. */
export function lastWeeks(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_week, index) =>
    weekOf(new Date(now.getTime() - (count - 1 - index) * 7 * DAY_MS)),
  )
}
