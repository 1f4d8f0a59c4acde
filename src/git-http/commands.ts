import { InvalidError } from '../errors.ts'
import { isObjectId, type CommitId } from '../git/ids.ts'
import { readPackets } from '../git/pkt-line.ts'
import { isRefName, type RefName } from '../git/repository.ts'

/** What a push asks of one ref; undefined: there is none before, or none after. */
export interface PushCommand {
  readonly ref: RefName
  readonly before: CommitId | undefined
  readonly after: CommitId | undefined
}

export interface PushRequest {
  readonly commands: readonly PushCommand[]
  readonly capabilities: ReadonlySet<string>
  /** What comes after the commands. */
  readonly pack: AsyncIterable<Buffer>
}

const MOST_BYTES = 256 * 1024
const MOST_COMMANDS = 200
const NOTHING = '0'.repeat(40)

/**
 * Reads a push up to its pack, which is left to be read as it comes.
 * @throws InvalidError `gitHttp.request` for what no git sends
 */
export async function readPush(body: AsyncIterable<Buffer>): Promise<PushRequest> {
  const chunks = body[Symbol.asyncIterator]()
  let bytes: Buffer = Buffer.alloc(0)
  for (;;) {
    const read = readPackets(bytes)
    if (read === null || (read === undefined && bytes.length > MOST_BYTES)) throw refusal()
    if (read) return { ...parseCommands(read.packets), pack: rest(bytes.subarray(read.end), chunks) }
    const next = await chunks.next()
    if (next.done === true) throw refusal()
    bytes = Buffer.concat([bytes, next.value])
  }
}

async function* rest(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
}

function parseCommands(packets: readonly Buffer[]): Pick<PushRequest, 'commands' | 'capabilities'> {
  // A shallow clone says first where its history ends.
  const asked = packets
    .map((packet) => packet.toString('utf8'))
    .filter((line) => !line.startsWith('shallow '))
  if (asked.length > MOST_COMMANDS) throw refusal()
  const [, offered = ''] = (asked[0] ?? '').split('\0')
  const lines = asked.map((line) => line.split('\0')[0]?.replace(/\n$/, '') ?? '')
  const commands = lines.map(parseCommand)
  if (new Set(commands.map(({ ref }) => ref)).size < commands.length) throw refusal()
  return { commands, capabilities: new Set(offered.trim().split(' ')) }
}

function parseCommand(line: string): PushCommand {
  const [before = '', after = ''] = line.split(' ')
  const ref = line.slice(82)
  if (!isObjectId(before) || !isObjectId(after) || !isRefName(ref)) throw refusal()
  if (before === NOTHING && after === NOTHING) throw refusal()
  return { ref, before: idOf(before), after: idOf(after) }
}

function idOf(text: string): CommitId | undefined {
  return text === NOTHING ? undefined : (text as CommitId)
}

function refusal(): InvalidError {
  return new InvalidError('gitHttp.request')
}
