/** The page's path in an address; it has been percent-decoded. */
export function pathOf({ params }: { readonly params: object }): string {
  const { path = '' } = params as { path?: readonly string[] | string }
  return (typeof path === 'string' ? path : path.join('/')).normalize('NFC')
}
