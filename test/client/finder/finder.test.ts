import { nextOption } from '../../../src/client/choice.ts'
import { isComposingKey } from '../../../src/client/composition.ts'
import { asksForFinder } from '../../../src/client/finder.ts'
import { splitByPlace } from '../../../src/client/finder/hits.ts'
import type { SuggestedPage } from '../../../src/client/suggestions.ts'
import { currentSection } from '../../../src/client/toc.ts'
import { fillIn } from '../../../src/client/words.ts'

const key = (more: Partial<KeyboardEvent>) => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

describe('the finder', () => {
  test('opens by a slash, but not for who types', () => {
    expect(asksForFinder(key({ key: '/' }), false)).toBe(true)
    expect(asksForFinder(key({ key: '/' }), true)).toBe(false)
  })

  test('opens by Ctrl-K and ⌘K also while typing', () => {
    expect(asksForFinder(key({ key: 'k', ctrlKey: true }), true)).toBe(true)
    expect(asksForFinder(key({ key: 'k', metaKey: true }), true)).toBe(true)
  })

  test('opens by Ctrl-K where the keyboard is set to Hangul', () => {
    expect(asksForFinder(key({ key: 'ㅏ', code: 'KeyK', ctrlKey: true }), true)).toBe(true)
  })

  test('leaves other keys alone', () => {
    expect(asksForFinder(key({ key: 'k' }), false)).toBe(false)
    expect(asksForFinder(key({ key: 'k', ctrlKey: true, shiftKey: true }), false)).toBe(false)
    expect(asksForFinder(key({ key: '/', altKey: true }), false)).toBe(false)
    expect(asksForFinder(key({ key: '/', ctrlKey: true }), false)).toBe(false)
  })

  test('takes a key of the input method for no key of its own', () => {
    expect(isComposingKey({ isComposing: false, keyCode: 229 })).toBe(true)
    expect(isComposingKey({ isComposing: true, keyCode: 13 })).toBe(true)
    expect(isComposingKey({ isComposing: false, keyCode: 13 })).toBe(false)
  })

  test('shows pages found by their title apart from those found by their text', () => {
    const page = (path: string, inTitle: boolean, inText: boolean): SuggestedPage => ({
      path,
      href: `/wiki/${path}`,
      title: [{ text: path, marked: inTitle }],
      kind: 'guide',
      kindLabel: '가이드',
      icon: 'book',
      lang: 'ko',
      excerpt: [{ text: '…', marked: inText }],
    })
    const pages = [page('both', true, true), page('text', false, true), page('resembling', false, false)]
    const { direct, within } = splitByPlace(pages)
    expect(direct.map(({ path }) => path)).toEqual(['both', 'resembling'])
    expect(within.map(({ path }) => path)).toEqual(['text'])
  })
})

test('arrows go round the options', () => {
  expect(nextOption(-1, 1, 3)).toBe(0)
  expect(nextOption(-1, -1, 3)).toBe(2)
  expect(nextOption(2, 1, 3)).toBe(0)
  expect(nextOption(0, -1, 3)).toBe(2)
  expect(nextOption(0, 1, 0)).toBe(-1)
  expect([nextOption(1, 'first', 3), nextOption(1, 'last', 3), nextOption(-1, 'last', 0)]).toEqual([0, 2, -1])
})

test('a word is filled in once, so that what is searched for cannot fill in anything', () => {
  expect(fillIn('‘{{query}}’ 결과 {{total}}개', { query: '{{total}}', total: 3 })).toBe(
    '‘{{total}}’ 결과 3개',
  )
  expect(fillIn('{letters}자', { letters: 168 })).toBe('168자')
  expect(fillIn('{{unknown}}', {})).toBe('{{unknown}}')
})

test('the section being read is the last that has passed the line', () => {
  expect(currentSection([-400, 100, 900], 300)).toBe(1)
  expect(currentSection([500, 900], 300)).toBe(0)
})
