import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createWords } from '../../src/app.ts'
import { kindFacts, kinds } from '../../src/pages/kinds.ts'
import { langs, roles } from '../../src/user.ts'
import type { Messages } from '../../src/web/messages.ts'

const words = createWords()
const tables = await readTables()
const table: Messages = Object.fromEntries(tables.flatMap(({ messages }) => Object.entries(messages)))
const has = (key: string) => Object.hasOwn(table, key)
const sources = [...listFiles('views', /\.ejs$/), ...listFiles('src', /\.ts$/)]
  .filter((file) => !file.startsWith(join('src', 'client')) && !file.endsWith('messages.ts'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

test('every word is there in Korean and in English, and not by halves', () => {
  expect(Object.keys(table).length).toBeGreaterThan(300)
  const faults = Object.entries(table).filter(([, [ko, en]]) => ko.trim() === '' || en.trim() === '')
  expect(faults).toEqual([])
})

test('both languages fill in the same parameters', () => {
  const namesIn = (text: string) => [...new Set(text.match(/\{\{\s*\w+\s*\}\}/g) ?? [])].sort()
  // Korean may leave out a number that English needs for its plural, not the other way round.
  const faults = Object.entries(table)
    .filter(([, [ko, en]]) => namesIn(ko).some((name) => !namesIn(en).includes(name)))
    .map(([key]) => key)
  expect(faults).toEqual([])
})

test('particles are pairs that can be picked, in Korean alone', () => {
  const PAIRS =
    /\{(이\/가|을\/를|은\/는|으로\/로|와\/과|과\/와|이나\/나|이란\/란|아\/야|이랑\/랑|이에요\/예요|으로서\/로서|으로써\/로써|으로부터\/로부터|이라\/라)\}/g
  for (const [key, [ko, en]] of Object.entries(table)) {
    expect([key, ko.replaceAll(PAIRS, '').match(/\{[가-힣/]+\}/)]).toEqual([key, null])
    expect([key, en.match(/\{[가-힣/]+\}/)]).toEqual([key, null])
  }
})

test('every key that a view or a source names is there', () => {
  const missing = sources.flatMap(({ file, text }) =>
    keysNamedIn(text)
      .filter((key) => !has(key))
      .map((key) => `${file}: ${key}`),
  )
  expect(missing).toEqual([])
  expect(sources.flatMap(({ text }) => keysNamedIn(text)).length).toBeGreaterThan(300)
})

test('every key that is put together from a kind, a language, a role or an error is there', () => {
  const made = [
    ...kinds.flatMap((kind) => [
      `kind.${kind}`,
      `kinds.${kind}`,
      `kinds.about.${kind}`,
      `kinds.write.${kind}`,
    ]),
    ...langs.flatMap((lang) => [`lang.${lang}`, `page.onlyIn.${lang}`, `page.translate.${lang}`]),
    ...roles.flatMap((role) => [`errors.needs.${role}`, `accounts.role.${role}`]),
    ...codesOfErrors().map((code) => `errors.title.${code}`),
    ...['', '30d', '90d', '180d', '365d'].map((choice) => `editor.reviewEvery.${choice}`),
    ...['bold', 'heading', 'list', 'task', 'link', 'quote', 'code', 'table'].map(
      (tool) => `editor.tool.${tool}`,
    ),
    ...rulesOfPaths().map((rule) => `pages.path.${rule}`),
  ]
  expect(made.filter((key) => !has(key))).toEqual([])
  expect(Object.keys(kindFacts)).toEqual([...kinds])
})

test('every beginning of a key that is put together has keys behind it', () => {
  const beginnings = sources.flatMap(({ text }) => [
    ...[...text.matchAll(/\bt\(\s*'([\w.-]+\.)'\s*\+/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/\bt\(\s*`([\w.-]+\.)\$\{/g)].map((match) => match[1] ?? ''),
  ])
  expect(beginnings.length).toBeGreaterThan(5)
  const keys = Object.keys(table)
  expect(beginnings.filter((start) => !keys.some((key) => key.startsWith(start)))).toEqual([])
})

test('what a form says it has done has words', () => {
  const spoken = sources.flatMap(({ text }) =>
    [...text.matchAll(/[?&]done=([a-z][\w-]*)/g)].map((match) => match[1] ?? ''),
  )
  const missing = [...new Set(spoken)].filter(
    (done) => !Object.keys(table).some((key) => key.endsWith(`.done.${done}`)),
  )
  expect(spoken.length).toBeGreaterThan(5)
  expect(missing).toEqual([])
  for (const done of ['drafted', 'created', 'saved', 'merged', 'restored'])
    expect(has(`pages.done.${done}`)).toBe(true)
})

test('the server knows every word that its views and routes say', () => {
  const said = sources.filter(({ file }) => /^views\b|routes\.ts$|^src.web\b/.test(file))
  const keys = said.flatMap(({ text }) => keysNamedIn(text))
  const unknown = keys.filter((key) => words.ko(key) === key || words.en(key) === key)
  expect(unknown).toEqual([])
})

/** `t('…')`, and keys that errors and forms carry: `new …Error('…')`, `key: '…'`, `'…'` of a schema. */
function keysNamedIn(text: string): string[] {
  const patterns = [
    /\bt\(\s*'([^']+)'\s*[,)]/g,
    /\.(?:ko|en|lang|viewer\.lang)\]?\(\s*'([a-z]\w*\.[^']+)'/g,
    /\bnew (?:\w*Error)\(\s*'([a-z]\w*(?:\.[\w-]+)+)'/g,
    /\bnew AppError\(\s*'[^']+',\s*'([^']+)'/g,
    /\bkey: '([a-z]\w*(?:\.[\w-]+)+)'/g,
    /\b(?:label|heading|hint): '([a-z]\w*(?:\.[\w-]+)+)'/g,
    /\.(?:min|max|regex|refine)\([^()]*,\s*'([a-z]\w*(?:\.[\w-]+)+)'/g,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
}

function codesOfErrors(): string[] {
  const source = readFileSync('src/errors.ts', 'utf8')
  const union = /export type ErrorCode =([^]*?)\n\n/.exec(source)?.[1] ?? ''
  const codes = [...union.matchAll(/'([\w-]+)'/g)].map((match) => match[1] ?? '')
  expect(codes.length).toBeGreaterThan(8)
  return [...codes, 'defect']
}

function rulesOfPaths(): string[] {
  const source = readFileSync('src/pages/page-path.ts', 'utf8')
  return [...source.matchAll(/refuse\('(\w+)'\)/g)].map((match) => match[1] ?? '')
}

async function readTables(): Promise<{ file: string; messages: Messages }[]> {
  const files = readdirSync('src', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join('src', name, 'messages.ts'))
  const read = files.map(async (file) => {
    try {
      const { messages } = (await import(`../../${file}`)) as { messages: Messages }
      return [{ file, messages }]
    } catch {
      return []
    }
  })
  return (await Promise.all(read)).flat()
}

function listFiles(dir: string, wanted: RegExp): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}
