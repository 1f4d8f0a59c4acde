import { sameText, type Fields } from './form-fields.ts'

/** Unsaved fields as the browser keeps them, by the address they would be sent to. */
export interface KeptText {
  readonly at: number
  readonly fields: Fields
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const PREFIX = 'giljabi:unsaved:'
const SENT = 'giljabi:sent'
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000

export interface KeptTexts {
  keep(key: string, fields: Fields, now: number): void
  /** What was kept and is not what the form already shows. It moves aside, so that typing does not overwrite it. */
  find(key: string, shown: Fields, now: number): KeptText | undefined
  forget(key: string): void
  /** Forgets what was typed last; what was moved aside stays to be offered. */
  forgetLatest(key: string): void
}

/** The browser may refuse to keep anything (private windows, a full disk): then nothing is kept, and nothing fails. */
export function createKeptTexts(store: Store): KeptTexts {
  const read = (name: string): KeptText | undefined => attempt(() => parseKept(store.getItem(name)))
  const write = (name: string, kept: KeptText): void =>
    attempt(() => store.setItem(name, JSON.stringify(kept)))
  const remove = (name: string): void => attempt(() => store.removeItem(name))
  const latest = (key: string): string => PREFIX + key
  const aside = (key: string): string => `${PREFIX}aside:${key}`

  return {
    keep: (key, fields, now) => write(latest(key), { at: now, fields }),
    find(key, shown, now) {
      const isWorthy = (kept: KeptText | undefined): kept is KeptText =>
        kept !== undefined && now - kept.at < KEPT_MS && !sameText(kept.fields, shown)
      const found = [read(latest(key)), read(aside(key))].find(isWorthy)
      remove(latest(key))
      if (found) write(aside(key), found)
      else remove(aside(key))
      return found
    },
    forget(key) {
      remove(latest(key))
      remove(aside(key))
    },
    forgetLatest: (key) => remove(latest(key)),
  }
}

/** Remembers, in this tab, that a form was sent from `from`: whether it was saved shows on the next page. */
export function markSent(store: Store, key: string, from: string): void {
  attempt(() => store.setItem(SENT, JSON.stringify({ key, from })))
}

/**
 * The key of what was just saved: only a save leads from the editor to the page itself, or to the proposal. An error page stays at the
 * editor's address, and whoever comes to a page in another way comes from somewhere else.
 */
export function takeSaved(store: Store, pathname: string, referrer: string): string | undefined {
  const sent = attempt(
    () => JSON.parse(store.getItem(SENT) ?? 'null') as { key: string; from: string } | null,
  )
  attempt(() => store.removeItem(SENT))
  const isSaved = pathname.startsWith('/wiki/') || /^\/proposals\/\d+$/.test(pathname)
  if (!sent || !isSaved || !URL.canParse(referrer)) return undefined
  const { pathname: path, search } = new URL(referrer)
  return path + search === sent.from ? sent.key : undefined
}

function parseKept(text: string | null): KeptText | undefined {
  const value = JSON.parse(text ?? 'null') as Partial<KeptText> | null
  if (typeof value?.at !== 'number' || typeof value.fields !== 'object') return undefined
  const fields = Object.entries(value.fields).filter(([, field]) => typeof field === 'string')
  return { at: value.at, fields: Object.fromEntries(fields) }
}

function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
