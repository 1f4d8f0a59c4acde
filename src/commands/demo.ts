import { readdir } from 'node:fs/promises'
import { UsageError } from '../errors.ts'
import { DEMO_PASSWORD, demoTeam } from '../demo/team.ts'
import { tellStory } from '../demo/tell-story.ts'
import type { Call } from './command.ts'

/** `demo`: a wiki with ninety days of a team's work, to look around in. Only into a folder that is empty. */
export async function runDemo(call: Call): Promise<number> {
  const { config, log, say, print } = call
  const dataDir = call.pathOf(call.positionals[0] ?? '')
  if (!(await isEmpty(dataDir))) {
    throw new UsageError(`${dataDir} is not empty. Name another folder, or remove it to build the demo anew.`)
  }
  await tellStory({ ...config, dataDir }, log, (day, what) => say(`day ${day}: ${what}`))
  for (const { email, role, name } of demoTeam) print([email, DEMO_PASSWORD, role, name].join('\t'))
  say(`Done. Look at it with: DATA_DIR=${dataDir} npm start`)
  return 0
}

async function isEmpty(dir: string): Promise<boolean> {
  try {
    return (await readdir(dir)).length === 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw error
  }
}
