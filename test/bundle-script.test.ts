import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bundleScript } from '../src/bundle-script.ts'

const CLIENT = resolve('src/client/main.ts')

test('bundles that are made at once come out whole, and leave no process behind', async () => {
  const [module, script] = await Promise.all([bundleScript(CLIENT, 'esm'), bundleScript(CLIENT, 'iife')])
  expect(module.length).toBeGreaterThan(1_000)
  expect(script).toMatch(/^"use strict";\(\(\)=>|^\(\(\)=>/)
  expect(await bundleScript(CLIENT, 'esm')).toBe(module)
  while (childrenNamed('esbuild').length > 0) await delay(20)
})

test('a script that cannot be read says which', async () => {
  await expect(bundleScript(resolve('src/client/none.ts'), 'esm')).rejects.toThrow(/none\.ts/)
})

/** Processes that this one started and that still run; where `ps` does not tell, none. */
function childrenNamed(name: string): string[] {
  try {
    const rows = execFileSync('ps', ['-eo', 'ppid=,stat=,args='], { encoding: 'utf8' }).split('\n')
    return rows.filter(
      (row) => row.trim().startsWith(`${process.pid} `) && row.includes(name) && !/^\s*\d+\s+Z/.test(row),
    )
  } catch {
    return []
  }
}
