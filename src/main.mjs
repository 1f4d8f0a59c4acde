// Plain JavaScript, for it has to run on whatever Node there is: an older one cannot read TypeScript.
import { existsSync } from 'node:fs'
import module from 'node:module'

const NEEDED = 24
const [major] = process.versions.node.split('.').map(Number)

if (major >= NEEDED) {
  // Keeps the stripped and compiled modules between starts.
  module.enableCompileCache()
  await import('./main.ts')
} else {
  const isInstalled = existsSync(new URL('../node_modules/node/package.json', import.meta.url))
  const advice = isInstalled
    ? 'Use `npm start`, or `npm run --silent giljabi -- COMMAND`: both run the Node that is installed with Giljabi.'
    : 'Run `npm ci` first, which installs it, and then `npm start` or `npm run --silent giljabi -- COMMAND`.'
  process.stderr.write(`Giljabi needs Node ${NEEDED} or newer, and this is ${process.version}. ${advice}\n`)
  process.exitCode = 1
}
