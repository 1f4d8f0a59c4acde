import { escapeHtml, type SafeHtml } from '../markdown/safe-html.ts'
import { HOME_TIME_ZONE, type Lang } from '../user.ts'

const LOCALE: Record<Lang, string> = { ko: 'ko-KR', en: 'en-GB' }

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** As `dateWords`, made once for each time zone. */
export function dateWordsFor(lang: Lang, timeZone: string | undefined): DateWords {
  const key = `${lang} ${timeZone}`
  const words = made.get(key) ?? dateWords(lang, timeZone)
  made.set(key, words)
  return words
}
const made = new Map<string, DateWords>()

export type DateWords = ReturnType<typeof dateWords>

/**
 * Dates as the look writes them: `11월 24일` and `24 Nov`, with the year where it is another one. Moments are told
 * as the clocks of the time zone tell them; a day (`2026-11-24`) is the same everywhere.
 */
export function dateWords(lang: Lang, timeZone = HOME_TIME_ZONE) {
  const locale = LOCALE[lang]
  const month = lang === 'ko' ? 'long' : 'short'
  const format = (zone: string) => ({
    near: new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: zone }),
    far: new Intl.DateTimeFormat(locale, { year: 'numeric', month, day: 'numeric', timeZone: zone }),
  })
  const [ofMoments, ofDays] = [format(timeZone), format('UTC')]
  const weekday = new Intl.DateTimeFormat(locale, {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    timeZone,
  })
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const thisYear = () => new Date().getFullYear()

  const date = (when: Date | number | string): string => {
    const day = new Date(when)
    if (Number.isNaN(day.getTime())) return String(when)
    const { near, far } = typeof when === 'string' && DAY.test(when) ? ofDays : ofMoments
    return (day.getFullYear() === thisYear() ? near : far).format(day)
  }
  return {
    date,
    /** With its year: for what is printed and kept. */
    fullDate: (when: Date | number | string): string => ofMoments.far.format(new Date(when)),
    dateTime: (when: Date | number): string => `${date(when)} ${clock.format(when)}`,
    today: (now: Date): string => weekday.format(now),
    /** A `<time>` element, so that programs can read the moment too. */
    time: (when: Date | number): SafeHtml =>
      `<time datetime="${new Date(when).toISOString()}">${escapeHtml(date(when))}</time>` as SafeHtml,
  }
}
