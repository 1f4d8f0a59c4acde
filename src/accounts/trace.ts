import type { Request } from 'express'
import type { Trace } from '../audit/audit.ts'

/** Where a request came from, for the audit log and for limits. */
export function traceOf(req: Request): Trace {
  return { ip: req.ip, requestId: req.id }
}
