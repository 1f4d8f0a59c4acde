import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo, type LookupFunction } from 'node:net'
import { createAskSource, refusalOf, type AskOptions } from '../../src/upkeep/ask-source.ts'
import { proxyFor } from '../../src/upkeep/proxy.ts'
import { isPublicAddress } from '../../src/upkeep/public-address.ts'

const CORPUS = new URL('../../../shared/corpora/security/ssrf-url.json', import.meta.url)
const corpus = existsSync(CORPUS)
  ? (JSON.parse(readFileSync(CORPUS, 'utf8')) as { payload: string }[]).map(({ payload }) => payload)
  : undefined
if (!corpus) console.warn(`SKIPPED: ${CORPUS.pathname} is not there`) // eslint-disable-line no-console

const servers: Server[] = []
const requests: IncomingMessage[] = []
let closing: AbortController
beforeEach(() => {
  requests.length = 0
  closing = new AbortController()
})
afterEach(async () => {
  closing.abort()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** A site of our own; answers with its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer((request, response) => {
    requests.push(request)
    listener(request, response)
  })
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const NO_PROXY = { http: undefined, https: undefined, except: '' }
const asker = (options: Partial<AskOptions> = {}) =>
  createAskSource({ allowPrivate: true, proxy: NO_PROXY, timeoutMs: 5_000, ...options })
const ask = (url: string, known = {}, options: Partial<AskOptions> = {}) =>
  asker(options)(url, known, closing.signal)

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  '2001:db8::1',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '100::1',
  'localhost',
  '',
  '127.1',
  '0x7f000001',
])('%s is not of the public Internet (abuse 53)', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
  '%s is of the public Internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test.each([
  ['http://2130706433/', 'private'],
  ['http://0x7f.1/', 'private'],
  ['http://0177.0.0.1/', 'private'],
  ['http://[::ffff:7f00:1]/', 'private'],
  ['http://localhost./', 'private'],
  ['http://db/', 'private'],
  ['http://printer.local/', 'private'],
  ['http://metadata.google.internal/', 'private'],
  ['http://example.com:8080/', 'port'],
  ['https://example.com:22/', 'port'],
  ['http://user:pass@example.com/', 'credentials'],
  ['ftp://example.com/', 'scheme'],
  ['https://example.com/', undefined],
  ['http://example.com:443/', undefined],
])('%s is refused as %s', (url, reason) => {
  expect(refusalOf(new URL(url), false)).toBe(reason)
})

;(corpus ? test.each(corpus) : test.skip.each([['']]))('%s opens no connection (abuse 53)', async (url) => {
  const connected: string[] = []
  // The names of the corpus lead inside, as they would where somebody attacks with them.
  const lookup: LookupFunction = (_name, _options, callback) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }])
  const port = await serve((_request, response) => response.end())
  servers[0]?.on('connection', () => connected.push(String(port)))
  const { outcome } = await ask(url, {}, { allowPrivate: false, lookup })
  expect([outcome, connected, requests]).toEqual(['refused', [], []])
})

test('a name is refused by the address that is connected to, also where only one of several is inside', async () => {
  for (const addresses of [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:127.0.0.1']]) {
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    const answer = await ask('http://rebind.example/', {}, { allowPrivate: false, lookup })
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'private' })
  }
})

test('says what is there, and asks with the head alone', async () => {
  const port = await serve((_request, response) => {
    response.writeHead(200, { etag: '"one"', 'last-modified': 'Tue, 24 Nov 2026 00:00:00 GMT' }).end('text')
  })
  const answer = await ask(`http://127.0.0.1:${port}/docs`)
  expect(answer).toMatchObject({ outcome: 'answered', status: 200, etag: '"one"', movedTo: undefined })
  expect(requests.map(({ method }) => method)).toEqual(['HEAD'])
  const { headers } = requests[0] as IncomingMessage
  expect(headers['user-agent']).toBe('Giljabi/1.0 (wiki; checks the links of its sources)')
  expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host', 'user-agent'])
})

test('asks conditionally and keeps what it knew', async () => {
  const port = await serve((request, response) => {
    response.writeHead(request.headers['if-none-match'] === '"one"' ? 304 : 200).end()
  })
  const known = { etag: '"one"', lastModified: 'Tue, 24 Nov 2026 00:00:00 GMT' }
  expect(await ask(`http://127.0.0.1:${port}/`, known)).toMatchObject({ status: 304, ...known })
  expect(requests[0]?.headers['if-modified-since']).toBe(known.lastModified)
})

test('asks again with a small GET where the head is refused, and hangs up on an endless answer', async () => {
  const port = await serve((request, response) => {
    if (request.method === 'HEAD') {
      response.writeHead(405).end()
      return
    }
    response.writeHead(200)
    const send = () => {
      while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
    }
    response.on('drain', send)
    send()
  })
  expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: 'answered', status: 200 })
  expect(requests.map(({ method, headers }) => [method, headers.range])).toEqual([
    ['HEAD', undefined],
    ['GET', 'bytes=0-1023'],
  ])
})

test('what is gone is gone by HEAD and by GET', async () => {
  const port = await serve((_request, response) => response.writeHead(410).end())
  expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: 'answered', status: 410 })
  expect(requests).toHaveLength(2)
})

