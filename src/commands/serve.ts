import { refuseUnfinishedRestore } from '../backup/restore.ts'
import { startServer } from '../server.ts'
import type { Call } from './command.ts'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Serves until it is told to stop; answers what was asked, and then ends. */
export async function serve({ config, log, print, say }: Call): Promise<number> {
  await refuseUnfinishedRestore(config.dataDir)
  const stopping = nextSignal()
  const server = await startServer(config, log)
  // In one piece, so that whoever waits for the first line has the link too.
  const setup = server.setupLink && `Open this link once to make the first administrator: ${server.setupLink}`
  print([`Giljabi is listening on ${server.url}`, ...(setup ? [setup] : [])].join('\n'))
  await stopping
  say('Stopping ...')
  for (const signal of SIGNALS) process.once(signal, () => process.exit(1))
  await server.stop()
  // All is closed; whatever still keeps the process alive has nothing left to do.
  setTimeout(() => process.exit(0), 2_000).unref()
  return 0
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve())
  })
}
