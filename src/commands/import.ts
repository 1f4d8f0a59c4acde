import type { Accounts } from '../accounts/accounts.ts'
import { loadPages } from '../context.ts'
import { UsageError } from '../errors.ts'
import { PROGRAM_AUTHOR } from '../pages/starter.ts'
import { totalsOf, type ImportedFile, type ImportReport } from '../transfer/import-report.ts'
import { importTree } from '../transfer/import-tree.ts'
import { optional, type Call } from './command.ts'
import { createProgress } from './progress.ts'
import { withContext } from './with-context.ts'

/** `import`: a line a file, outcome, source, place in the wiki and what was changed, and the totals. */
export function runImport(call: Call): Promise<number> {
  return withContext(call, async (context) => {
    const { accounts, audit, pages, repository } = context
    const person = await findAuthor(accounts, optional(call, 'email'))
    const dryRun = call.values['dry-run'] === true
    const folder = call.pathOf(call.positionals[0] ?? '')
    await loadPages(context)
    const report = await importTree({ content: pages.content, repository }, person ?? PROGRAM_AUTHOR, {
      folder,
      into: optional(call, 'into'),
      dryRun,
      replace: call.values.replace === true,
      onProgress: createProgress(call.say, 'Reading files'),
    })
    if (report.commit)
      await audit.record({ actor: person?.id, action: 'import', object: report.commit, result: 'ok' })
    for (const file of report.files) call.print(lineOf(file, call))
    return sum(report, call, dryRun)
  })
}

/** The one that is named, else the admin who has been there longest; undefined where there is nobody yet. */
async function findAuthor(accounts: Accounts, email: string | undefined) {
  if (email === undefined) {
    const admins = (await accounts.people.list()).filter(
      ({ role, disabled }) => role === 'admin' && !disabled,
    )
    return admins.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))[0]
  }
  const person = await accounts.people.findByLogin(email)
  if (!person || person.disabled) throw new UsageError(`Nobody who may sign in has the e-mail ${email}.`)
  return person
}

function lineOf({ outcome, source, file, notes }: ImportedFile, { words }: Call): string {
  const what = notes.map(({ key, params }) => words(key, params)).join('; ')
  return [outcome, source, file ?? '', what].map(oneLine).join('\t')
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ')
}

function sum(report: ImportReport, { print, say }: Call, dryRun: boolean): number {
  const { pages, attachments, unchanged, skipped, refused, linksToNowhere } = totalsOf(report)
  const counts = { pages, attachments, unchanged, skipped, refused, 'links to nowhere': linksToNowhere }
  for (const [what, count] of Object.entries(counts)) print(`total\t${what}\t${count}`)
  if (report.commit) print(`commit\t${report.commit}`)
  const done = dryRun
    ? 'Nothing was written (--dry-run).'
    : report.commit
      ? `Committed as ${report.commit.slice(0, 7)}.`
      : 'The wiki has all of it already; nothing was committed.'
  say(
    `${pages} pages, ${attachments} attachments, ${skipped} skipped, ${linksToNowhere} links that lead nowhere. ${done}`,
  )
  if (refused === 0) return 0
  say(
    `${refused} files were refused, because the wiki has something else under their names. The list says why.`,
  )
  return 1
}
