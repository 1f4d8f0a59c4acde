import { loadPages, PROGRAM_DIR } from '../context.ts'
import { exportSite } from '../transfer/site/export-site.ts'
import { exportTree } from '../transfer/export-tree.ts'
import type { Call } from './command.ts'
import { withContext } from './with-context.ts'

/** `export`: what could not be written goes to the list; that alone makes it fail. */
export function runExport(call: Call): Promise<number> {
  const folder = call.pathOf(call.positionals[0] ?? '')
  return withContext(call, async (context) => {
    const { repository, audit, pages } = context
    if (call.values.html === true) {
      await loadPages(context)
      const content = pages.content
      const site = await exportSite({ repository, content, programDir: PROGRAM_DIR }, folder)
      await audit.record({ actor: undefined, action: 'export', object: content.head(), result: 'ok' })
      call.say(`${site.pages} pages and ${site.files} files are in ${folder}. Open index.html there.`)
      return 0
    }
    const { commit, written, left } = await exportTree(repository, folder)
    await audit.record({ actor: undefined, action: 'export', object: commit, result: 'ok' })
    for (const { path, why } of left) call.print(`left\t${path}\t${call.words(why.key, why.params)}`)
    call.say(`${written} files of ${commit.slice(0, 7)} are in ${folder}.`)
    return left.length === 0 ? 0 : 1
  })
}
