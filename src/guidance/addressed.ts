/** The page's path in the address of a request; Express has percent-decoded it. */
export function pathOf({ params }: { readonly params: unknown }): string {
  const { path } = params as { path?: string[] | string }
  return (Array.isArray(path) ? path.join('/') : (path ?? '')).normalize('NFC')
}
