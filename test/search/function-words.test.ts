import { isFunctionWord } from '../../src/search/function-words.ts'
import { runsOf } from '../../src/search/tokens.ts'

const named = (text: string): string[] =>
  [...runsOf(text)].filter((run) => !isFunctionWord(run)).map((run) => run.text)

test.each([
  ['배포는 어떻게 되돌리나요', ['배포는', '되돌리나요']],
  ['수도는 어디인가', ['수도는']],
  ['무엇을 먼저 해야 하나요', ['먼저']],
  ['리뷰어는 누가 고르나요', ['리뷰어는', '고르나요']],
  ['휴가를 쓸 수 있나요', ['휴가를', '쓸']],
  ['why does the build fail', ['build', 'fail']],
  ['how many customers are there', ['customers']],
])('%s asks for %j', (question, words) => {
  expect(named(question)).toEqual(words)
})

test.each([
  '배포',
  '장애',
  '하위',
  '이미지',
  '수정',
  '때문',
  '중복',
  '등록',
  '그림',
  '저장',
  '더미',
  '어디서나',
  '일지',
  '돼지',
  '하나',
  '일',
  '인지',
  'use',
  'state',
])('%s names something', (word) => {
  expect(named(word)).toEqual([word])
})
