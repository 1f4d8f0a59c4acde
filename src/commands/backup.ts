import { backUp } from '../backup/backup.ts'
import { refuseUnfinishedRestore, restore } from '../backup/restore.ts'
import { tryRestore } from '../backup/try-restore.ts'
import type { Call } from './command.ts'

export async function runBackup({ config, log, positionals, pathOf, say }: Call): Promise<number> {
  const file = pathOf(positionals[0] ?? '')
  await refuseUnfinishedRestore(config.dataDir)
  const { commit, parts } = await backUp(config.dataDir, file, { log, now: new Date() })
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  say(
    `${file} holds everything up to ${commit?.slice(0, 7) ?? 'now'} (${Math.ceil(bytes / 1024)} KiB). It was read back and is whole.`,
  )
  say('It also holds password hashes: keep it where only administrators can read it.')
  return 0
}

export async function runRestore({ config, log, positionals, values, pathOf, say }: Call): Promise<number> {
  const file = pathOf(positionals[0] ?? '')
  const replace = values.replace === true
  if (values.test === true) {
    const { created, commit } = await tryRestore(file, { log, now: new Date() })
    say(
      `${file} can be brought back: it is the wiki of ${created}, at ${commit?.slice(0, 7) ?? 'its beginning'}.`,
    )
    return 0
  }
  const { manifest, movedTo } = await restore(config.dataDir, file, { log, now: new Date(), replace })
  say(
    `${config.dataDir} is as it was at ${manifest.created}, at ${manifest.commit?.slice(0, 7) ?? 'its beginning'}.`,
  )
  if (movedTo) say(`What was there before is in ${movedTo}. Delete it when you no longer need it.`)
  return 0
}
