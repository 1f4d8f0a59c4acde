import type { RequestHandler } from 'express'
import type { Notifications } from './notifications.ts'

/** Lets the bell say whether there is something new. */
export function countUnseen(notifications: Notifications): RequestHandler {
  return async (req, _res, next) => {
    const { user, via } = req.viewer
    if (user && via === 'session') {
      req.viewer = { ...req.viewer, unseen: await notifications.countUnseen(user) }
    }
    next()
  }
}
