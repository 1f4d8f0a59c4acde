/** From one file of the repository to another, as a Markdown address. */
export function relativeAddress(from: string, to: string): string {
  const folder = from.split('/').slice(0, -1)
  const parts = to.split('/')
  let shared = 0
  while (shared < folder.length && shared < parts.length - 1 && folder[shared] === parts[shared]) shared++
  const steps = [...folder.slice(shared).map(() => '..'), ...parts.slice(shared)]
  return steps.join('/').replace(/[\s%()<>#?"\\`[\]]/gu, escapeLetter)
}

function escapeLetter(letter: string): string {
  return letter === '(' ? '%28' : letter === ')' ? '%29' : encodeURIComponent(letter)
}
