import { loadPages } from '../context.ts'
import { findFaults } from '../operations/check.ts'
import type { Call } from './command.ts'
import { withContext } from './with-context.ts'

/** `check`: a line a fault; any fault makes it fail, a stale page too. */
export function runCheck(call: Call): Promise<number> {
  return withContext(call, async (context) => {
    await loadPages(context)
    const { repository, database, pages } = context
    const faults = await findFaults({ repository, database, content: pages.content }, new Date())
    for (const { kind, path, what } of faults) {
      call.print(
        [kind, path, call.words(what.key, what.params)].map((part) => part.replace(/\s+/g, ' ')).join('\t'),
      )
    }
    call.say(
      faults.length === 0
        ? `${pages.content.catalog.size} pages, nothing wrong.`
        : `${faults.length} things to look at.`,
    )
    return faults.length === 0 ? 0 : 1
  })
}
