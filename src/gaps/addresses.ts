/** Where a page is read. */
export function addressOfPage(path: string): string {
  return `/wiki/${path.split('/').map(encodeURIComponent).join('/')}`
}
