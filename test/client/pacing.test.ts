import { jest } from '@jest/globals'
import { createLatestWins } from '../../src/client/latest-wins.ts'
import { settled, spaced } from '../../src/client/spaced.ts'

describe('spaced calls', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  test('the first runs at once, and of those that follow too soon only the last', () => {
    const ran: string[] = []
    const run = spaced(80, (text: string) => void ran.push(text))
    for (const text of ['ㅂ', '바', '배']) run(text)
    expect(ran).toEqual(['ㅂ'])
    jest.advanceTimersByTime(79)
    expect(ran).toEqual(['ㅂ'])
    jest.advanceTimersByTime(1)
    expect(ran).toEqual(['ㅂ', '배'])
  })

  test('never run more than once in the time given, however often they are asked', () => {
    let count = 0
    const run = spaced(80, () => void count++)
    for (let at = 0; at < 800; at += 10) {
      run()
      jest.advanceTimersByTime(10)
    }
    expect(count).toBe(11)
  })

  test('what was taken back does not run', () => {
    let count = 0
    const run = spaced(80, () => void count++)
    run()
    run()
    run.cancel()
    jest.advanceTimersByTime(1_000)
    expect(count).toBe(1)
  })

  test('a settled call runs once, when it was quiet', () => {
    const ran: string[] = []
    const run = settled(300, (text: string) => void ran.push(text))
    run('a')
    jest.advanceTimersByTime(299)
    run('ab')
    jest.advanceTimersByTime(299)
    expect(ran).toEqual([])
    jest.advanceTimersByTime(1)
    expect(ran).toEqual(['ab'])
  })
})

describe('the latest question wins', () => {
  interface Open {
    readonly question: string
    readonly signal: AbortSignal
    readonly answer: (text: string) => void
    readonly refuse: (error: Error) => void
  }
  function ask() {
    const open: Open[] = []
    const shown: string[] = []
    const latest = createLatestWins<string, string>({
      ask: (question, signal) =>
        new Promise((answer, refuse) => void open.push({ question, signal, answer, refuse })),
      show: (answer, question) => void shown.push(`${question}: ${answer}`),
      fail: (error) => void shown.push(String(error)),
    })
    return { open, shown, latest }
  }
  const settle = () => new Promise(setImmediate)

  test('an older answer that comes later is not shown', async () => {
    const { open, shown, latest } = ask()
    latest.ask('배')
    latest.ask('배포')
    open[1]?.answer('둘')
    open[0]?.answer('하나')
    await settle()
    expect(shown).toEqual(['배포: 둘'])
  })

  test('an older question is given up, and its failure says nothing', async () => {
    const { open, shown, latest } = ask()
    latest.ask('배')
    latest.ask('배포')
    expect(open.map(({ signal }) => signal.aborted)).toEqual([true, false])
    open[0]?.refuse(new Error('aborted'))
    await settle()
    expect(shown).toEqual([])
  })

  test('nothing is shown after it was cancelled', async () => {
    const { open, shown, latest } = ask()
    latest.ask('배포')
    latest.cancel()
    expect(open[0]?.signal.aborted).toBe(true)
    open[0]?.answer('늦은 답')
    await settle()
    expect(shown).toEqual([])
  })

  test('the failure of the open question is told', async () => {
    const { open, shown, latest } = ask()
    latest.ask('배포')
    open[0]?.refuse(new Error('no network'))
    await settle()
    expect(shown).toEqual(['Error: no network'])
  })
})
