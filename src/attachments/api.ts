import type { Request } from 'express'
import { z } from 'zod'
import { parseQuery } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Attachments, Described } from './attachments.ts'
import { attachmentFile } from './attachment-name.ts'
import { sendFile } from './file-routes.ts'
import type { PagePath } from '../pages/page-path.ts'

const PutQuery = z.object({ number: z.enum(['yes']).optional() })

/** A page's files for programs, and for the editor: raw bytes in and out. */
export function attachmentApi(routes: Routes, { attachments }: { readonly attachments: Attachments }): void {
  routes.get('/api/v1/pages/*path/files', async (req, res) => {
    res.json({ files: (await attachments.listOf(signedIn(req), pathOf(req))).map(summaryOf) })
  })

  routes.get('/api/v1/pages/*path/files/:name', async (req, res) => {
    await sendFile(req, res, attachments, await attachments.get(signedIn(req), fileIn(req)))
  })

  routes.put('/api/v1/pages/*path/files/:name', async (req, res) => {
    const { number } = parseQuery(PutQuery, req)
    const added = await attachments.add(signedIn(req), {
      page: pathOf(req),
      name: nameIn(req),
      ...bodyOf(req),
      taken: number ? 'number' : req.get('if-none-match') === '*' ? 'refuse' : 'replace',
    })
    res.setHeader('ETag', `"${added.blob}"`)
    res.status(added.created ? 201 : 200).json({ ...summaryOf(added), markdown: added.markdown })
  })

  routes.put('/api/v1/pages/*path/proposed-files/:name', async (req, res) => {
    const held = await attachments.hold(signedIn(req), {
      page: pathOf(req),
      name: nameIn(req),
      ...bodyOf(req),
    })
    res.setHeader('ETag', `"${held.blob}"`)
    res.status(201).json({ ...summaryOf(held), markdown: held.markdown })
  })

  routes.delete('/api/v1/pages/*path/files/:name', async (req, res) => {
    await attachments.remove(signedIn(req), fileIn(req))
    res.status(204).end()
  })
}

function summaryOf({ file, name, type, bytes, blob, users }: Described) {
  return { file, name, type, bytes, revision: blob, href: `/files/${encodePath(file)}`, usedBy: users }
}

function bodyOf(req: Request) {
  const length = req.get('content-length')
  return { body: req, bytes: length === undefined ? undefined : Number(length) }
}

function nameIn(req: Request): string {
  const { name } = req.params
  return typeof name === 'string' ? name.normalize('NFC') : ''
}

function fileIn(req: Request): string {
  return attachmentFile(pathOf(req) as PagePath, nameIn(req))
}
