import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { RefName } from './refs.ts'
import { startGit } from './run.ts'

const NO_REFS = 'refs/none/'

export type GitService = 'git-upload-pack' | 'git-receive-pack'

/**
 * Starts git's own side of a clone or a fetch, its streams left to the caller. It is told of `visible` refs alone, and
 * it is never told that the client knows the second protocol, which hands out any object that is asked for by its id.
 */
export function startUploadPack(dir: string, visible: Iterable<RefName>): ChildProcessWithoutNullStreams {
  return startGit(dir, [...onlyThese(visible), 'upload-pack', '--stateless-rpc', '--strict', dir])
}

/**
 * The refs that a client is told of before it asks or sends, and none of a repository that this one borrows from. Packets,
 * without the line that names the service.
 */
export function startAdvertising(
  dir: string,
  service: GitService,
  visible: Iterable<RefName>,
): ChildProcessWithoutNullStreams {
  const command = service.slice('git-'.length)
  const how = command === 'upload-pack' ? ['--stateless-rpc', '--strict'] : ['--stateless-rpc']
  const settings = [...onlyThese(visible), '-c', `core.alternateRefsPrefixes=${NO_REFS}`]
  return startGit(dir, [...settings, command, ...how, '--http-backend-info-refs', dir])
}

function onlyThese(visible: Iterable<RefName>): string[] {
  const shown = [...visible].map((ref) => `transfer.hideRefs=!${ref}`)
  return ['transfer.hideRefs=refs/', ...shown].flatMap((setting) => ['-c', setting])
}
