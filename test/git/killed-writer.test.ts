import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openTemporary, put, readText } from './temporary-repository.ts'

test('a writer killed in the middle of saving loses nothing that it acknowledged (fault F1)', async () => {
  const { dir, openAgain } = await openTemporary()
  for (const saves of [3, 10, 17]) {
    const acknowledged = await killAfter(dir, saves)
    const repository = await openAgain()
    const lines = (await readText(repository, 'lines'))!.trim().split('\n').map(Number)
    expect(lines).toEqual(Array.from({ length: lines.length }, (_, index) => index))
    expect(lines).toEqual(expect.arrayContaining(acknowledged))
    expect(await repository.fsck()).toEqual([])
    const details = { message: 'on', author: { name: 'a', email: 'b' }, time: new Date() }
    await repository.commitIfUnchanged({
      parent: await repository.head(),
      changes: [put('on', `${saves}`)],
      ...details,
    })
  }
}, 60_000)

/** @returns the lines whose commits were acknowledged before the end */
async function killAfter(dir: string, saves: number): Promise<number[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'save-until-killed.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (output.split('\n').length > saves) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.on('close', resolve))
  return output.split('\n').slice(0, -1).map(Number)
}
