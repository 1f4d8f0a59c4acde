import { eachTitleTerm, termsOf } from '../../src/search/tokens.ts'

test.each([
  ['배포를'],
  ['배포가'],
  ['배포에서는'],
  ['배포로부터'],
  ['배포하지'],
  ['배포합니다'],
  ['배포했습니다'],
  ['배포되었다'],
  ['배포까지도'],
])('%s falls to the stem 배포', (word) => {
  expect(termsOf(word)).toEqual(['배포'])
})

test.each([['되돌립니다'], ['되돌리기'], ['되돌린다'], ['되돌리면'], ['되돌리려면']])(
  '%s falls to the stem 되돌리',
  (word) => {
    expect(termsOf(word)).toEqual(['되돌리'])
  },
)

test.each([
  ['평가'],
  ['회의'],
  ['속도'],
  ['국가'],
  ['광고'],
  ['화면'],
  ['경로'],
  ['사과'],
  ['이미지'],
  ['페이지'],
])('%s keeps the last syllable, which is no particle', (word) => {
  expect(termsOf(word)).toEqual([word])
})

test('a particle that does not agree with the syllable before it is no particle', () => {
  expect(termsOf('컴파일러가 시스템과 사용자와')).toEqual(['컴파일러', '시스템', '사용자'])
  expect(termsOf('재평가')).toEqual(['재평가'])
})

test('words are split where the script changes', () => {
  expect(termsOf('k8s배포를')).toEqual(['k8s', '배포'])
  expect(termsOf('API를')).toEqual(['api'])
  expect(termsOf('k8s에서')).toEqual(['k8s'])
  expect(termsOf('배포k8s')).toEqual(['배포', 'k8s'])
})

test('English words fall to their stems in any inflection', () => {
  expect(termsOf('rolling rolled rolls roll')).toEqual(['roll', 'roll', 'roll', 'roll'])
  expect(termsOf('deployment deployments')).toEqual(['deploy', 'deploy'])
  expect(termsOf("don't users' user’s")).toEqual(['dont', 'user', 'user'])
})

test('identifiers are found whole and by their parts', () => {
  expect(termsOf('getUserById')).toEqual(['getuserbyid', 'get', 'user', 'by', 'id'])
  expect(termsOf('kube-proxy')).toEqual(['kubeproxi', 'kube', 'proxi'])
  expect(termsOf('ERR_CODE')).toEqual(['errcod', 'err', 'code'])
  expect(termsOf('HTTPServer')).toEqual(['httpserver', 'http', 'server'])
  expect(termsOf('1.2.3')).toEqual(['1.2.3'])
})

test('full-width letters and decomposed Hangul are the same words; typed jamo stay what they are', () => {
  expect(termsOf('ＡＰＩ')).toEqual(['api'])
  expect(termsOf('배포'.normalize('NFD'))).toEqual(['배포'])
  expect(termsOf('ㄱㅅ')).toEqual(['ㄱㅅ'])
})

test('titles also give the pairs of syllables of their words, marked as no words', () => {
  const terms: string[] = []
  eachTitleTerm('자동배포를 하자', (term) => terms.push(term))
  expect(terms).toEqual(expect.arrayContaining(['자동배포', '+자동', '+동배', '+배포']))
})

test('Han and Kana are found by character and pair, Cyrillic by word', () => {
  expect(termsOf('東京')).toEqual(['東', '東京', '京'])
  expect(termsOf('Привет')).toEqual(['привет'])
})
