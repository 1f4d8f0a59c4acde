import { readConfig } from '../src/config.ts'
import { UsageError } from '../src/errors.ts'

const HOUR_MS = 60 * 60 * 1000

test('sources are not checked until that is switched on, each week then, and never inside', () => {
  expect(readConfig({}).sourceCheck).toEqual({
    on: false,
    everyMs: 7 * 24 * HOUR_MS,
    allowPrivate: false,
    proxy: { http: undefined, https: undefined, except: '' },
  })
})

test('takes the interval in hours or days and the proxies as other programs do', () => {
  const { sourceCheck } = readConfig({
    SOURCE_CHECK: 'on',
    SOURCE_CHECK_EVERY: '12h',
    SOURCE_CHECK_ALLOW_PRIVATE: 'yes',
    HTTP_PROXY: 'proxy.example:3128',
    https_proxy: 'http://secure.example:8080',
    NO_PROXY: 'localhost,.example.org',
  })
  expect(sourceCheck).toEqual({
    on: true,
    everyMs: 12 * HOUR_MS,
    allowPrivate: true,
    proxy: {
      http: 'http://proxy.example:3128',
      https: 'http://secure.example:8080',
      except: 'localhost,.example.org',
    },
  })
})

test('the search engine goes by the number of pages until one is named', () => {
  expect(readConfig({}).searchEngine).toBe('auto')
  expect(readConfig({ SEARCH_ENGINE: 'fts5' }).searchEngine).toBe('fts5')
})

test.each([
  [{ SEARCH_ENGINE: 'elastic' }, 'SEARCH_ENGINE'],
  [{ SOURCE_CHECK: 'yes' }, 'SOURCE_CHECK'],
  [{ SOURCE_CHECK_EVERY: '0d' }, 'SOURCE_CHECK_EVERY'],
  [{ SOURCE_CHECK_EVERY: 'weekly' }, 'SOURCE_CHECK_EVERY'],
  [{ SOURCE_CHECK_ALLOW_PRIVATE: 'maybe' }, 'SOURCE_CHECK_ALLOW_PRIVATE'],
  [{ SOURCE_CHECK: 'on', HTTPS_PROXY: 'socks5://proxy' }, 'HTTPS_PROXY'],
])('%j stops the start and names the setting', (environment, name) => {
  expect(() => readConfig(environment)).toThrow(UsageError)
  expect(() => readConfig(environment)).toThrow(name)
})

test('a strange proxy is of no interest where sources are not checked', () => {
  expect(readConfig({ HTTPS_PROXY: 'socks5://proxy' }).sourceCheck.proxy.https).toBeUndefined()
})
