import { EditorForm, fieldsOfSource, sourceOfForm } from '../../src/pages/editor.ts'

const file = (sources: string) => `---\ntitle: 글\nkind: guide\nlang: ko\n${sources}---\n\n본문\n`
const fields = (source: string, more = {}) =>
  EditorForm.parse({ ...withoutGaps(fieldsOfSource(source, { kind: 'guide', lang: 'ko' })), ...more })
const withoutGaps = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

test.each([
  '',
  'sources:\n  - {tier: official, title: "가", url: "https://a.example/", version: 15, checked: 2026-01-01} # ours\n',
  'sources: []\n',
  'sources: later\n',
  `sources:\n${Array.from({ length: 14 }, (_, index) => `  - {tier: other, title: t${index}, url: "https://a.example/${index}"}\n`).join('')}`,
])('saving without a change of the sources keeps every byte: %j', (sources) => {
  const source = file(sources)
  expect(sourceOfForm(fields(source), source)).toBe(source)
})

test('an emptied row goes, what has no column stays with its row, and a day of another address does not', () => {
  const source = file(
    'sources:\n  - {tier: official, title: 가, url: "https://a.example/", note: ours, checked: 2026-01-01}\n  - {tier: other, title: 나, url: "https://b.example/", checked: 2026-01-01}\n',
  )
  const form = fields(source, { sourceUrl1: 'https://new.example/', sourceTitle2: '', sourceUrl2: '' })
  expect(sourceOfForm(form, source)).toContain('note: ours')
  expect(sourceOfForm(form, source)).not.toContain('checked')
  expect(sourceOfForm(form, source)).not.toContain('b.example')
  const none = fields(source, { sourceTitle1: '', sourceUrl1: '', sourceTitle2: '', sourceUrl2: '' })
  expect(sourceOfForm(none, source)).toBe(file(''))
})

test('those who send the sources as YAML are taken at their word', () => {
  const source = file('sources:\n  - {tier: other, title: 가, url: "https://a.example/"}\n')
  const more = 'sources:\n  - {tier: official, title: 나, url: "https://b.example/"}\n'
  const typed = EditorForm.parse({ title: '글', kind: 'guide', lang: 'ko', body: '본문', more })
  expect(sourceOfForm(typed, source)).toContain('b.example')
  const silent = EditorForm.parse({ title: '글', kind: 'guide', lang: 'ko', body: '본문' })
  expect(sourceOfForm(silent, source)).toBe(source)
})
