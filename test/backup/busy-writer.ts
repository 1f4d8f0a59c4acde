// Saves pages and accounts' progress as fast as it can until it is killed: content first, then state that points to it.
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { openRepository } from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'

const [dataDir = '', userId = ''] = process.argv.slice(2)
const repository = await openRepository(join(dataDir, 'content.git'), { log: createLog('silent') })
const database = new DatabaseSync(join(dataDir, 'giljabi.sqlite'), { timeout: 5_000 })
const insert = database.prepare(
  'INSERT INTO visits (user_id, seen_commit, seen_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seen_commit = excluded.seen_commit',
)
for (let number = 0; ; number++) {
  const changes = [{ path: `notes/${number % 50}.md`, content: Buffer.from(`text ${number}`) }]
  const author = { name: 'Busy', email: 'busy@example.com' }
  const parent = await repository.head()
  const commit = await repository.commitIfUnchanged({
    parent,
    changes,
    message: `save ${number}`,
    author,
    time: new Date(),
  })
  insert.run(userId, commit, new Date().toISOString())
  if (number === 0) process.stdout.write('saving\n')
}
