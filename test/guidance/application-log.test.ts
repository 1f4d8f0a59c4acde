import {
  appendLine,
  joinLogs,
  latestReassurance,
  logFileOf,
  pathOfLogFile,
  readLog,
} from '../../src/guidance/application-log.ts'
import { countOutcomes, hasStoppedHolding } from '../../src/guidance/holding.ts'
import { readWhereabouts, checkWhereabouts } from '../../src/guidance/whereabouts.ts'
import { InvalidError } from '../../src/errors.ts'

const entry = (
  id: string,
  outcome: 'held' | 'partly' | 'not' = 'held',
  revision: string | undefined = 'r',
) => ({
  id,
  at: `2026-11-0${id}T00:00:00.000Z`,
  by: 'mina',
  where: 'PR 1',
  outcome,
  note: '',
  revision,
})

test('a line is added without touching what is there, also after a file without a last line end', () => {
  const before = Buffer.from('{"odd":  "line"}')
  const after = appendLine(before, entry('1')).toString()
  expect(after.startsWith('{"odd":  "line"}\n{"id":"1"')).toBe(true)
  expect(after.endsWith('}\n')).toBe(true)
})

test('lines that cannot be read are passed over and named; the rest counts', () => {
  const good = JSON.stringify(entry('1'))
  const source = `\uFEFF${good}\n\nnot json\n{"id":"2"}\n[1]\n{"__proto__":1}\n${'x'.repeat(9_000)}\n${good.replace('held', 'maybe')}\n`
  const { entries, brokenLines } = readLog(source)
  expect(entries.map(({ id }) => id)).toEqual(['1'])
  expect(brokenLines).toEqual([3, 4, 5, 6, 7, 8])
})

test('an entry that two copies of a log both have counts once; one that was taken back does not', () => {
  const removal = { id: '9', at: '2026-11-09T00:00:00.000Z', by: 'leo', removes: '2' }
  const lines = [entry('1'), entry('2'), entry('1'), removal, entry('3')].map((line) => JSON.stringify(line))
  expect(joinLogs([readLog(lines.join('\n'))]).map(({ id }) => id)).toEqual(['3', '1'])
  const apart = [readLog(JSON.stringify(entry('2'))), readLog(JSON.stringify(removal))]
  expect(joinLogs(apart)).toEqual([])
})

test('a log stands beside its page', () => {
  expect(logFileOf('lessons/a.b')).toBe('lessons/a.b.applications.jsonl')
  expect(pathOfLogFile('lessons/a.b.applications.jsonl')).toBe('lessons/a.b')
  expect(pathOfLogFile('lessons/a.md')).toBeUndefined()
})

test.each([
  ['two in a row', ['not', 'not', 'held'], true],
  ['one alone', ['not'], false],
  ['one, and it held again', ['held', 'not', 'not', 'not'], false],
  ['three of the latest five', ['not', 'partly', 'not', 'held', 'not', 'held'], true],
  ['two of the latest five', ['not', 'held', 'not', 'held', 'partly', 'not'], false],
  ['none', [], false],
] as const)('whether a lesson stopped holding: %s', (_name, outcomes, stopped) => {
  const entries = outcomes.map((outcome, index) => entry(String(9 - index), outcome))
  expect(hasStoppedHolding(entries, 'r', '')).toBe(stopped)
})

test('what was applied before the text changed says nothing of the present one', () => {
  const entries = [entry('4', 'not', 'old'), entry('3', 'not', 'old'), entry('2'), entry('1')]
  expect(hasStoppedHolding(entries, 'new', '2026-11-05T00:00:00.000Z')).toBe(false)
  const byHand = [entry('4', 'not'), entry('3', 'not')].map((one) => ({ ...one, revision: undefined }))
  expect(hasStoppedHolding(byHand, 'new', '2026-11-05T00:00:00.000Z')).toBe(false)
  expect(hasStoppedHolding(byHand, 'new', '2026-11-01T00:00:00.000Z')).toBe(true)
  expect(countOutcomes(entries)).toEqual({ held: 2, partly: 0, not: 2 })
})

test.each([
  [
    'https://git.example/team/wiki/pull/482',
    'git.example/team/wiki/pull/482',
    'https://git.example/team/wiki/pull/482',
  ],
  ['변경 #482 https://git.example/482', '변경 #482', 'https://git.example/482'],
  ['PROJ-119: the ticket', 'PROJ-119: the ticket', undefined],
  ['https://git.example/%ED%95%9C', 'git.example/한', 'https://git.example/%ED%95%9C'],
])('%s is shown as %s', (where, words, href) => {
  expect(() => checkWhereabouts(where)).not.toThrow()
  expect(readWhereabouts(where)).toEqual({ words, href })
})

test.each([
  '',
  'javascript:alert(1)',
  'see data:text/html,x',
  'ftp://host/x',
  'file:///etc/passwd',
  'https://me:secret@host/',
  'https://[bad/',
])('%j is no place to name (abuse 1)', (where) => {
  expect(() => checkWhereabouts(where)).toThrow(InvalidError)
})

test('who found this text true as it stands answers what came before, not what comes after or another text', () => {
  const line = (id: string, day: string, rest: object) =>
    JSON.stringify({ id, at: `2026-11-${day}T00:00:00Z`, by: 'mina', ...rest })
  const not = { where: 'x', outcome: 'not', revision: 'r' }
  const log = readLog(
    [
      line('1', '01', not),
      line('2', '02', not),
      line('3', '03', { verified: 'r' }),
      line('4', '04', not),
    ].join('\n'),
  )
  expect(log.brokenLines).toEqual([])
  expect([latestReassurance([log], 'r')?.id, latestReassurance([log], 'other')]).toEqual(['3', undefined])
  const entries = joinLogs([log])
  expect(entries.map(({ id }) => id)).toEqual(['4', '2', '1'])
  expect(hasStoppedHolding(entries, 'r', '')).toBe(true)
  expect(hasStoppedHolding(entries, 'r', '', latestReassurance([log], 'r'))).toBe(false)
})
