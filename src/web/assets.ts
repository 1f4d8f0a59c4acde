import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import express, { type Express } from 'express'
import { bundleScript } from '../bundle-script.ts'

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
  const script = await bundleScript(join(root, 'src/client/main.ts'), 'esm')
  const prints = new Map<string, string>([
    [SCRIPT, fingerprint(script)],
    [FONTS + FONT_CSS, fingerprint(readFileSync(join(PRETENDARD, FONT_CSS)))],
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
      const compressed = createCompressed()
      const files = { index: false, redirect: false, fallthrough: true, cacheControl: false } as const
      app.use(['/css', '/fonts', '/icons.svg', '/favicon.svg', '/build', '/images'], (_req, res, next) => {
        res.setHeader('Cache-Control', IMMUTABLE)
        next()
      })
      // Before those that read files: a text goes as the browser takes it, compressed once.
      app.get([...prints.keys()].filter(isText), async (req, res, next) => {
        const encoding = encodings.find((one) => req.acceptsEncodings(one) === one)
        res.vary('Accept-Encoding')
        if (encoding === undefined) return next()
        const read = () =>
          req.path === SCRIPT ? Buffer.from(script) : readFileSync(fileOf(publicDir, req.path))
        const body = await compressed(`${encoding} ${req.path}`, encoding, read)
        res.type(extname(req.path)).setHeader('Content-Encoding', encoding)
        res.end(body)
      })
      app.get(SCRIPT, (_req, res) => void res.type('text/javascript').send(script))
      app.use('/fonts', express.static(PRETENDARD, files))
      for (const path of ['/css', '/images']) app.use(path, express.static(join(publicDir, path), files))
      for (const path of ['/icons.svg', '/favicon.svg']) {
        app.get(path, (_req, res) => void res.sendFile(join(publicDir, path), { cacheControl: false }))
      }
    },
  }
}

const SCRIPT = '/build/client.js'
const FONTS = '/fonts/'
const FONT_CSS = 'pretendardvariable-dynamic-subset.css'

function isText(path: string): boolean {
  return /\.(css|js|svg)$/.test(path)
}

function fileOf(publicDir: string, path: string): string {
  return path.startsWith(FONTS) ? join(PRETENDARD, path.slice(FONTS.length)) : join(publicDir, path)
}

/** The smaller one first: browsers take both, and name them in the order of their age. */
const encodings = ['br', 'gzip'] as const
const toBrotli = promisify<Buffer, Buffer>(brotliCompress)
const toGzip = promisify<Buffer, Buffer>(gzip)

/** As small as it gets, in a thread, once a process: a file's address changes with what is in it. */
function createCompressed() {
  const made = new Map<string, Promise<Buffer>>()
  return (key: string, encoding: 'br' | 'gzip', read: () => Buffer): Promise<Buffer> => {
    const known = made.get(key)
    if (known) return known
    const making = (encoding === 'br' ? toBrotli : toGzip)(read())
    made.set(key, making)
    making.catch(() => made.delete(key))
    return making
  }
}

function fingerprint(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 10)
}

function listFiles(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
