import { readFileSync } from 'node:fs'
import { addDays, beginningOf, dayFor, daysBetween, isDay } from '../../src/team/days.ts'
import { readHolidays } from '../../src/team/holidays.ts'
import { createWorkCalendar } from '../../src/team/working-days.ts'

const shipped = readHolidays(readFileSync('content/settings/holidays.yml', 'utf8'))
const calendar = createWorkCalendar(shipped.holidays)
const weekendsOnly = createWorkCalendar(new Map())

test.each([
  ['2026-11-23', 0, '2026-11-23'],
  ['2026-11-23', 3, '2026-11-26'],
  ['2026-11-26', 1, '2026-11-27'],
  ['2026-11-27', 1, '2026-11-30'],
  ['2026-11-28', 1, '2026-11-30'],
  ['2026-11-29', 2, '2026-12-01'],
  ['2026-12-24', 1, '2026-12-28'],
  ['2026-12-31', 1, '2027-01-04'],
])('from %s the working day %i is %s', (start, count, due) => {
  expect(calendar.addWorkingDays(start, count)).toBe(due)
})

test('Seollal, Chuseok and the days that stand for them are left out', () => {
  expect(calendar.addWorkingDays('2026-02-13', 1)).toBe('2026-02-19')
  expect(calendar.addWorkingDays('2026-09-23', 1)).toBe('2026-09-28')
  expect(calendar.addWorkingDays('2027-02-05', 1)).toBe('2027-02-10')
  expect(calendar.addWorkingDays('2027-09-13', 1)).toBe('2027-09-17')
  expect(weekendsOnly.addWorkingDays('2026-09-23', 1)).toBe('2026-09-24')
})

test('the shipped file is sound and has both years, with the holidays that fall anew from 2026 on', () => {
  expect(shipped.fault).toBeUndefined()
  const days = [...shipped.holidays.keys()]
  expect([
    days.filter((day) => day.startsWith('2026')).length,
    days.filter((day) => day.startsWith('2027')).length,
  ]).toEqual([22, 24])
  expect(days).toEqual([...days].sort())
  for (const day of [
    '2026-07-17',
    '2027-07-19',
    '2026-05-01',
    '2027-05-03',
    '2026-03-02',
    '2026-08-17',
    '2026-10-05',
  ])
    expect(shipped.holidays.has(day)).toBe(true)
})

// The lunar days come from the astronomers; the machine's own Korean calendar (ICU `dangi`) must agree.
test('the lunar holidays are where the Korean calendar has them', () => {
  const lunar = new Intl.DateTimeFormat('en-US-u-ca-dangi', {
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  })
  const named = (name: string) =>
    [...shipped.holidays].filter(([, known]) => known === name).map(([day]) => day)
  const at = (day: string) => lunar.format(new Date(day))
  expect(named('설날').map(at)).toEqual(['1/1', '1/1'])
  expect(named('추석').map(at)).toEqual(['8/15', '8/15'])
  expect(named('부처님오신날').map(at)).toEqual(['4/8', '4/8'])
})

test('a substitute stands on the first working day after its holiday', () => {
  for (const [day, name] of shipped.holidays) {
    if (!name.endsWith('대체공휴일')) continue
    const base = name.replace(/ 대체공휴일$/, '')
    const days = [...shipped.holidays].flatMap(([one, other]) =>
      other.startsWith(base) && one < day && daysBetween(one, day) < 6 ? [one] : [],
    )
    expect([day, days.length > 0 && days.some((one) => !weekendsOnly.isWorkingDay(one))]).toEqual([day, true])
    expect([day, weekendsOnly.isWorkingDay(day)]).toEqual([day, true])
  }
})

test('working days between two days are never negative, whatever the clock did', () => {
  expect(calendar.workingDaysBetween('2026-11-23', '2026-11-23')).toBe(0)
  expect(calendar.workingDaysBetween('2026-11-27', '2026-11-30')).toBe(1)
  expect(calendar.workingDaysBetween('2026-11-30', '2026-11-23')).toBe(0)
  expect(calendar.workingDaysBetween('2026-09-23', '2026-09-30')).toBe(3)
  expect(calendar.workingDaysBetween('2000-01-01', '9999-12-31')).toBeLessThan(4_000)
})

test.each([
  ['missing', undefined, 'team.holidays.missing'],
  ['empty', '', 'team.holidays.shape'],
  ['no map', 'holidays: [2026-01-01]', 'team.holidays.shape'],
  ['no YAML', 'holidays: {2026-01-01: a', 'team.holidays.yaml'],
  ['twice the same day', 'holidays:\n  2026-01-01: a\n  2026-01-01: b\n', 'team.holidays.yaml'],
])('a file that is %s means weekends alone and says so', (_, source, fault) => {
  const file = readHolidays(source)
  expect([file.fault?.key, file.holidays.size]).toEqual([fault, 0])
})

test('a line that is no day is named, and the others count', () => {
  const file = readHolidays(
    'holidays:\n  2026-12-25: 성탄절\n  2026-13-01: x\n  tomorrow: y\n  2027-01-01:\n',
  )
  expect(file.fault).toEqual({ key: 'team.holidays.lines', params: { lines: '2026-13-01, tomorrow' } })
  expect([...file.holidays.keys()]).toEqual(['2026-12-25', '2027-01-01'])
})

test('it is another day in another place', () => {
  const at = new Date('2026-11-24T18:00:00Z')
  expect(dayFor({ timeZone: 'Asia/Seoul' }, at)).toBe('2026-11-25')
  expect(dayFor({}, at)).toBe('2026-11-25')
  expect(dayFor({ timeZone: 'Europe/Berlin' }, at)).toBe('2026-11-24')
  expect(dayFor({ timeZone: 'Pacific/Kiritimati' }, at)).toBe('2026-11-25')
  expect(dayFor({ timeZone: 'Pacific/Niue' }, new Date('2026-11-24T10:59:00Z'))).toBe('2026-11-23')
})

test('a day begins at midnight where the person lives, also where clocks are changed', () => {
  expect(beginningOf('2026-11-24', { timeZone: 'Asia/Seoul' }).toISOString()).toBe('2026-11-23T15:00:00.000Z')
  expect(beginningOf('2026-10-25', { timeZone: 'Europe/Berlin' }).toISOString()).toBe(
    '2026-10-24T22:00:00.000Z',
  )
  expect(beginningOf('2026-10-26', { timeZone: 'Europe/Berlin' }).toISOString()).toBe(
    '2026-10-25T23:00:00.000Z',
  )
  expect(beginningOf('2026-11-24', { timeZone: 'Pacific/Kiritimati' }).toISOString()).toBe(
    '2026-11-23T10:00:00.000Z',
  )
})

test('days are checked against the calendar', () => {
  expect(['2026-02-28', '2028-02-29', '9999-12-31'].every(isDay)).toBe(true)
  expect(
    ['2026-02-29', '2026-2-3', '2026-11-31', '', '2026-11-24T00:00', '0000-00-00', '20261124'].some(isDay),
  ).toBe(false)
  expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28'])
})
