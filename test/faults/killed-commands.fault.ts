import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { backUp } from '../../src/backup/backup.ts'
import { createLog } from '../../src/log.ts'
import { faultsOf, prepareData, readFromGit, serve, temporaryFolder } from './wiki-process.ts'

const ROUNDS = 6
const FILE = 'lessons/read-the-official-docs-first.md'

test('a restore that is killed at any moment is finished by the same command, and nothing of before is lost (F12)', async () => {
  const folder = await temporaryFolder()
  const [from, file] = [join(folder, 'from'), join(folder, 'wiki.tar')]
  const token = await prepareData(from)
  await backUp(from, file, { log: createLog('silent'), now: new Date() })
  const whole = readFromGit(from, FILE)
  for (let round = 0; round < ROUNDS; round++) {
    const dataDir = join(folder, `data-${round}`)
    await prepareData(dataDir)
    const again = ['restore', file, '--replace']
    await run(again, dataDir, Math.random() * 2_500)
    expect(await run(again, dataDir)).toBe(0)
    expect(readFromGit(dataDir, FILE)).toBe(whole)
    expect(faultsOf(dataDir)).toEqual([])
  }
  const wiki = await serve({ dataDir: join(folder, 'data-0'), token })
  expect((await wiki.get('/')).status).toBe(200)
  await wiki.stop()
}, 900_000)

/** @returns the exit code; null where it was killed after so many milliseconds */
async function run(args: readonly string[], dataDir: string, killAfter?: number): Promise<number | null> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', resolve('src/main.mjs'), ...args],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir },
      stdio: 'ignore',
    },
  )
  const ended = once(child, 'exit')
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  const [code] = (await ended) as [number | null]
  clearTimeout(timer)
  return code
}
