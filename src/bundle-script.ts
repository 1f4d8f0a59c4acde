import { build, stop } from 'esbuild'

let running = 0

/**
 * A browser module with all that it imports, as one small script; about 50 ms. Esbuild works in a process that it keeps; it
 * is ended with the last bundle that is being made, for the wiki makes one at its start and no more.
 */
export async function bundleScript(entry: string, format: 'esm' | 'iife'): Promise<string> {
  running++
  try {
    const result = await build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format,
      target: 'es2022',
      write: false,
      legalComments: 'none',
      logLevel: 'silent',
    })
    return result.outputFiles[0]?.text ?? ''
  } finally {
    if (--running === 0) await stop()
  }
}
