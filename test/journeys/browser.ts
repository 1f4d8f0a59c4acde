import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { CastMember } from '../cast.ts'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium that `scripts/chromium.mjs` made sure of, with a fresh profile. */
export function openBrowser(): Promise<Browser> {
  const found = [process.env.CHROMIUM_PATH, ...PLACES].find((path) => path !== undefined && existsSync(path))
  return chromium.launch({ executablePath: found ?? chromium.executablePath(), args: QUIET })
}

export interface Visit {
  readonly page: Page
  /** What the browser complained about: scripts that failed or were refused by the content policy. */
  readonly complaints: string[]
}

export interface VisitOptions {
  readonly locale?: string
  readonly width?: number
  readonly scripts?: boolean
  readonly dark?: boolean
}

/** A new browser profile at the wiki's door. */
export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { locale = 'ko-KR', width = 1280, scripts = true, dark = false } = options
  const context = await browser.newContext({
    baseURL: url,
    locale,
    viewport: { width, height: 860 },
    javaScriptEnabled: scripts,
    colorScheme: dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // The browser reports every 4xx answer of a page as an error; those are looked at by the tests themselves.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      complaints.push(message.text())
  })
  return { page, complaints }
}

export async function signIn(page: Page, { email, password }: CastMember): Promise<void> {
  await page.goto('/login')
  await page.fill('[name=login]', email)
  await page.fill('[name=password]', password)
  await page.click('button.primary')
  await page.waitForURL('**/')
}
