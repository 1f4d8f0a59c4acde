import { readdirSync, readFileSync } from 'node:fs'
import { koreanKey } from '../../src/guidance/korean-key.ts'
import { opposes, readAdvice } from '../../src/guidance/opposition.ts'
import { readPageSource } from '../../src/pages/front-matter.ts'
import { termsOf } from '../../src/search/tokens.ts'
import type { Lang } from '../../src/user.ts'

type Line = readonly ['do' | 'dont', string]
const read = (lang: Lang, [list, text]: Line) => readAdvice(text, list, lang, termsOf)

test.each<readonly [Lang, Line, Line]>([
  ['ko', ['do', '금요일에 배포해요.'], ['dont', '금요일에는 배포하지 않아요.']],
  ['ko', ['do', '금요일 오후에도 배포해요'], ['do', '금요일에 배포하지 말아요']],
  ['ko', ['do', '공식 문서를 먼저 읽어요'], ['dont', '공식 문서부터 읽지 않아요']],
  ['ko', ['do', '작은 변경은 리뷰 없이 합쳐요'], ['dont', '리뷰 없이 합치지 않아요']],
  ['ko', ['do', '시험 삼아 계정을 열어 줘요'], ['dont', '‘시험 삼아 하나만’ 하고 계정을 열어 주지 않아요.']],
  ['ko', ['do', '비밀번호를 저장소에 둬요'], ['dont', '비밀번호를 저장소에 두지 않아요']],
  ['ko', ['do', '회의를 녹화해요'], ['dont', '회의 녹화 금지']],
  ['ko', ['do', '이유를 적어요'], ['dont', '이유를 적어요']],
  ['en', ['do', 'Deploy on Fridays.'], ['dont', 'Deploy on a Friday.']],
  ['en', ['do', 'Deploy on Fridays when the tests are green.'], ['do', 'Never deploy on Fridays.']],
  ['en', ['do', 'Ship small changes without a review.'], ['dont', 'Ship changes without review.']],
  ['en', ['do', 'Write the tests first.'], ['dont', 'Don’t write tests first.']],
  ['en', ['do', 'Use feature flags for every change'], ['do', 'Avoid feature flags']],
  ['en', ['do', 'Restore the backup every month'], ['do', 'Skip restoring the backup']],
])('%s: %j and %j cannot both be followed', (lang, one, other) => {
  expect(opposes(read(lang, one), read(lang, other))).toBe(true)
  expect(opposes(read(lang, other), read(lang, one))).toBe(true)
})

test.each<readonly [Lang, Line, Line]>([
  ['ko', ['do', '배포 전에 백업을 확인해요'], ['dont', '금요일에 배포하지 않아요']],
  ['ko', ['dont', '금요일에 배포하지 않아요'], ['do', '금요일에는 배포하지 말아요']],
  ['ko', ['do', '화요일에 배포해요'], ['dont', '금요일에 배포하지 않아요']],
  ['ko', ['do', '이유를 적어요'], ['dont', '이유를 지우지 않아요']],
  ['ko', ['do', '백업을 되살려 봐요'], ['dont', '한 번도 되살려 보지 않은 백업을 믿지 않아요.']],
  ['ko', ['do', '리뷰를 받고 합쳐요'], ['dont', '리뷰 없이 합치지 않아요']],
  ['ko', ['do', '백업 확인을 잊지 말아요'], ['do', '백업을 확인해요']],
  ['en', ['do', 'Deploy on Tuesdays.'], ['dont', 'Deploy on Fridays.']],
  ['en', ['do', 'Review every change before it ships.'], ['dont', 'Ship a change without review.']],
  ['en', ['do', 'Don’t forget to restore the backup.'], ['dont', 'Skip the restore of the backup.']],
  ['en', ['do', 'Ask before you deploy'], ['dont', 'Deploy without asking']],
  ['en', ['do', 'Use feature flags for risky changes'], ['dont', 'Leave feature flags in the code for ever']],
  ['en', ['do', 'Write down when you will stop, before you start.'], ['do', 'Write down when you start.']],
])('%s: %j and %j go together', (lang, one, other) => {
  expect(opposes(read(lang, one), read(lang, other))).toBe(false)
})

test('the lessons that come with the wiki contradict each other nowhere', () => {
  const lines = readdirSync('content/lessons').flatMap((file) => {
    const { lang = 'ko', lesson } = readPageSource(
      readFileSync(`content/lessons/${file}`, 'utf8'),
    ).frontMatter
    const all = (list: 'do' | 'dont') =>
      (lesson?.[list] ?? []).map((text) => ({ file, lang, ...read(lang, [list, text]) }))
    return [...all('do'), ...all('dont')]
  })
  expect(lines.length).toBeGreaterThan(100)
  const clashing = lines.flatMap((one) =>
    lines
      .filter((other) => one.file < other.file && one.lang === other.lang && opposes(one, other))
      .map((other) => `${one.text} / ${other.text}`),
  )
  expect(clashing).toEqual([])
})

test('the forms of a Korean verb come to one', () => {
  for (const [forms, key] of [
    [['적지', '적어요', '적고', '적습니다'], '적'],
    [['봐요', '보지', '보고'], '보'],
    [['둬요', '두지', '두는'], '두'],
    [['써요', '쓰지'], '쓰'],
    [['해요', '하지', '했어요'], '하'],
  ] as const)
    expect(new Set(forms.map(koreanKey))).toEqual(new Set([key]))
  expect(koreanKey('deploy')).toBe('deploy')
})
