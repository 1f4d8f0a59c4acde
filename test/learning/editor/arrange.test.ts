import { moveDown, moveTo, moveUp, removeAt } from '../../../src/learning/editor/arrange.ts'
import { EMPTY_STEP, type StepDraft } from '../../../src/learning/editor/draft.ts'

/** `A:a b B:c` is two sections. */
const steps = (text: string): StepDraft[] =>
  text.split(' ').map((word) => {
    const [id = '', section = ''] = word.split(':').reverse()
    return { ...EMPTY_STEP, id, section }
  })
const text = (list: readonly StepDraft[]) =>
  list.map(({ id, section }) => (section ? `${section}:${id}` : id)).join(' ')

test.each([
  ['A:a b B:c d', 1, 'A:b a B:c d'],
  ['A:a b B:c d', 2, 'A:a b c B:d'],
  ['A:a b B:c d', 0, 'A:a b B:c d'],
  ['A:a B:b', 1, 'A:a b'],
])('%s: step %i up is %s', (before, index, after) => {
  expect(text(moveUp(steps(before), index))).toBe(after)
})

test.each([
  ['A:a b B:c d', 0, 'A:b a B:c d'],
  ['A:a b B:c d', 1, 'A:a B:b c d'],
  ['A:a b B:c d', 3, 'A:a b B:c d'],
])('%s: step %i down is %s', (before, index, after) => {
  expect(text(moveDown(steps(before), index))).toBe(after)
})

test('a step that is dragged joins the section of the one that it follows', () => {
  expect(text(moveTo(steps('A:a b B:c d'), 0, 2))).toBe('A:b B:c a d')
  expect(text(moveTo(steps('A:a b B:c d'), 3, 0))).toBe('A:d a b B:c')
  expect(text(moveTo(steps('A:a b'), 0, 9))).toBe('A:a b')
})

test('what is taken out leaves its section to the next step', () => {
  expect(text(removeAt(steps('A:a b B:c'), 0))).toBe('A:b B:c')
  expect(text(removeAt(steps('A:a b B:c'), 2))).toBe('A:a b')
  expect(text(removeAt(steps('A:a'), 5))).toBe('A:a')
})
