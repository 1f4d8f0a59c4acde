import { z } from 'zod'
import type { Repository } from '../git/repository.ts'
import type { Content } from '../pages/content.ts'

/** How the leads settled a pair of lessons that seemed to contradict each other. */
export interface Settlement {
  /** Paths of the two, in order, as they were then. */
  readonly pair: readonly [string, string]
  /** `agree`: they do not contradict. `conflict`: they do, and both stand. */
  readonly way: 'agree' | 'conflict'
  readonly reason: string
  /** What the two said then: it counts until one of them says something else. */
  readonly said: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** A handle. */
  readonly by: string
}

/** Beside the pages in git, one JSON object a line; it only grows. */
export const SETTLEMENTS_FILE = 'settings/contradictions.jsonl'

const Line = z.looseObject({
  pair: z.tuple([z.string().max(600), z.string().max(600)]),
  way: z.enum(['agree', 'conflict']),
  reason: z.string().max(2_000).default(''),
  said: z.string().max(100),
  at: z.iso.datetime({ offset: true }),
  by: z.string().max(100),
})

export interface Settlements {
  readonly list: () => readonly Settlement[]
  /** Reads the file again where the branch has moved on. */
  load(): Promise<void>
  /** The file with one more line, for a commit. */
  withLine(settlement: Settlement): Promise<{ path: string; content: Buffer }>
}

export function createSettlements(
  repository: Pick<Repository, 'findFile' | 'readBlob'>,
  content: Content,
): Settlements {
  let known: readonly Settlement[] = []
  const readBytes = async (): Promise<Buffer> => {
    const head = content.head()
    const found = head && (await repository.findFile(head, SETTLEMENTS_FILE))
    return found ? repository.readBlob(found.blob) : Buffer.alloc(0)
  }
  return {
    list: () => known,
    async load() {
      known = (await readBytes()).toString('utf8').split('\n').flatMap(readLine)
    },
    async withLine(settlement) {
      const before = await readBytes()
      const gap = before.length > 0 && before.at(-1) !== 0x0a ? '\n' : ''
      const content = Buffer.concat([before, Buffer.from(`${gap}${JSON.stringify(settlement)}\n`)])
      return { path: SETTLEMENTS_FILE, content }
    },
  }
}

/** A line that cannot be read settles nothing: the pair is put before the leads again. */
function readLine(line: string): Settlement[] {
  try {
    const parsed = Line.safeParse(JSON.parse(line))
    return parsed.success ? [parsed.data] : []
  } catch {
    return []
  }
}
