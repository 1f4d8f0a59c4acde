import { draftOf, EMPTY_STEP } from '../../../src/learning/editor/draft.ts'
import { readFields, writeFields, type StepsDraft } from '../../../src/learning/editor/fields.ts'
import { readSteps } from '../../../src/learning/editor/read-steps.ts'
import { writeSteps } from '../../../src/learning/editor/write-steps.ts'

const source = `---
title: 길
kind: path
# who walks it
audience: everybody
steps:
  # the first remark
  - {id: a, page: guides/one, mood: calm} # at a
  - id: b
    page: guides/two # at two
    why: "따옴표"
    check:
      type: quiz
      points: 3
      questions:
        - ask: 뭘까요?
          level: hard # of the question
          options: [가, 나]
          answer: 나
  - {id: c, url: "https://git-scm.com/docs"}
# about tags
tags: [x]
---

본문
`
const form = (change: (form: StepsDraft) => StepsDraft = (same) => same): StepsDraft =>
  change({ mode: 'steps', of: 'paths/a', after: '', steps: readSteps(source).map(draftOf) })
const with_ = (index: number, change: object) => (before: StepsDraft) => ({
  ...before,
  steps: before.steps.map((step, at) => (at === index ? { ...step, ...change } : step)),
})

test('a form that says nothing new leaves every byte of the file', () => {
  expect(writeSteps(source, form())).toBe(source)
})

test('a form and its fields say the same', () => {
  expect(readFields(writeFields(form()))).toEqual(form())
})

test('one change leaves all else of the steps as it was: remarks, quotes, unknown keys', () => {
  expect(writeSteps(source, form(with_(2, { minutes: '15' })))).toBe(
    source.replace('"https://git-scm.com/docs"}', '"https://git-scm.com/docs", minutes: 15}'),
  )
})

test('a new order takes what belongs to each step along', () => {
  const moved = writeSteps(
    source,
    form((before) => ({
      ...before,
      steps: [before.steps[1], before.steps[2], before.steps[0]].flatMap((one) => one ?? []),
    })),
  )
  expect(readSteps(moved).map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  for (const kept of [
    'mood: calm} # at a',
    'page: guides/two # at two',
    'why: "따옴표"',
    'points: 3',
    'level: hard # of the question',
  ])
    expect(moved).toContain(kept)
  expect(moved).toMatch(/\n# about tags\ntags: \[x\]\n---\n\n본문\n$/)
  expect(moved.match(/# about tags/g)).toHaveLength(1)
  expect(moved).toContain('# who walks it\naudience: everybody\n')
})

test('a question keeps what the form does not know when it is asked otherwise', () => {
  const [, quiz] = form().steps
  const questions = quiz?.questions.map((question) => ({ ...question, ask: '무엇일까요?' }))
  const changed = writeSteps(source, form(with_(1, { questions })))
  expect(changed).toContain('ask: 무엇일까요?\n          level: hard # of the question\n')
  expect(changed).toContain('answer: 나')
})

test('steps come and go, and empty rows of the form are no questions', () => {
  const added = {
    ...EMPTY_STEP,
    id: 'task',
    title: '할 일',
    due: '3',
    optional: true,
    after: ['a'],
    check: 'task' as const,
    do: '해요',
    confirm: true,
    questions: [{ from: '', ask: ' ', options: [{ text: '', right: true }], accept: '\n', because: '' }],
  }
  const changed = writeSteps(
    source,
    form((before) => ({ ...before, steps: [...before.steps.slice(0, 1), added] })),
  )
  expect(readSteps(changed)).toMatchObject([
    { id: 'a' },
    {
      id: 'task',
      title: '할 일',
      due: '3d',
      optional: true,
      after: ['a'],
      check: { type: 'task', do: '해요', confirm: true },
    },
  ])
})

test('a file without steps gets them, and paths that come first', () => {
  const bare = '---\ntitle: 길\nkind: path\n---\n\n본문\n'
  const changed = writeSteps(bare, { ...form(), after: 'paths/one, paths/two' })
  expect(readSteps(changed).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(changed).toContain('after:\n  - paths/one\n  - paths/two\n')
  expect(writeSteps(changed, form())).not.toContain('after:')
  expect(changed.endsWith('---\n\n본문\n')).toBe(true)
})

test('Windows line ends stay', () => {
  const windows = source.replaceAll('\n', '\r\n')
  const changed = writeSteps(windows, form(with_(0, { why: '까닭' })))
  expect(changed.replaceAll('\r\n', '')).not.toContain('\n')
  expect(readSteps(changed)[0]).toMatchObject({ why: '까닭' })
})

test('a translation gets words alone', () => {
  const words = '---\ntitle: Path\nkind: path\nlang: en\nsteps:\n  - {id: b, why: Because, strange: 1}\n---\n'
  const english: StepsDraft = {
    ...form(with_(1, { why: 'Why not', title: 'Two' })),
    mode: 'words',
  }
  const steps = readSteps(writeSteps(words, english))
  expect(steps.map(({ id, page, minutes }) => [id, page, minutes])).toEqual([
    ['a', undefined, undefined],
    ['b', undefined, undefined],
    ['c', undefined, undefined],
  ])
  expect(steps[1]).toMatchObject({ title: 'Two', why: 'Why not', strange: 1 })
})

test.each([
  [{ minutes: 'soon' }, 'learning.edit.minutes.wrong'],
  [{ due: '-1' }, 'learning.edit.due.wrong'],
  [{ page: '' }, 'learning.edit.title.missing'],
  [{ check: 'quiz' }, 'learning.edit.quiz.empty'],
])('%j is refused by its step', (change, key) => {
  const fault = { key, params: { step: 1 }, field: 'steps' }
  expect(() => writeSteps(source, form(with_(0, change)))).toThrow(expect.objectContaining(fault) as Error)
})
