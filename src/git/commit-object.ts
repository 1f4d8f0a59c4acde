import type { CommitId, TreeId } from './ids.ts'

export interface Signature {
  readonly name: string
  readonly email: string
}

export interface CommitDetails {
  readonly parent: CommitId | undefined
  /** Whose changes come in with it, where it is a merge. */
  readonly mergedWith?: CommitId | undefined
  /** Line feeds part lines; other control characters are dropped. */
  readonly message: string
  /** Line feeds, angle brackets and NUL are dropped. */
  readonly author: Signature
  /** Who puts it there; the author where not given. */
  readonly committer?: Signature | undefined
  readonly time: Date
  /** Such as `+0900`, only for showing; `+0000` where it is not given. */
  readonly timezone?: string
}

/** Format: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_git_commit_objects */
export function formatCommit(
  root: TreeId,
  { parent, mergedWith, message, author, committer = author, time, timezone }: CommitDetails,
): Buffer {
  const zone = timezone !== undefined && /^[+-]\d{4}$/.test(timezone) ? timezone : '+0000'
  const seconds = Math.max(0, Math.floor(time.getTime() / 1000))
  const sign = ({ name, email }: Signature) =>
    `${signaturePart(name, 'unknown')} <${signaturePart(email, '')}> ${seconds} ${zone}`
  const lines = [
    `tree ${root}`,
    ...(parent ? [`parent ${parent}`] : []),
    ...(mergedWith ? [`parent ${mergedWith}`] : []),
    `author ${sign(author)}`,
    `committer ${sign(committer)}`,
    '',
    `${cleanMessage(message)}\n`,
  ]
  return Buffer.from(lines.join('\n'), 'utf8')
}

function signaturePart(text: string, whenEmpty: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029<>]/g, '').trim()
  return clean === '' ? whenEmpty : clean
}

function cleanMessage(message: string): string {
  return (
    message
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
      .trim()
  )
}
