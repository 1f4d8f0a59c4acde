import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createLooseObjects } from '../../src/git/loose-objects.ts'
import { nameObject } from '../../src/git/git-object.ts'
import { git, openTemporary } from './temporary-repository.ts'

test('objects find their place while git, which packs beside them, removes every folder that it has emptied', async () => {
  const { dir } = await openTemporary()
  const removing = spawn('sh', ['-c', 'while :; do rmdir ?? 2>/dev/null; done'], {
    cwd: join(dir, 'objects'),
  })
  const ended = once(removing, 'close')
  try {
    const loose = createLooseObjects(dir)
    for (let time = 0; time < 100; time++) {
      const objects = await Promise.all(
        Array.from({ length: 10 }, (_, at) => nameObject('blob', Buffer.from(`${time}-${at}`))),
      )
      await loose.write(objects)
    }
  } finally {
    removing.kill('SIGKILL')
    await ended
  }
  expect(git(dir, ['count-objects'])).toMatch(/^1000 objects/)
})
