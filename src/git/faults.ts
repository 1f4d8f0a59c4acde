import { runGit } from './run.ts'

/** Every line of `git fsck --full --strict`; empty for a sound repository. What nothing refers to is no fault. */
export async function findFaults(dir: string): Promise<string[]> {
  const args = ['fsck', '--full', '--strict', '--no-dangling', '--no-progress']
  const answers = Array.from({ length: 128 }, (_, code) => code)
  const { stdout, stderr, exitCode } = await runGit(dir, args, { answers: [...answers, 128] })
  const lines = `${stdout.toString('utf8')}\n${stderr}`.split('\n').map((line) => line.trim())
  // "notice: HEAD points to an unborn branch": a wiki before its first page.
  const faults = lines.filter((line) => line !== '' && !line.startsWith('notice:'))
  return exitCode !== 0 && faults.length === 0 ? [`git fsck ended with exit code ${exitCode}`] : faults
}
