import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An ext4 of its own, which only the processes started through `inside` see. */
export interface OwnDisk {
  /** Starts a command that sees the disk mounted. */
  readonly inside: readonly string[]
  /** Where somebody outside finds what lies on it. */
  readonly seenAt: string
  /** What ext4 does at the first error it finds in itself: whatever is written from now on is refused. */
  breaks(): Promise<void>
  /** Mounts it anew, repaired; nobody may be using it. */
  repair(): void
  /** Unmounts it by letting go of it. */
  close(): Promise<void>
}

/** Whether this process may make one: root, with loop devices and the tools of ext4. */
export function mayMakeDisks(): boolean {
  try {
    execFileSync('sh', [
      '-c',
      'test "$(id -u)" = 0 && test -e /dev/loop-control && command -v mkfs.ext4 nsenter',
    ])
    execFileSync('unshare', ['--mount', 'true'])
    execFileSync('losetup', ['--find'])
    return true
  } catch {
    return false
  }
}

export async function makeDisk(folder: string, mountedAt: string): Promise<OwnDisk> {
  const image = join(folder, 'disk.ext4')
  await writeFile(image, '')
  await truncate(image, 128 * 1024 * 1024)
  execFileSync('mkfs.ext4', ['-q', image])
  // It holds the mounts until its input ends: nothing stays mounted after a test that was killed.
  const holder = spawn('unshare', ['--mount', 'sh', '-ec', 'echo ready; exec cat'])
  await once(holder.stdout, 'data')
  const inside = ['nsenter', `--mount=/proc/${holder.pid}/ns/mnt`]
  const run = (...command: string[]) =>
    execFileSync(inside[0]!, [...inside.slice(1), ...command], { encoding: 'utf8' }).trim()
  const mount = () => run('mount', '-o', 'loop,errors=remount-ro', image, mountedAt)
  const device = () => run('findmnt', '--noheadings', '--output', 'SOURCE', mountedAt).replace('/dev/', '')
  mount()
  return {
    inside,
    seenAt: join(`/proc/${holder.pid}/root`, mountedAt),
    breaks: () => writeFile(`/sys/fs/ext4/${device()}/trigger_fs_error`, 'a test'),
    repair() {
      run('umount', mountedAt)
      run('sh', '-c', 'e2fsck -fp "$1" || test $? -le 1', 'sh', image)
      mount()
    },
    close: () => end(holder),
  }
}

async function end(holder: ChildProcess): Promise<void> {
  const ended = once(holder, 'close')
  holder.stdin?.end()
  await ended
}
