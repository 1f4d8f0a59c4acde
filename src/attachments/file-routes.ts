import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { parseQuery } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Attachments, Described } from './attachments.ts'
import { rangeIn } from './byte-range.ts'
import { isShown } from './media-type.ts'

/** Files as browsers and programs read them. */
export function fileRoutes(routes: Routes, { attachments }: { readonly attachments: Attachments }): void {
  routes.get('/files/*path', async (req, res) => {
    const user = signedIn(req)
    const { proposal } = parseQuery(FileQuery, req)
    const moved = proposal === undefined ? await attachments.movedTo(user, pathOf(req)) : undefined
    if (moved !== undefined) return res.redirect(302, `/files/${encodePath(moved)}`)
    await sendFile(req, res, attachments, await attachments.get(user, pathOf(req), proposal))
  })
}

/** `proposal`: seen there, so its own files come first. */
const FileQuery = z.looseObject({
  proposal: z.coerce.number().int().min(1).max(1e9).optional().catch(undefined),
})

/** The whole of it, the part that is asked for (206), or nothing where the reader has it (304). */
export async function sendFile(
  req: Request,
  res: Response,
  attachments: Attachments,
  file: Described,
): Promise<void> {
  const etag = `"${file.blob}"`
  res.setHeader('ETag', etag)
  res.setHeader('Accept-Ranges', 'bytes')
  res.setHeader('Content-Security-Policy', policyFor(file.type))
  if (req.get('if-none-match')?.includes(etag)) return void res.status(304).end()
  const ifRange = req.get('if-range')
  const range = rangeIn(ifRange === undefined || ifRange === etag ? req.get('range') : undefined, file.bytes)
  if (range === 'none') {
    res.setHeader('Content-Range', `bytes */${file.bytes}`)
    return void res.status(416).end()
  }
  res.setHeader('Content-Type', file.type)
  res.setHeader('Content-Disposition', dispositionOf(file))
  const part = range ?? { start: 0, end: file.bytes - 1 }
  res.setHeader('Content-Length', part.end - part.start + 1)
  if (range) res.status(206).setHeader('Content-Range', `bytes ${part.start}-${part.end}/${file.bytes}`)
  if (req.method === 'HEAD') return void res.end()
  try {
    await pipeline(Readable.from(attachments.read(file, part)), res)
  } catch (error) {
    // A reader who goes away, as players do at every jump, is no fault.
    if (
      !(req.destroyed || res.destroyed) ||
      (error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE'
    )
      throw error
  }
}

/** An SVG is a document that could hold scripts: in a sandbox nothing of it runs. Browsers show no PDF in one. */
function policyFor(type: string): string {
  const closed = "default-src 'none'; frame-ancestors 'none'"
  return type === 'application/pdf' ? closed : `${closed}; style-src 'unsafe-inline'; sandbox`
}

function dispositionOf({ type, name }: Described): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  // RFC 8187; of what encodeURIComponent leaves, these are not allowed.
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  )
  return `${isShown(type) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
