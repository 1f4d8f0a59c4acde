import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** Imports point from a higher number to a lower one, or stay within a folder. */
const LAYERS: Readonly<Record<string, number>> = {
  errors: 0,
  user: 0,
  log: 1,
  'bundle-script': 1,
  'code-hash': 1,
  'remember-last': 1,
  config: 1,
  web: 2,
  db: 2,
  git: 2,
  markdown: 2,
  audit: 3,
  waiting: 3,
  accounts: 4,
  notifications: 5,
  pages: 5,
  moving: 6,
  attachments: 6,
  unsaved: 6,
  trash: 6,
  reads: 6,
  feedback: 6,
  guidance: 6,
  proposals: 7,
  search: 6,
  upkeep: 7,
  learning: 7,
  gaps: 8,
  team: 8,
  home: 9,
  api: 9,
  backup: 9,
  transfer: 9,
  'git-http': 8,
  mirror: 9,
  operations: 9,
  frame: 9,
  context: 10,
  app: 11,
  server: 12,
  demo: 13,
  commands: 14,
  main: 15,
}
const PLATFORM = new Set(['web', 'db', 'git', 'markdown'])

interface Import {
  readonly from: string
  readonly to: string
}

const files = listFiles('src').filter((file) => file.endsWith('.ts') && !file.startsWith('client/'))
const imports = files.flatMap((from) => importsOf(from).map((to) => ({ from, to })))
const own = imports
  .filter(({ to }) => to.startsWith('.'))
  .map(({ from, to }) => ({ from, to: resolve(from, to) }))

test('every folder and file of src has its place in the layers', () => {
  expect(files.map(partOf).filter((part) => !(part in LAYERS))).toEqual([])
})

test('imports point one way, from features to the platform', () => {
  const wrong = own.filter(({ from, to }) => {
    const [here, there] = [partOf(from), partOf(to)]
    if (here === there || (PLATFORM.has(here) && PLATFORM.has(there))) return false
    return (LAYERS[there] ?? 99) >= (LAYERS[here] ?? 0)
  })
  expect(wrong).toEqual([])
})

test('a feature is imported through its operations, never its store or routes', () => {
  const wrong = own.filter(({ from, to }) => {
    if (partOf(from) === partOf(to) || from === 'app.ts' || PLATFORM.has(partOf(to))) return false
    return /(^|\/)([\w-]+-)?(store|routes|api)\.ts$/.test(to)
  })
  expect(wrong).toEqual([])
})

test('only the edge knows Express', () => {
  const edge =
    /(^|\/)(\w+-)?(routes|api|guards|sign-in|cookies|trace|editing|send-editor|save-form|openapi)\.ts$|^web\/|^(app|server)\.ts$/
  expect(who(/^express$/).filter((file) => !edge.test(file))).toEqual([])
})

test('only stores know SQL', () => {
  expect(who(/^(kysely|node:sqlite)$/).filter((file) => !/^db\/|store\.ts$/.test(file))).toEqual([])
})

test('only git/ starts processes', () => {
  expect(who(/child_process$/).filter((file) => !file.startsWith('git/'))).toEqual([])
})

test('only config.ts reads the environment', () => {
  const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join('src', file), 'utf8')))
  expect(readers.filter((file) => !/^(main|config)\.ts$|^git\/run\.ts$|^commands\b/.test(file))).toEqual([])
})

test('views write unescaped only what is safe HTML or another view', () => {
  const safe =
    /^(v\.include\(.*\)|v\.icon\(.*\)|v\.time\(.*\)|v\.body|v\.self|v\.html|(v\.)?rendered\.html|v\.rendered\.html|v\.bodyHtml)$/s
  const wrong = listFiles('views').flatMap((file) => {
    const raw = readFileSync(join('views', file), 'utf8').matchAll(/<%-\s*(.*?)\s*%>/gs)
    return [...raw]
      .map((match) => match[1] ?? '')
      .filter((code) => !safe.test(code))
      .map((code) => `${file}: ${code}`)
  })
  expect(wrong).toEqual([])
})

function who(wanted: RegExp): string[] {
  return imports.filter(({ to }) => wanted.test(to)).map(({ from }: Import) => from)
}

function partOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '')
}

function importsOf(file: string): string[] {
  const source = readFileSync(join('src', file), 'utf8')
  return [...source.matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gms)].flatMap(
    (match) => match[1] ?? match[2] ?? [],
  )
}

function resolve(from: string, to: string): string {
  return posix.join(dirname(from), to)
}

function listFiles(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
}
