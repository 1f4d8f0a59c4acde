import { pino } from 'pino'
import { createShelf } from '../../src/search/shelf.ts'
import { createWorkerEngine } from '../../src/search/worker-engine.ts'
import { page } from './stage.ts'

test('an index thread that dies is started again and refilled; what waited is answered', async () => {
  const shelf = createShelf()
  const facts = shelf.put(page({ path: 'a', body: '두루마리' }))
  const engine = createWorkerEngine(pino({ level: 'silent' }), () => ({
    documents: shelf.all(),
    synonyms: [],
  }))
  const query = { words: ['두루마리'], phrases: [], excluded: [] }
  try {
    await engine.put([facts])
    const dying = engine.crash()
    const asked = engine.search(query)
    await dying
    expect([...(await asked).numbers]).toEqual([facts.number])
    await engine.crash()
    expect([...(await engine.search(query)).numbers]).toEqual([facts.number])
  } finally {
    await engine.close()
  }
})
