import { createTranslations, pickParticles } from '../../src/web/i18n.ts'

test.each([
  ['배포{을/를} 해요', '배포를 해요'],
  ['교훈{을/를} 적어요', '교훈을 적어요'],
  ['민아{이/가} 고쳤어요', '민아가 고쳤어요'],
  ['강물{으로/로} 가요', '강물로 가요'],
  ['산{으로/로} 가요', '산으로 가요'],
  ['바다{으로/로} 가요', '바다로 가요'],
  ['‘배포’{을/를} 지울까요?', '‘배포’를 지울까요?'],
  ['“교훈”{은/는} 길이에요', '“교훈”은 길이에요'],
  ['(길){과/와} [글]{과/와}', '(길)과 [글]과'],
  ['길{이/가} 글{을/를}', '길이 글을'],
])('%s becomes %s', (text, picked) => {
  expect(pickParticles(text)).toBe(picked)
})

test.each(['{을/를}', '배포 {을/를}', '{{name}}', 'a{b/c}', '배포{을}', ''])(
  '%s is left as it is',
  (text) => {
    expect(pickParticles(text)).toBe(text)
  },
)

test('a word without Hangul at its end still gets one of the two particles, never the braces', () => {
  for (const word of ['git', 'API', '2', '100', '…', '😀'])
    expect(pickParticles(`${word}{을/를} 봐요`)).toMatch(/^[^{}]+[을를] 봐요$/u)
})

test('fills in parameters before it picks, and shows what somebody typed as it was typed (abuse 6)', () => {
  const { ko, en } = createTranslations([{ 'a.b': ['‘{{name}}’{을/를} 지워요', 'Deletes ‘{{name}}’'] }])
  expect(ko('a.b', { name: '교훈' })).toBe('‘교훈’을 지워요')
  expect(en('a.b', { name: 'Lessons' })).toBe('Deletes ‘Lessons’')
  expect(en('a.b', { name: '<%= 7*7 %> ${7*7} <b>' })).toBe('Deletes ‘<%= 7*7 %> ${7*7} <b>’')
})

test('an unknown key is shown as itself, with and without parameters', () => {
  const { ko } = createTranslations([{}])
  expect([ko('no.such'), ko('no.such', { name: 'x' })]).toEqual(['no.such', 'no.such'])
})

test('what is typed cannot reach the words behind a key (abuse 7)', () => {
  const { ko } = createTranslations([{ 'a.b': ['둘: {{name}}', 'two: {{name}}'] }])
  for (const name of ['{{name}}', '$t(a.b)', '{{__proto__}}']) expect(ko('a.b', { name })).toBe(`둘: ${name}`)
})

test('two features may not share a key', () => {
  const words = { 'a.b': ['가', 'a'] } as const
  expect(() => createTranslations([words, words])).toThrow('a.b')
})
