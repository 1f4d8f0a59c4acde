import { jest } from '@jest/globals'
import { createAutosave, type Answer } from '../../../src/client/editor/autosave.ts'
import type { Fields } from '../../../src/client/editor/form-fields.ts'

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

/** An editor that was loaded empty; `answers` are given one after the other, then `kept`. */
function openEditor(answers: Answer[] = []) {
  const editor = { text: '', isComposing: false, sent: [] as (string | undefined)[], said: [] as Answer[] }
  const autosave = createAutosave({
    read: () => ({ body: editor.text }),
    isUnsaved: () => editor.text !== '',
    isComposing: () => editor.isComposing,
    send(fields: Fields | undefined) {
      editor.sent.push(fields?.body)
      return Promise.resolve(answers.shift() ?? 'kept')
    },
    onAnswer: (answer) => void editor.said.push(answer),
  })
  const type = (text: string) => {
    editor.text = text
    autosave.changed()
  }
  return { editor, autosave, type }
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms)

test('what is typed is sent a few seconds later, once', async () => {
  const { editor, autosave, type } = openEditor()
  for (const text of ['공', '공식', '공식 문서']) type(text)
  await pass(2_999)
  expect(editor.sent).toEqual([])
  await pass(1)
  expect(editor.sent).toEqual(['공식 문서'])
  expect(autosave.isKept()).toBe(true)
  await pass(60_000)
  expect(editor.sent).toHaveLength(1)
})

test('somebody who never pauses is kept as well', async () => {
  const { editor, type } = openEditor()
  for (let second = 1; second <= 10; second++) {
    type('ㄱ'.repeat(second))
    await pass(1_000)
  }
  expect(editor.sent.length).toBeGreaterThanOrEqual(2)
})

test('half a syllable is waited for, but not for ever', async () => {
  const { editor, type } = openEditor()
  type('문ㅅ')
  editor.isComposing = true
  await pass(3_000)
  expect(editor.sent).toEqual([])
  await pass(2_000)
  expect(editor.sent).toEqual(['문ㅅ'])
})

test('what the server does not take is said and tried again, less and less often, with what is there by then', async () => {
  const { editor, autosave, type } = openEditor(['failed', 'signed-out'])
  type('one')
  await pass(3_000)
  expect([editor.said, autosave.isKept()]).toEqual([['failed'], false])
  type('two')
  await pass(6_000)
  expect(editor.said).toEqual(['failed', 'signed-out'])
  await pass(12_000)
  expect([editor.sent, editor.said.at(-1)]).toEqual([['one', 'two', 'two'], 'kept'])
})

test('a text that is as it was takes back what was kept', async () => {
  const { editor, type } = openEditor()
  type('a word')
  await pass(3_000)
  type('')
  await pass(3_000)
  expect(editor.sent).toEqual(['a word', undefined])
})

test('leaving sends at once, and nothing is sent while the form itself is on its way', async () => {
  const { editor, autosave, type } = openEditor()
  type('one')
  autosave.flush()
  expect(editor.sent).toEqual(['one'])
  await pass(0)
  type('two')
  autosave.pause()
  await pass(10_000)
  autosave.flush()
  expect(editor.sent).toEqual(['one'])
})
