import type { ImportReport } from '../../src/transfer/import-report.ts'
import { temporaryWiki, tree, type TemporaryWiki } from './temporary-wiki.ts'

/** Imports a tree into a wiki of its own; a dry run says the same before it, and a second run changes nothing. */
export async function importTwice(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<{ wiki: TemporaryWiki; report: ImportReport }> {
  const wiki = await temporaryWiki()
  const folder = await tree(files)
  const dry = await wiki.import(folder, { dryRun: true })
  const report = await wiki.import(folder)
  expect(report.files).toEqual(dry.files)
  expect((await wiki.import(folder)).commit).toBeUndefined()
  return { wiki, report }
}

/** A page's text without its front matter. */
export async function bodyOf(wiki: TemporaryWiki, file: string): Promise<string> {
  return (await wiki.read(file)).replace(/^---\n.*?^---\n/ms, '')
}
