// Runs on any Node from 20 on, before the pinned one is there: installs what the lockfile names,
// once, and again when the lockfile has changed since.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.error('Installing packages (once, about half a minute) ...')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error(
      'The packages could not be installed. Look at the message above, then run the command again.',
    )
    process.exit(1)
  }
}
