import { leo, mina } from '../cast.ts'
import { page, startGitWorld, type GitWorld } from './world.ts'

let world: GitWorld
beforeAll(async () => {
  world = await startGitWorld({ pushes: 2, fetches: 20 })
})
afterAll(() => world.stop())

test('who pushes more in a minute than is allowed is told to wait, and others are not held up', async () => {
  const clone = await world.clone(leo)
  for (const name of ['one', 'two']) {
    await clone.write(`guides/${name}.md`, page(name))
    await clone.commit(name)
    await clone.git('push', '--quiet', 'origin', 'main')
  }
  await clone.write('guides/three.md', page('three'))
  await clone.commit('three')
  await expect(clone.git('push', '--quiet', 'origin', 'main')).rejects.toThrow(/429/)
  const other = await world.clone(mina)
  await other.write('guides/four.md', page('four'))
  await other.commit('four')
  await other.git('push', '--quiet', 'origin', 'HEAD:proposals/four')
})
