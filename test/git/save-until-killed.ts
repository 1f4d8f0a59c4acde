import { openRepository } from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'

/** Appends a line a commit and prints its number once the commit is acknowledged, until it is killed. */
const repository = await openRepository(process.argv[2]!, { log: createLog('silent') })
let head = await repository.head()
const file = head && (await repository.findFile(head, 'lines'))
let text = file ? (await repository.readBlob(file.blob)).toString() : ''
for (let line = text.split('\n').length - 1; ; line++) {
  text += `${line}\n`
  const changes = [
    { path: 'lines', content: Buffer.from(text) },
    { path: `folder/${line}`, content: Buffer.from(String(line)) },
  ]
  const author = { name: '미나', email: 'mina@example.com' }
  head = await repository.commitIfUnchanged({
    parent: head,
    changes,
    message: `${line}`,
    author,
    time: new Date(),
  })
  process.stdout.write(`${line}\n`)
}
