import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EditorForm, fieldsOfSource, sourceOfForm } from '../../src/pages/editor.ts'

const fallback = { kind: 'note', lang: 'ko' } as const

function resend(source: string, changes: Record<string, string> = {}): string {
  const fields = { ...fieldsOfSource(source, fallback), ...changes }
  return sourceOfForm(EditorForm.parse(fields), source)
}

test('a form sent back as it came changes no byte, for every page of the starter content', () => {
  const entries = readdirSync('content', { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(60)
  for (const file of files) {
    const source = readFileSync(file, 'utf8')
    expect({ file, source: resend(source) }).toEqual({ file, source })
  }
})

test('a changed field changes its line and leaves comments, order and unknown keys alone', () => {
  const source =
    '---\n# why this page\ntitle: 옛 제목\nkind: guide # checked\nlang: ko\nteam: {name: platform}\nstatus: published\n---\n\n본문\n'
  expect(resend(source, { title: '새 제목' })).toBe(source.replace('옛 제목', '새 제목'))
})

test('keys without a field are edited as YAML, and one that is taken out goes', () => {
  const source =
    '---\ntitle: T\nkind: guide\nlang: en\nstatus: published\nreviewed: 2026-11-02\nteam: x\n---\n\nb\n'
  const after = resend(source, { more: 'reviewed: 2026-11-24\n' })
  expect(after).toContain('reviewed: 2026-11-24')
  expect(after).not.toContain('team')
})

test('a lesson is put together from its fields', () => {
  const form = EditorForm.parse({
    title: '먼저 묻는다',
    kind: 'lesson',
    lang: 'ko',
    when: '막혔을 때',
    do: '- 물어봐요\n찾아봐요\n',
    dont: '',
    body: '왜냐하면.\n',
    tags: 'practice, #learning',
  })
  const source = sourceOfForm(form, '')
  expect(fieldsOfSource(source, fallback)).toMatchObject({
    title: '먼저 묻는다',
    kind: 'lesson',
    when: '막혔을 때',
    do: '물어봐요\n찾아봐요',
    tags: 'practice, learning',
    body: '왜냐하면.\n',
  })
  expect(source.startsWith('---\n')).toBe(true)
})

test('front matter that cannot be read is offered as it is and can be mended', () => {
  const source = '---\ntitle: [oops\n---\n\n본문\n'
  const fields = fieldsOfSource(source, fallback)
  expect(fields.more).toContain('[oops')
  const mended = sourceOfForm(EditorForm.parse({ ...fields, title: '고침', more: '' }), source)
  expect(mended).toContain('title: 고침')
  expect(mended).toContain('본문')
})
