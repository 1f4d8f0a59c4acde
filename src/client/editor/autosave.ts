import type { Fields } from './form-fields.ts'

/** What the server made of a text that it was to keep. */
export type Answer = 'kept' | 'settled' | 'signed-out' | 'too-large' | 'failed'

export interface AutosaveDeps {
  readonly read: () => Fields
  /** Keeps them; undefined takes back what was kept. */
  readonly send: (fields: Fields | undefined) => Promise<Answer>
  readonly isComposing: () => boolean
  /** Whether the text differs from what is saved. */
  readonly isUnsaved: () => boolean
  /** Told after every answer. */
  readonly onAnswer: (answer: Answer) => void
}

export interface Autosave {
  /** Something was typed. */
  changed(): void
  /** Sends at once what is not kept yet. */
  flush(): void
  /** Whether the server has exactly what is in the form. */
  isKept(): boolean
  /** While the form itself is on its way, nothing is sent. */
  pause(): void
  resume(): void
}

const SEND_AFTER_MS = 3_000
/** A syllable that is being put together is waited for, but not for ever: fingers rest in the middle of one. */
const COMPOSING_MS = 2_000
const LONGEST_WAIT_MS = 60_000

/** Sends what is typed a few seconds later, one text at a time, and again where the server did not take it. */
export function createAutosave({ read, send, isComposing, isUnsaved, onAnswer }: AutosaveDeps): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined
  let kept: string | undefined
  let isSending = false
  let isPaused = false
  let failures = 0
  const textOf = (): string => JSON.stringify(read())
  const isDue = (): boolean => (isUnsaved() ? textOf() !== kept : kept !== undefined)

  const wait = (ms: number, work = run): void => {
    if (isPaused) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      work()
    }, ms)
  }
  const run = (): void => {
    if (isComposing()) wait(COMPOSING_MS, sendNow)
    else sendNow()
  }
  const sendNow = (): void => {
    if (isPaused || isSending || !isDue()) return
    isSending = true
    const fields = isUnsaved() ? read() : undefined
    const text = fields && JSON.stringify(fields)
    void send(fields)
      .catch((): Answer => 'failed')
      .then((answer) => {
        isSending = false
        if (isPaused) return
        failures = answer === 'kept' ? 0 : failures + 1
        if (answer === 'kept') kept = text
        onAnswer(answer)
        if (isDue()) wait(Math.min(SEND_AFTER_MS * 2 ** failures, LONGEST_WAIT_MS))
      })
  }

  return {
    changed() {
      // Not put off by what is typed next: somebody who never pauses is kept as well.
      if (timer === undefined && !isSending) wait(SEND_AFTER_MS)
    },
    flush() {
      clearTimeout(timer)
      timer = undefined
      sendNow()
    },
    isKept: () => kept !== undefined && kept === textOf(),
    pause() {
      isPaused = true
      clearTimeout(timer)
      timer = undefined
    },
    resume() {
      isPaused = false
    },
  }
}
