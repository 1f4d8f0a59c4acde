import { pino } from 'pino'
import type { IndexedDocument } from '../../src/search/engine.ts'
import { fillEngine, indexed } from '../../src/search/filling.ts'
import { createShelf } from '../../src/search/shelf.ts'
import { createWorkerEngine } from '../../src/search/worker-engine.ts'
import { engines, page } from './stage.ts'

const query = { text: '두루마리', words: ['두루마리'], phrases: [], excluded: [] }

describe.each(engines)('on %s', (kind) => {
  test('an index thread that dies is started again and refilled; what waited is answered', async () => {
    const shelf = createShelf()
    const document: IndexedDocument = await indexed(shelf.put(page({ path: 'a', body: '두루마리' })))
    const engine = createWorkerEngine(pino({ level: 'silent' }), { kind, file: '' }, async (fresh) =>
      fillEngine(fresh, shelf, await fresh.held()),
    )
    try {
      await engine.put([document])
      const dying = engine.crash()
      const asked = engine.search(query)
      await dying
      expect([...(await asked).numbers]).toEqual([document.number])
      await engine.crash()
      expect([...(await engine.search(query)).numbers]).toEqual([document.number])
    } finally {
      await engine.close()
    }
  })
})
