// Before the tests: a Chromium for the browser journeys. Debian's package where there is one and we are
// root, else what playwright-core offers for this platform; else says exactly what to install.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const run = (command, args) => spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0
const found = () => candidates.some((path) => path && existsSync(path))

async function downloaded() {
  const { chromium } = await import('playwright-core')
  return existsSync(chromium.executablePath())
}

function installFromDebian() {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false
  console.error('Installing Chromium for the browser tests (once) ...')
  return (
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
  )
}

const ready =
  found() ||
  (await downloaded()) ||
  (installFromDebian() && found()) ||
  (run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium']) &&
    (await downloaded()))

if (!ready) {
  console.error(
    'The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium fonts-noto-cjk. ' +
      'Elsewhere: npx playwright-core install chromium. Or set CHROMIUM_PATH to a Chromium or Chrome.',
  )
  process.exit(1)
}
