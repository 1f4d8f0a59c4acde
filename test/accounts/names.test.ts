import { acceptName, nameShape, suggestHandle } from '../../src/accounts/names.ts'

test.each([
  ['bidirectional override', 'Ada\u202Enimda'],
  ['zero-width space', 'Ada\u200B Han'],
  ['zero-width joiner', 'A\u200Dda'],
  ['byte order mark', '\uFEFFAda Han'.concat('\uFEFF.')],
  ['Hangul filler', '김\u3164민아'],
  ['line feed', 'Ada\nHan'],
  ['escape', 'Ada\u001b[31m'],
])('refuses a name with a %s (abuse 11)', (_what, name) => {
  expect(() => acceptName(name)).toThrow(fault({ key: 'accounts.name.unseen', field: 'name' }))
})

test.each(['Аda Han', 'Leо Park', 'Μina Kim'])(
  'refuses %s, which mixes alphabets in a word (abuse 11)',
  (name) => {
    expect(() => acceptName(name)).toThrow(fault({ key: 'accounts.name.mixed' }))
  },
)

test.each([
  '김민아',
  'Ada Han',
  'Анна Смирнова',
  'Ωριάνα',
  'Zoë O’Neill',
  'Leo (플랫폼)',
  '李小龍',
  'D’Arcy-Kim 2',
])('takes %s as it is', (name) => {
  expect(acceptName(name)).toBe(name)
})

test('keeps a name composed, with single spaces', () => {
  expect(acceptName('  김민아'.normalize('NFD') + '   2 ')).toBe('김민아 2')
})

test('refuses an empty name and one of more than 80 characters', () => {
  expect(() => acceptName('   ')).toThrow(fault({ key: 'accounts.name.missing' }))
  expect(() => acceptName('가'.repeat(81))).toThrow(fault({ key: 'accounts.name.long' }))
})

test.each([
  ['Ada Han', 'ada  han'],
  ['Ada Han', 'АԁА Наn'],
  ['Leo', 'Le0'],
  ['Bill', 'BiIl'],
  ['Arnold', 'Amold'],
  ['Ada Han', 'Ａｄａ Ｈａｎ'],
  ['Zoe', 'Zoë'],
])('%s and %s look the same (abuse 11)', (one, other) => {
  expect(nameShape(one)).toBe(nameShape(other))
})

test('names that differ to the eye have different shapes', () => {
  const names = ['김민아', '김민이', '김미나', 'Ada Han', 'Ada Hahn', 'Leo Park', 'Leo Bark']
  expect(new Set(names.map(nameShape)).size).toBe(names.length)
})

test.each([
  ['Ada@team.example', 'ada'],
  ['min.a_kim+wiki@team.example', 'min.a_kim-wiki'],
  ['José@team.example', 'jose'],
  ['김민아@team.example', 'member'],
  ['..@team.example', 'member'],
  [`${'a'.repeat(60)}@team.example`, 'a'.repeat(40)],
])('%s suggests the handle %s', (email, handle) => {
  expect(suggestHandle(email)).toBe(handle)
})

function fault(like: { key: string; field?: string }): Error {
  return expect.objectContaining(like) as Error
}
