import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { startServer } from '../server.ts'
import { STORY_DAYS, story, type Stage } from './story.ts'
import { demoTeam, type Handle } from './team.ts'
import { joinWiki, type Actor } from './wiki.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const HOUR_MS = 60 * 60 * 1000
/** Nine in the morning in Seoul, in UTC. */
const MORNING_MS = 0

/**
 * Fills an empty data folder with ninety days of a team's work, the last of them yesterday. All of it is done over
 * HTTP under a clock that is set from day to day.
 * @param told hears what happens, for a progress line
 */
export async function tellStory(
  config: Config,
  log: Log,
  told: (day: number, what: string) => void = () => undefined,
  end: Date = new Date(),
): Promise<void> {
  const first = Math.floor(end.getTime() / DAY_MS) * DAY_MS - STORY_DAYS * DAY_MS + MORNING_MS
  let clock = new Date(first)
  const server = await startServer({ ...config, port: 0, host: '127.0.0.1' }, log, () => clock)
  const actors = new Map<Handle, Actor>()
  const { context, url } = server
  const stage: Stage = { context, actors, today: () => clock.toISOString().slice(0, 10) }
  try {
    for (const [index, scene] of story.entries()) {
      const earlier = story.slice(0, index).filter(({ day }) => day === scene.day).length
      clock = new Date(first + scene.day * DAY_MS + earlier * HOUR_MS)
      for (const person of demoTeam) {
        if (person.joins <= scene.day && !actors.has(person.handle)) {
          actors.set(person.handle, await joinWiki(context, url, person))
        }
      }
      told(scene.day, scene.what)
      await scene.play(stage)
    }
  } finally {
    await server.stop()
  }
}
