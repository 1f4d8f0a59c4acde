/** The page's path in the address of a request (`*path`), NFC; Express has percent-decoded it. */
export function pathOf({ params }: { readonly params: unknown }): string {
  const { path = '' } = params as { path?: readonly string[] | string }
  return (typeof path === 'string' ? path : path.join('/')).normalize('NFC')
}
