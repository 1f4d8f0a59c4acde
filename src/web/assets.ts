import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import express, { type Express } from 'express'

export interface Assets {
  /** The address of a file with its fingerprint, so that it may be kept for a year. */
  readonly asset: (path: string) => string
  /** Changes with any static file or view: what a browser keeps is older where this differs. */
  readonly release: string
  /** Serves the static files: no session, no route of the access table. */
  readonly serve: (app: Express) => void
}

const IMMUTABLE = 'public, max-age=31536000, immutable'
const PRETENDARD = join(
  dirname(fileURLToPath(import.meta.resolve('pretendard/package.json'))),
  'dist/web/variable',
)

/**
 * The files of `public/`, the bundle of `src/client` (made in memory at start, about 50 ms) and
 * Pretendard's unicode-range pieces straight from its package.
 */
export async function createAssets(root: string): Promise<Assets> {
  const publicDir = join(root, 'public')
  const script = await bundleClient(join(root, 'src/client/main.ts'))
  const prints = new Map<string, string>([
    ['/build/client.js', fingerprint(script)],
    ['/fonts/pretendardvariable-dynamic-subset.css', fingerprint(readFileSync(join(PRETENDARD, FONT_CSS)))],
  ])
  for (const file of listFiles(publicDir)) {
    prints.set(`/${relative(publicDir, file).split(sep).join('/')}`, fingerprint(readFileSync(file)))
  }
  const views = listFiles(join(root, 'views')).map((file) => readFileSync(file, 'utf8'))
  return {
    release: fingerprint([...prints.values(), ...views].join('\n')),
    asset(path) {
      const print = prints.get(path)
      if (print === undefined) throw new Error(`There is no static file ${path}`)
      return `${path}?v=${print}`
    },
    serve(app) {
      const files = { index: false, redirect: false, fallthrough: true, cacheControl: false } as const
      app.use(['/css', '/fonts', '/icons.svg', '/favicon.svg', '/build', '/images'], (_req, res, next) => {
        res.setHeader('Cache-Control', IMMUTABLE)
        next()
      })
      app.get('/build/client.js', (_req, res) => void res.type('text/javascript').send(script))
      app.use('/fonts', express.static(PRETENDARD, files))
      for (const path of ['/css', '/images']) app.use(path, express.static(join(publicDir, path), files))
      for (const path of ['/icons.svg', '/favicon.svg']) {
        app.get(path, (_req, res) => void res.sendFile(join(publicDir, path), { cacheControl: false }))
      }
    },
  }
}

const FONT_CSS = 'pretendardvariable-dynamic-subset.css'

async function bundleClient(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    legalComments: 'none',
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}

function fingerprint(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 10)
}

function listFiles(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
