import { InvalidError } from '../../src/errors.ts'
import { gradeQuiz, openQuestion } from '../../src/learning/quiz.ts'
import type { Question } from '../../src/pages/front-matter.ts'

const single: Question = {
  ask: '무엇을 먼저?',
  options: ['블로그', '공식 문서'],
  answer: ['공식 문서'],
  because: '만든 사람의 글',
}
const multiple: Question = { ask: '모두 골라요', options: ['가', '나', '다'], answer: ['가', '다'] }
const short: Question = { ask: '한 낱말로?', accept: ['롤백', 'roll back'] }

const right = (question: Question, ...given: string[]) => gradeQuiz([question], [given])[0]?.right

test('one of several options is right, the others are not, nor are two at once', () => {
  expect(right(single, '공식 문서')).toBe(true)
  expect(right(single, '블로그')).toBe(false)
  expect(right(single, '블로그', '공식 문서')).toBe(false)
})

test('several right options have to be chosen all, and no other', () => {
  expect(right(multiple, '다', '가')).toBe(true)
  expect(right(multiple, '가')).toBe(false)
  expect(right(multiple, '가', '나', '다')).toBe(false)
})

test('a short answer counts however it was typed', () => {
  for (const answer of [
    '롤백',
    ' 롤백. ',
    '“롤백”이에요',
    'Roll Back',
    'rollback',
    '롤백'.normalize('NFD'),
  ]) {
    expect([answer, right(short, answer)]).toEqual([answer, true])
  }
  expect(right(short, '배포')).toBe(false)
  expect(right(short, '롤백 아니에요')).toBe(false)
})

test('a question without a right answer takes any thought', () => {
  expect(right({ ask: '어땠어요?' }, '좋았어요')).toBe(true)
})

test('every answer is graded by itself, with the reason', () => {
  const grades = gradeQuiz([single, short], [['블로그'], ['롤백']])
  expect(grades).toEqual([
    { right: false, because: '만든 사람의 글' },
    { right: true, because: undefined },
  ])
})

test('a question that is not answered is named, and nothing is graded', () => {
  const grade = () => gradeQuiz([single, short], [['공식 문서'], ['  ']])
  expect(grade).toThrow(InvalidError)
  expect(grade).toThrow('learning.answers.missing {"number":2}')
})

test('more answers than questions are refused', () => {
  expect(() => gradeQuiz([short], [['롤백'], ['롤백']])).toThrow(InvalidError)
})

test('a question is shown without its answer', () => {
  expect(openQuestion(multiple)).toEqual({ ask: '모두 골라요', options: ['가', '나', '다'], multiple: true })
  expect(JSON.stringify([openQuestion(single), openQuestion(short)])).not.toMatch(/롤백|만든/)
})
