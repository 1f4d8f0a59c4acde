import { refuseUnfinishedRestore } from '../backup/restore.ts'
import { openContext, type Context } from '../context.ts'
import type { Call } from './command.ts'

/** Opens the data folder for one command and closes it, whatever happens. */
export async function withContext(
  { config, log }: Pick<Call, 'config' | 'log'>,
  use: (context: Context) => Promise<number>,
): Promise<number> {
  await refuseUnfinishedRestore(config.dataDir)
  const context = await openContext(config, log)
  try {
    return await use(context)
  } finally {
    await context.close()
  }
}
