import type { Browser } from 'playwright-core'
import { startApp, type TestApp } from '../app.ts'
import { openBrowser, visit, type Visit, type VisitOptions } from './browser.ts'

/** What the journeys of one file share: a wiki and a browser, opened before the first and closed after the last. */
export interface Stage {
  readonly app: TestApp
  readonly browser: Browser
  /** A new browser profile at this wiki's door. */
  visit(options?: VisitOptions): Promise<Visit>
}

/** To be called once, at the top of a file. @param within milliseconds that opening may take */
export function openStage(start: () => Promise<TestApp> = startApp, within = 60_000): Stage {
  let opened: readonly [TestApp, Browser] | undefined
  beforeAll(async () => {
    opened = await Promise.all([start(), openBrowser()])
  }, within)
  afterAll(async () => {
    if (!opened) return
    const [app, browser] = opened
    await browser.close()
    await app.stop()
  })

  const get = () => {
    if (!opened) throw new Error('the stage opens before the first test')
    return opened
  }
  return {
    get app() {
      return get()[0]
    },
    get browser() {
      return get()[1]
    },
    visit(options) {
      const [app, browser] = get()
      return visit(browser, app.url, options)
    },
  }
}
