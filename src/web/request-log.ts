import type { RequestHandler } from 'express'
import type { Log } from '../log.ts'

/** One line a request: reads at debug, writes at info. No query, no body, no cookie: they may hold secrets. */
export function logRequests(log: Log): RequestHandler {
  return (req, res, next) => {
    const level = req.method === 'GET' || req.method === 'HEAD' ? 'debug' : 'info'
    if (!log.isLevelEnabled(level)) return next()
    const start = performance.now()
    const { path } = req
    res.once('close', () => {
      const ms = Math.round(performance.now() - start)
      const user = req.viewer?.user?.handle
      log[level]({ id: req.id, method: req.method, path, status: res.statusCode, ms, user }, 'request')
    })
    next()
  }
}
