import type { Request } from 'express'
import type { Translations } from './i18n.ts'

/**
 * What was just done, from `?done=` of the address that a form led to. Only words that stand under `prefix`
 * in the messages, so that an address cannot put words into our mouth.
 */
export function noticeOf(translations: Translations, req: Request, prefix: string): string | undefined {
  const { done } = req.query
  if (typeof done !== 'string') return undefined
  const key = `${prefix}.${done}`
  const words = translations[req.viewer.lang](key)
  return words === key ? undefined : words
}
