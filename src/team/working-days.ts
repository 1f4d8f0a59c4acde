import { addDays, type Day } from './days.ts'

/** Days on which nobody works, beside Saturdays and Sundays. */
export type Holidays = ReadonlyMap<Day, string>

/** Counts working days. One calendar is made for one set of holidays. */
export interface WorkCalendar {
  isWorkingDay(day: Day): boolean
  /** The `count`th working day after `start`; `start` itself for 0. */
  addWorkingDays(start: Day, count: number): Day
  /** How many working days lie after `from`, up to and with `to`. Never negative: a clock may have been set back. */
  workingDaysBetween(from: Day, to: Day): number
}

/** Longer than any path takes; what is further apart is not counted to the end. */
const MOST_DAYS = 3_660
const MOST_KEPT = 20_000

export function createWorkCalendar(holidays: Holidays): WorkCalendar {
  /** Start -> the working days after it, as far as anybody has asked. */
  const after = new Map<Day, { days: Day[]; seen: Day }>()
  /** Of a team most begin on the same days, and today is one for all. */
  const between = new Map<string, number>()

  const isWorkingDay = (day: Day): boolean => {
    const weekday = new Date(day).getUTCDay()
    return weekday !== 0 && weekday !== 6 && !holidays.has(day)
  }

  return {
    isWorkingDay,
    addWorkingDays(start, count) {
      if (count <= 0) return start
      let known = after.get(start)
      if (!known) after.set(start, (known = { days: [], seen: start }))
      const last = addDays(start, MOST_DAYS)
      while (known.days.length < count && known.seen < last) {
        known.seen = addDays(known.seen, 1)
        if (isWorkingDay(known.seen)) known.days.push(known.seen)
      }
      return known.days[count - 1] ?? known.seen
    },
    workingDaysBetween(from, to) {
      const key = `${from} ${to}`
      const known = between.get(key)
      if (known !== undefined) return known
      if (between.size >= MOST_KEPT) between.clear()
      const count = countBetween(from, to)
      between.set(key, count)
      return count
    },
  }

  function countBetween(from: Day, to: Day): number {
    let count = 0
    const furthest = addDays(from, MOST_DAYS)
    const last = to < furthest ? to : furthest
    for (let day = addDays(from, 1); day <= last; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1
    return count
  }
}
