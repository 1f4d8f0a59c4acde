import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeWikiPages } from './wiki-pages.ts'

/** Pages are numbered by words that no text has, so that any of them can be searched for. */
export function markOf(number: number): string {
  return `zq${number.toString(2).replaceAll('0', 'ba').replaceAll('1', 'ku')}`
}

/**
 * Writes `count` different Markdown files into `folder`: the real pages (or the starter content), then the same ones under
 * other titles and names, each with its mark.
 * @returns where the texts come from, for the report's reader
 */
export async function writeManyPages(folder: string, count: number): Promise<string> {
  const { origin } = await writeWikiPages(join(folder, 'set-0'), Math.min(count, 1_000))
  const names = filesBelow(join(folder, 'set-0'))
  for (let number = 0; number < count; number++) {
    const [set, name] = [Math.floor(number / names.length), names[number % names.length] ?? '']
    const text = readFileSync(join(folder, 'set-0', name), 'utf8')
    const file = join(folder, `set-${set}`, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${set === 0 ? text : titledAnew(text, set)}\n\n${markOf(number)}\n`)
  }
  return origin
}

/**
 * Adds `count` commits to the branch, each an edit of one of the files that `tree` holds, through one `git fast-import`.
 * Every tenth is of the first file, as some pages are edited far more often than others.
 */
export async function addHistory(repository: string, tree: string, count: number): Promise<void> {
  const names = filesBelow(tree)
  const before = execFileSync('git', ['rev-parse', 'main'], { cwd: repository, encoding: 'utf8' }).trim()
  const child = spawn('git', ['fast-import', '--quiet', '--force'], {
    cwd: repository,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  const start = Math.floor(Date.now() / 1_000) - count * 60
  for (let number = 0; number < count; number++) {
    const name = names[number % 10 === 0 ? 0 : number % names.length] ?? ''
    const text = `${readFileSync(join(tree, name), 'utf8')}\nEdit ${number}.\n`
    const parent = number === 0 ? `from ${before}\n` : ''
    const head = `commit refs/heads/main\nauthor Writer ${number % 40} <w${number % 40}@team.example> ${start + number * 60} +0900\ncommitter Bench <bench@team.example> ${start + number * 60} +0900\n`
    const commit = `${head}${data(`Edit ${number}\n`)}${parent}M 100644 inline ${JSON.stringify(name)}\n${data(text)}`
    if (!child.stdin.write(commit)) await once(child.stdin, 'drain')
  }
  child.stdin.end()
  const [code] = (await ended) as [number]
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`)
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}

/** Markdown files in the order of their names. */
function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.md')).sort()
}

function titledAnew(text: string, set: number): string {
  return text.replace(/^(title: *["']?|# +)/m, `$1${set}. `)
}
