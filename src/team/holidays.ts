import type { MessageParams } from '../errors.ts'
import { AppError } from '../errors.ts'
import { parseYaml } from '../markdown/front-matter.ts'
import { isDay, type Day } from './days.ts'
import { createWorkCalendar, type Holidays, type WorkCalendar } from './working-days.ts'

/** Kept by the content, edited as every setting: the days on which nobody works. */
export const HOLIDAYS_FILE = 'settings/holidays.yml'

/** What is wrong with the file, for leads. */
export interface HolidayFault {
  readonly key: string
  readonly params: MessageParams
}

export interface HolidayFile {
  readonly holidays: Holidays
  readonly fault: HolidayFault | undefined
}

/** Reads `holidays: {2026-01-01: 신정, ...}`. Never throws: what cannot be read is a fault, and weekends remain. */
export function readHolidays(source: string | undefined): HolidayFile {
  if (source === undefined) return broken('team.holidays.missing')
  try {
    const { holidays } = parseYaml(source)
    if (typeof holidays !== 'object' || holidays === null || Array.isArray(holidays))
      return broken('team.holidays.shape')
    return readDays(holidays as Record<string, unknown>)
  } catch (error) {
    if (error instanceof AppError) return broken('team.holidays.yaml')
    throw error
  }
}

/** A line that is no day is left out and named; the others count. */
function readDays(entries: Record<string, unknown>): HolidayFile {
  const days = new Map<Day, string>()
  const wrong: string[] = []
  for (const [day, name] of Object.entries(entries)) {
    if (isDay(day)) days.set(day, typeof name === 'string' ? name : '')
    else wrong.push(day)
  }
  const fault =
    wrong.length > 0
      ? { key: 'team.holidays.lines', params: { lines: wrong.slice(0, 5).join(', ').slice(0, 200) } }
      : undefined
  return { holidays: days, fault }
}

function broken(key: string): HolidayFile {
  return { holidays: new Map(), fault: { key, params: { file: HOLIDAYS_FILE } } }
}

/** The calendar as the file has it now. */
export interface Holidaying {
  /** Undefined: there is no such file. */
  take(source: string | undefined): void
  calendar(): WorkCalendar
  /** What is wrong with the file as of `today`, also that it ends too soon. */
  faultOn(today: Day): HolidayFault | undefined
  /** Another number after each change. */
  version(): number
}

/** Until the file has been read, weekends alone are free. */
export function createHolidays(): Holidaying {
  let file: HolidayFile = { holidays: new Map(), fault: undefined }
  let calendar = createWorkCalendar(file.holidays)
  let version = 0
  return {
    take(source) {
      file = readHolidays(source)
      calendar = createWorkCalendar(file.holidays)
      version += 1
    },
    calendar: () => calendar,
    version: () => version,
    faultOn(today) {
      if (file.fault) return file.fault
      const year = yearToKnow(today)
      const known = [...file.holidays.keys()].some((day) => day.startsWith(`${year}-`))
      return known ? undefined : { key: 'team.holidays.lapsed', params: { year, file: HOLIDAYS_FILE } }
    },
  }
}

/** From December on, due dates reach into the next year. */
function yearToKnow(today: Day): string {
  const [year = '', month] = today.split('-')
  return month === '12' ? String(Number(year) + 1) : year
}
