import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../../shared')

/** Runs the tests that need a corpus, or says loudly that it is not there. */
export function withCorpus(file: string, define: (read: () => Buffer) => void): void {
  const path = join(FOLDER, file)
  if (existsSync(path)) {
    define(() => readFileSync(path))
    return
  }
  process.emitWarning(`${file} is not there; the tests on it are skipped`)
  test.skip(`with ${file}`, () => undefined)
}
