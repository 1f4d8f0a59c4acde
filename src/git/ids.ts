/** Object names as git writes them: 40 lower-case hexadecimal digits. */
export type BlobId = string & { readonly __brand: 'BlobId' }
export type CommitId = string & { readonly __brand: 'CommitId' }
export type TreeId = string & { readonly __brand: 'TreeId' }

const FULL_ID = /^[0-9a-f]{40}$/

export function isObjectId(text: string): boolean {
  return FULL_ID.test(text)
}
