/** What an administrator can do about what git said, as a message's key. Git speaks English here, whatever the machine does. */
export function adviceFor(said: string): string {
  const found = ADVICE.find(([, words]) => words.test(said))
  return `mirror.advice.${found?.[0] ?? 'other'}`
}

const ADVICE: readonly (readonly [string, RegExp])[] = [
  ['address', /transport '.*' not allowed|unable to find remote helper/i],
  ['refused', /remote rejected|hook declined|protected branch|non-fast-forward|shallow update/i],
  [
    'access',
    /authentication failed|permission denied|could not read (username|password)|host key verification|error: 40[13]/i,
  ],
  ['missing', /does not appear to be a git repository|repository .*not found|no such file/i],
  ['unreachable', /resolve host|connect|timed out|unreachable|unexpectedly|early eof|error: 5\d\d/i],
]
