import type { TestApp } from '../app.ts'
import type { CastMember } from '../cast.ts'

/** Takes every step of these people back, so that the tests of a file can share a server. */
export async function reopenAll(app: TestApp, people: readonly CastMember[]): Promise<void> {
  for (const person of people) {
    const { learning } = app.context
    const who = await app.user(person)
    for (const { path, steps } of await learning.walks(who, 'ko')) {
      for (const { id, record } of steps) if (record) await learning.reopenStep(who, path, id)
    }
  }
}