test('follows redirects, and says where it moved for good, not where it is sent for now', async () => {
  const port = await serve((request, response) => {
    const to: Record<string, [number, string]> = {
      '/old': [301, '/middle'],
      '/middle': [308, '/new'],
      '/login': [302, '/new'],
      '/mixed': [301, '/login'],
      '/dead': [301, '/none'],
    }
    const [status, location] = to[request.url ?? ''] ?? [request.url === '/none' ? 404 : 200, '']
    response.writeHead(status, location ? { location } : {}).end()
  })
  const at = (path: string) => `http://127.0.0.1:${port}${path}`
  expect(await ask(at('/old'))).toMatchObject({ status: 200, movedTo: at('/new') })
  expect(await ask(at('/login'))).toMatchObject({ status: 200, movedTo: undefined })
  expect(await ask(at('/mixed'))).toMatchObject({ status: 200, movedTo: at('/login') })
  expect(await ask(at('/dead'))).toMatchObject({ status: 404, movedTo: undefined })
})

test('gives up on a circle of redirects, on silence and on what is no server', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/round') response.writeHead(301, { location: '/round' }).end()
  })
  const at = (path: string) => `http://127.0.0.1:${port}${path}`
  expect(await ask(at('/round'))).toMatchObject({ outcome: 'failed', reason: 'redirects' })
  expect(requests.length).toBe(6)
  expect(await ask(at('/silent'), {}, { timeoutMs: 200 })).toMatchObject({
    outcome: 'failed',
    reason: 'timeout',
  })
  expect(await ask('http://127.0.0.1:1/')).toMatchObject({ outcome: 'failed', reason: 'connection' })
})

test('a redirect to where the wiki may not go is refused there (abuse 53)', async () => {
  const port = await serve((_request, response) => {
    response.writeHead(302, { location: 'http://user:pass@169.254.169.254/latest/' }).end()
  })
  expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: 'refused', reason: 'credentials' })
})

test('tells how long a server wants to be left alone', async () => {
  const port = await serve((request, response) => {
    const after = request.url === '/seconds' ? '120' : 'Tue, 24 Nov 2026 01:00:00 GMT'
    response.writeHead(503, { 'retry-after': after }).end()
  })
  const now = () => new Date('2026-11-24T00:00:00.000Z')
  const at = (path: string) => ask(`http://127.0.0.1:${port}${path}`, {}, { now })
  expect((await at('/seconds')).retryAfterMs).toBe(120_000)
  expect((await at('/date')).retryAfterMs).toBe(3_600_000)
  expect(requests).toHaveLength(2)
})

test('goes through a proxy, which is not asked for addresses inside', async () => {
  const site = await serve((_request, response) => response.end('there'))
  const proxied: string[] = []
  const proxy = await serve((request, response) => {
    proxied.push(request.url ?? '')
    response.writeHead(200).end()
  })
  servers[1]?.on('connect', (request, socket) => {
    proxied.push(`CONNECT ${request.url}`)
    const onward = connect(site, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    onward.pipe(socket).pipe(onward)
  })
  const address = `http://127.0.0.1:${proxy}`
  const options = {
    allowPrivate: false,
    proxy: { http: address, https: address, except: 'direct.example' },
    lookup: ((_name, _options, callback) => callback(new Error('not known here'), '')) as LookupFunction,
  }
  expect(await ask('http://docs.example/page', {}, options)).toMatchObject({
    outcome: 'answered',
    status: 200,
  })
  expect(proxied).toEqual(['http://docs.example/page'])
  expect(await ask('http://10.0.0.1/', {}, options)).toMatchObject({ outcome: 'refused' })
  expect(await ask('http://wiki.internal/', {}, options)).toMatchObject({ outcome: 'refused' })
  expect(await ask('http://direct.example/', {}, options)).toMatchObject({ outcome: 'failed' })
  expect(proxied).toHaveLength(1)
  await ask('https://docs.example/', {}, options)
  expect(proxied.at(-1)).toBe('CONNECT docs.example:443')
})

test('through a proxy too, a name that leads inside is refused where it is known', async () => {
  const options = {
    allowPrivate: false,
    proxy: { http: 'http://127.0.0.1:1', https: undefined, except: '' },
    lookup: ((_name, _options, callback) =>
      callback(null, [{ address: '10.0.0.1', family: 4 }])) as LookupFunction,
  }
  expect(await ask('http://docs.example/', {}, options)).toMatchObject({
    outcome: 'refused',
    reason: 'private',
  })
})

test.each([
  ['http://a.example/', '', true],
  ['http://a.example/', '*', false],
  ['http://a.example/', 'a.example', false],
  ['http://b.a.example/', '.a.example', false],
  ['http://ba.example/', 'a.example', true],
  ['http://a.example:8080/', 'a.example:8080', false],
  ['http://a.example/', 'a.example:8080', true],
  ['http://10.0.0.1/', '10.0.0.1 b', false],
])('%s with NO_PROXY=%j', (url, except, isProxied) => {
  const proxy = { http: 'http://proxy.example', https: undefined, except }
  expect(proxyFor(new URL(url), proxy) !== undefined).toBe(isProxied)
})
