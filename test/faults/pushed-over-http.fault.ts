import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { leo } from '../cast.ts'
import { page, startGitWorld, type GitWorld } from '../git-http/world.ts'
import { residentMegabytes } from './outside.ts'

const HUGE = 100 * 1024 * 1024

let world: GitWorld
beforeAll(async () => {
  world = await startGitWorld()
})
afterAll(() => world.stop())

test.each([
  [
    'that git compresses to little',
    () => Buffer.alloc(HUGE, '가나다라 마바사\n'),
    /huge\.bin: it is larger than 20 MB/,
  ],
  ['that cannot be compressed', () => randomBytes(HUGE), /At most 100 MB can be pushed at once/],
])(
  'a push with a file of 100 MB %s is refused with the reason, and leaves nothing behind',
  async (_how, make, reason) => {
    const { app } = world
    const clone = await world.clone(leo)
    const before = {
      rss: residentMegabytes(),
      head: app.context.pages.content.savedHead(),
      objects: objectsOf(),
    }
    await clone.write('guides/huge.bin', make())
    await clone.commit('Add a huge file')
    await expect(clone.git('push', 'origin', 'HEAD:main')).rejects.toThrow(reason)
    expect(app.context.pages.content.savedHead()).toBe(before.head)
    expect(objectsOf()).toEqual(before.objects)
    expect(residentMegabytes() - before.rss).toBeLessThan(150)

    await clone.git('reset', '--hard', '--quiet', 'HEAD~1')
    await clone.write('guides/after-huge.md', page('큰 것 다음', `글이에요. ${before.head ?? ''}`))
    await clone.commit('Write after it')
    await clone.git('push', 'origin', 'HEAD:main')
    expect((await (await app.withToken(leo))('/wiki/guides/after-huge')).status).toBe(200)
    expect(await app.context.repository.fsck()).toEqual([])
  },
)

/** Everything in the repository that takes room, but for single objects of what was accepted. */
function objectsOf(): string[] {
  const names = readdirSync(join(world.app.dataDir, 'content.git/objects'), { encoding: 'utf8' })
  const packs = readdirSync(join(world.app.dataDir, 'content.git/objects/pack'), { encoding: 'utf8' })
  return [...names.filter((name) => !/^[0-9a-f]{2}$/.test(name)), ...packs].sort()
}
