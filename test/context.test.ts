import { existsSync } from 'node:fs'
import { readConfig } from '../src/config.ts'
import { openContext } from '../src/context.ts'
import { UsageError } from '../src/errors.ts'
import { createLog } from '../src/log.ts'

const config = readConfig({})
const places = ['/proc/nowhere', '/dev/null/data'].filter(() => existsSync('/proc/self'))

test('a data folder that cannot be made stops the start with a sentence that names the setting', async () => {
  for (const dataDir of places) {
    const start = openContext({ ...config, dataDir }, createLog('silent'))
    await expect(start).rejects.toThrow(UsageError)
    await expect(start).rejects.toThrow(`The data folder ${dataDir} cannot be written. Set DATA_DIR`)
  }
})
