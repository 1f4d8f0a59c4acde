/** Puts pages into the index in a folder until it is killed; says each that is done. */
import { pino } from 'pino'
import { createSearch } from '../../src/search/search.ts'
import { page } from './stage.ts'

const [folder, engine] = process.argv.slice(2) as [string, 'lunr' | 'fts5']
const search = createSearch({ log: pino({ level: 'silent' }), engine, folder })
await search.start([])
for (let at = 0; ; at++) {
  await search.put(
    page({ path: `p/${at}`, body: { version: `v${at}`, read: () => Promise.resolve(`두루마리 ${at}`) } }),
  )
  process.send?.(at)
}
