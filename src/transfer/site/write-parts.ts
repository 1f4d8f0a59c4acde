import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleScript } from '../../bundle-script.ts'

/** Every weight in pieces of a few letters each, so that a page loads only what it is written in: 3 MB in all. */
const FONT_CSS = 'pretendardvariable-dynamic-subset.css'
const FONT_PIECES = 'woff2-dynamic-subset'

/** What all pages of a site share: the wiki's style sheets, its face, and the script that searches. */
export async function writeParts(programDir: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'css'), { recursive: true })
  for (const name of ['look.css', 'app.css'])
    await copyFile(join(programDir, 'public/css', name), join(folder, 'css', name))
  await copyFile(join(programDir, 'public/favicon.svg'), join(folder, 'favicon.svg'))
  await writeFont(join(folder, 'fonts'))
  const script = await bundleScript(join(programDir, 'src/client/site-search.ts'), 'iife')
  await writeFile(join(folder, 'search.js'), script)
}

/** Pretendard from its package, whose style sheet says its licence. */
async function writeFont(folder: string): Promise<void> {
  const font = join(
    dirname(fileURLToPath(import.meta.resolve('pretendard/package.json'))),
    'dist/web/variable',
  )
  await mkdir(folder, { recursive: true })
  await copyFile(join(font, FONT_CSS), join(folder, FONT_CSS))
  await cp(join(font, FONT_PIECES), join(folder, FONT_PIECES), { recursive: true })
}
