import { escapeHtml, type SafeHtml } from '../markdown/safe-html.ts'
import type { Lang } from '../user.ts'

const LOCALE: Record<Lang, string> = { ko: 'ko-KR', en: 'en-GB' }

/** Dates as the look writes them: `11월 24일` and `24 Nov`, with the year where it is another one. */
export function dateWords(lang: Lang) {
  const locale = LOCALE[lang]
  const month = lang === 'ko' ? 'long' : 'short'
  const near = new Intl.DateTimeFormat(locale, { month, day: 'numeric' })
  const far = new Intl.DateTimeFormat(locale, { year: 'numeric', month, day: 'numeric' })
  const weekday = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'long' })
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
  const thisYear = new Date().getFullYear()

  const date = (when: Date | number | string): string => {
    const day = new Date(when)
    if (Number.isNaN(day.getTime())) return String(when)
    return (day.getFullYear() === thisYear ? near : far).format(day)
  }
  return {
    date,
    dateTime: (when: Date | number): string => `${date(when)} ${clock.format(when)}`,
    today: (now: Date): string => weekday.format(now),
    /** A `<time>` element, so that programs can read the moment too. */
    time: (when: Date | number): SafeHtml =>
      `<time datetime="${new Date(when).toISOString()}">${escapeHtml(date(when))}</time>` as SafeHtml,
  }
}
