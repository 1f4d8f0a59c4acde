import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { traceOf } from '../accounts/trace.ts'
import { ForbiddenError, InvalidError } from '../errors.ts'
import { FLUSH, formatPacket } from '../git/pkt-line.ts'
import { startAdvertising, startUploadPack, type GitService } from '../git/upload-pack.ts'
import type { Log } from '../log.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { readBody } from './body.ts'
import { readPush } from './commands.ts'
import { createLimits, type GitRates } from './limits.ts'
import type { Reading } from './reading.ts'
import type { Receiving } from './receiving.ts'
import { formatReport } from './report.ts'

interface GitHttpRouting {
  readonly reading: Reading
  readonly receiving: Receiving
  readonly translations: Translations
  readonly rates: GitRates
  readonly log: Log
}

const MAX_WANTS_BYTES = 16 * 1024 * 1024
const MAX_PUSH_BYTES = 120 * 1024 * 1024

/** Git over HTTP (gitprotocol-http): clone, fetch and push, with an API token as the password. */
export function gitHttpRoutes(routes: Routes, deps: GitHttpRouting): void {
  const { reading, receiving, translations, rates, log } = deps
  const limits = createLimits(rates)

  routes.get('/git/content.git/info/refs', async (req, res) => {
    const user = signedIn(req)
    const service = serviceOf(req)
    await limits.spend('fetch', user.id)
    const { dir, refs } = await (service === 'git-upload-pack'
      ? reading.forFetch(user)
      : reading.forPush(user))
    begin(res, `application/x-${service}-advertisement`)
    res.write(Buffer.concat([formatPacket(`# service=${service}\n`), FLUSH]))
    await limits.run(() => answer(startAdvertising(dir, service, refs), Readable.from([]), res))
  })

  routes.post('/git/content.git/git-upload-pack', async (req, res) => {
    const user = signedIn(req)
    requireType(req, 'git-upload-pack')
    await limits.spend('fetch', user.id)
    const { dir, refs } = await reading.forFetch(user)
    await limits.run(async () => {
      begin(res, 'application/x-git-upload-pack-result')
      const body = Readable.from(readBody(req, MAX_WANTS_BYTES))
      await answer(startUploadPack(dir, refs), body, res)
    })
  })

  routes.post('/git/content.git/git-receive-pack', async (req, res) => {
    const user = signedIn(req)
    requireType(req, 'git-receive-pack')
    await limits.spend('push', user.id)
    const request = await readPush(readBody(req, MAX_PUSH_BYTES))
    begin(res, 'application/x-git-receive-pack-result')
    // Git asks with nothing first, to find out whether it is let in, before it sends what it cannot send twice.
    if (request.commands.length === 0) return void res.end()
    const result = await limits.run(() => receiving.push(user, request, traceOf(req)))
    res.end(formatReport(translations[req.viewer.lang], result, request.capabilities))
  })

  /** What git says is sent as it says it, as fast as it is taken. */
  async function answer(
    child: ReturnType<typeof startUploadPack>,
    body: Readable,
    res: Response,
  ): Promise<void> {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)))
    child.on('error', (error) => (said += error.message))
    res.on('close', () => child.kill())
    const sent = pipeline(body, child.stdin).catch(() => undefined)
    try {
      await pipeline(child.stdout, res)
    } catch (error) {
      log.info({ err: error, said }, 'a clone or a fetch was cut short')
    } finally {
      child.kill()
      await sent
    }
  }
}

function begin(res: Response, type: string): void {
  res.setHeader('Content-Type', type)
  res.setHeader('Cache-Control', 'no-store')
}

/** A form of another site cannot have this type. @throws InvalidError */
function requireType(req: Request, service: GitService): void {
  if (req.headers['content-type'] !== `application/x-${service}-request`)
    throw new InvalidError('gitHttp.request')
}

/** @throws ForbiddenError for a git from before 2009, which reads files one by one */
function serviceOf({ query }: Request): GitService {
  const { service } = query
  if (service === 'git-upload-pack' || service === 'git-receive-pack') return service
  throw new ForbiddenError('gitHttp.service')
}
