import { loadPages } from '../context.ts'
import { askForReindex, dropDerived } from '../operations/reindex.ts'
import { isTemplate } from '../pages/page-path.ts'
import { indexPages } from '../search/page-documents.ts'
import type { Call } from './command.ts'
import { withContext } from './with-context.ts'

/** `reindex`: builds catalog and index once here, as a proof that they can be, and has a running server do so too. */
export async function runReindex(call: Call): Promise<number> {
  await dropDerived(call.config.dataDir)
  return withContext(call, async (context) => {
    const { pages, search, readFile, config } = context
    await loadPages(context)
    await indexPages(search, pages.content, readFile, context.now)
    await askForReindex(config.dataDir, new Date())
    const indexed = [...pages.content.catalog.variants()].filter(({ path }) => !isTemplate(path))
    call.print(`pages\t${pages.content.catalog.size}`)
    call.print(`indexed\t${indexed.length}`)
    return 0
  })
}
