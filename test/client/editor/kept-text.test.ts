import { createKeptTexts, markSent, takeSaved } from '../../../src/client/editor/kept-text.ts'
import { isTooLarge, measureText } from '../../../src/client/editor/measure.ts'
import { suggestPath } from '../../../src/client/editor/path-field.ts'

const KEY = '/edit/lessons/friday'
const DAY = 24 * 60 * 60 * 1_000

function memory() {
  const values = new Map<string, string>()
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    removeItem: (name: string) => void values.delete(name),
  }
}

describe('unsaved text', () => {
  test('is offered when the page shows something else', () => {
    const texts = createKeptTexts(memory())
    texts.keep(KEY, { title: '제목', body: '쓰던 글' }, 0)
    expect(texts.find(KEY, { title: '제목', body: '옛글' }, 1)?.fields.body).toBe('쓰던 글')
  })

  test('is not offered when the page already has it, whatever it was opened from', () => {
    const texts = createKeptTexts(memory())
    texts.keep(KEY, { body: '쓰던 글', base: 'a', note: '고침' }, 0)
    expect(texts.find(KEY, { body: '쓰던 글', base: 'b', note: '' }, 1)).toBeUndefined()
  })

  test('that nobody took back stays while something new is typed', () => {
    const texts = createKeptTexts(memory())
    texts.keep(KEY, { body: '잃을 뻔한 글' }, 0)
    texts.find(KEY, { body: '' }, 1)
    expect(texts.find(KEY, { body: '' }, 2)?.fields.body).toBe('잃을 뻔한 글')
    texts.keep(KEY, { body: '새로 쓴 글' }, 3)
    expect(texts.find(KEY, { body: '' }, 4)?.fields.body).toBe('새로 쓴 글')
  })

  test('is gone after it was forgotten, and after a month', () => {
    const texts = createKeptTexts(memory())
    texts.keep(KEY, { body: '글' }, 0)
    expect(texts.find(KEY, { body: '' }, 31 * DAY)).toBeUndefined()
    texts.keep(KEY, { body: '글' }, 0)
    texts.forget(KEY)
    expect(texts.find(KEY, { body: '' }, 1)).toBeUndefined()
  })

  test('of one page is not offered on another', () => {
    const texts = createKeptTexts(memory())
    texts.keep(KEY, { body: '글' }, 0)
    expect(texts.find('/edit/lessons/monday', { body: '' }, 1)).toBeUndefined()
  })

  test('that a browser will not keep, or that something else has written, does no harm', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new Error('QuotaExceededError')
      },
    }
    expect(() => createKeptTexts(full).keep(KEY, { body: '글' }, 0)).not.toThrow()
    for (const odd of ['{', '3', 'null', '{"at":1}', '{"at":1,"fields":null}']) {
      const store = { ...memory(), getItem: () => odd }
      expect(createKeptTexts(store).find(KEY, { body: '' }, 2)).toBeUndefined()
    }
  })
})

describe('a text that was sent', () => {
  const ORIGIN = 'https://wiki.example'

  test('is saved when the editor led to its page', () => {
    const store = memory()
    markSent(store, KEY, KEY)
    expect(takeSaved(store, '/wiki/lessons/friday', ORIGIN + KEY)).toBe(KEY)
    expect(takeSaved(store, '/wiki/lessons/friday', ORIGIN + KEY)).toBeUndefined()
  })

  test('is saved when the editor led to the proposal that it made, and not where one is still edited', () => {
    const store = memory()
    const from = '/propose/lessons/friday'
    markSent(store, KEY, from)
    expect(takeSaved(store, '/proposals/12', ORIGIN + from)).toBe(KEY)
    markSent(store, KEY, from)
    expect(takeSaved(store, '/proposals/12/edit', ORIGIN + from)).toBeUndefined()
  })

  test('is not taken for saved where an error is shown, or somebody came another way', () => {
    const store = memory()
    for (const [pathname, referrer] of [
      ['/edit/lessons/friday', ORIGIN + KEY],
      ['/wiki/lessons/friday', ''],
      ['/wiki/lessons/friday', `${ORIGIN}/`],
    ] as const) {
      markSent(store, KEY, KEY)
      expect(takeSaved(store, pathname, referrer)).toBeUndefined()
      expect(takeSaved(store, '/wiki/lessons/friday', ORIGIN + KEY)).toBeUndefined()
    }
  })
})

test('letters are counted without spaces, also beyond the basic plane', () => {
  expect(measureText('배포하는 날 😀\n').letters).toBe(6)
})

test('reading time is at least a minute, and longer for longer texts', () => {
  expect(measureText('').minutes).toBe(1)
  expect(measureText('가'.repeat(5_000)).minutes).toBe(10)
})

test('a text is too large by its bytes, not by its letters', () => {
  const MEGABYTE = 1024 * 1024
  expect(isTooLarge('a'.repeat(MEGABYTE))).toBe(false)
  expect(isTooLarge('a'.repeat(MEGABYTE + 1))).toBe(true)
  expect(isTooLarge('가'.repeat(Math.floor(MEGABYTE / 3)))).toBe(false)
  expect(isTooLarge('가'.repeat(Math.ceil(MEGABYTE / 3)))).toBe(true)
})

test('a path is suggested as the server would name it', () => {
  expect(suggestPath('lessons/', 'Don’t create external customers!')).toBe(
    'lessons/dont-create-external-customers',
  )
  expect(suggestPath('lessons/', '공식 문서를 먼저 읽는다')).toBe('lessons/공식-문서를-먼저-읽는다')
  expect(suggestPath('lessons/', '')).toBe('lessons/')
})
