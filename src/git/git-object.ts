import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { deflate, deflateSync } from 'node:zlib'

export type ObjectType = 'blob' | 'tree' | 'commit'

export interface GitObject {
  readonly id: string
  readonly type: ObjectType
  readonly content: Buffer
}

const SLICE = 1 << 20
const SMALL = 16 << 10
/** As quickly as git itself does what is used soon (`core.looseCompression`), with little memory. */
const QUICK = { level: 1, memLevel: 5 }
/** Trees are mostly ids, which nothing makes shorter, and become deltas when packs are put together. */
const STORED = { level: 0, memLevel: 5 }
const deflateInThread = promisify<Buffer, typeof QUICK, Buffer>(deflate)

/** Names an object as git does: the SHA-1 of its type, size and content. */
export async function nameObject(type: ObjectType, content: Buffer): Promise<GitObject> {
  const hash = createHash('sha1').update(objectHeader({ type, content }))
  for (let at = 0; at < content.length; at += SLICE) {
    hash.update(content.subarray(at, at + SLICE))
    // A large attachment must not keep readers waiting.
    if (at + SLICE < content.length) await nextTurn()
  }
  return { id: hash.digest('hex'), type, content }
}

function objectHeader({ type, content }: Pick<GitObject, 'type' | 'content'>): Buffer {
  return Buffer.from(`${type} ${content.length}\0`, 'latin1')
}

/** Small content at once (cheaper than a thread), large content in a thread. */
export async function compress({ type, content }: Pick<GitObject, 'type' | 'content'>): Promise<Buffer> {
  if (type === 'tree') return deflateSync(content, STORED)
  return content.length <= SMALL ? deflateSync(content, QUICK) : deflateInThread(content, QUICK)
}
