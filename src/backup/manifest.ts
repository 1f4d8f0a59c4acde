import { createHash } from 'node:crypto'
import { z } from 'zod'

/** The format of backups that this program writes; it reads this one and all before it. */
export const FORMAT = 1

export const MANIFEST = 'manifest.json'
/** One line for `sha256sum -c`, so that the manifest itself is known to be whole. */
export const MANIFEST_SUM = 'manifest.json.sha256'
export const CONTENT = 'content.bundle'
export const STATE = 'giljabi.sqlite'

export function formatManifestSum(manifest: Buffer): string {
  return `${createHash('sha256').update(manifest).digest('hex')}  ${MANIFEST}\n`
}

/** What is in a backup, and how to know that it is whole. The first file of the archive. */
export const Manifest = z.object({
  product: z.literal('giljabi'),
  format: z.number().int().min(1),
  /** Of the program that wrote it. */
  version: z.string(),
  /** ISO 8601, UTC. */
  created: z.iso.datetime(),
  /** Where the wiki's branch stood; null before its first commit. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  parts: z.array(
    z.object({
      name: z.enum([CONTENT, STATE]),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type Manifest = z.infer<typeof Manifest>
export type Part = Manifest['parts'][number]
