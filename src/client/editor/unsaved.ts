import { fillIn } from '../words.ts'
import { settled } from '../spaced.ts'
import { watchText } from '../composition.ts'
import { showToast } from '../toast.ts'
import { createAutosave, type Answer } from './autosave.ts'
import { readFields, sameText, writeFields, type Fields } from './form-fields.ts'
import { createKeptTexts, markSent, takeSaved, type KeptTexts } from './kept-text.ts'
import { createSender } from './unsaved-sending.ts'

const KEEP_AFTER_MS = 700

/**
 * Says at the foot what is not saved, keeps it in the browser at once and on the server a few seconds later, warns
 * before leaving with what the server does not have, and offers it back after a crash. Words on the form: `unsaved`,
 * `kept`, `notKept`, `signedOut`, `tooLarge`, `recovered`, `recover`, `discard`, `discarded`, `undo`.
 */
export function watchUnsaved(form: HTMLFormElement): void {
  const texts = createKeptTexts(localStorage)
  const key = form.dataset.key ?? location.pathname
  const loaded = readFields(form)
  // Shown again with its faults or taken up again, what the form was loaded with is not saved either.
  const cameUnsaved = form.matches('[data-resumed], :has(.callout[role="alert"])')
  let isSending = false
  const isUnsaved = (): boolean => cameUnsaved || !sameText(readFields(form), loaded)
  const showState = createState(form, isUnsaved)
  const keepNow = (): void => {
    if (isUnsaved() && !autosave.isKept()) texts.keep(key, readFields(form), Date.now())
  }
  const keep = settled(KEEP_AFTER_MS, () => {
    showState()
    keepNow()
  })
  const composition = watchText(form, () => undefined)
  const autosave = createAutosave({
    read: () => readFields(form),
    send: createSender(form),
    isComposing: composition.isOpen,
    isUnsaved,
    onAnswer(answer) {
      // What the server has, it offers; the browser's own copy would be offered beside it.
      if (autosave.isKept()) texts.forgetLatest(key)
      showState(answer)
    },
  })

  offerBack(form, texts, key)
  showState()
  form.addEventListener('input', () => {
    keep()
    autosave.changed()
  })
  addEventListener('online', () => autosave.flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') autosave.flush()
  })
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    isSending = true
    autosave.pause()
    if (isUnsaved()) texts.keep(key, readFields(form), Date.now())
    markSent(sessionStorage, key, location.pathname + location.search)
  })
  addEventListener('beforeunload', (event) => {
    if (isSending || !isUnsaved() || autosave.isKept()) return
    keepNow()
    event.preventDefault()
  })
  // Back in the editor by the browser's own memory of the page: what was sent may not have arrived.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    isSending = false
    autosave.resume()
  })
}

/** Runs on every page: forgets the text that has just been saved, by the editor or after a conflict. */
export function forgetSaved(): void {
  const key = takeSaved(sessionStorage, location.pathname, document.referrer)
  if (key !== undefined) createKeptTexts(localStorage).forget(key)
  const merge = document.querySelector<HTMLFormElement>('form[action^="/merge/"]')
  const here = location.pathname + location.search
  merge?.addEventListener('submit', () => markSent(sessionStorage, here, here))
}

/** What the foot says: of the text as it is, and of how keeping it went the last time. */
function createState(form: HTMLFormElement, isUnsaved: () => boolean): (answer?: Answer) => void {
  const foot = form.querySelector<HTMLElement>('[data-saved]')
  const { unsaved = '', kept = '', notKept = '', signedOut = '', tooLarge = '' } = form.dataset
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
  const words: Readonly<Record<Answer, () => string>> = {
    kept: () => fillIn(kept, { time: clock.format(new Date()) }),
    settled: () => unsaved,
    'signed-out': () => signedOut,
    'too-large': () => tooLarge,
    failed: () => notKept,
  }
  let said: string | undefined
  return (answer) => {
    if (answer) said = words[answer]()
    const text = isUnsaved() ? (said ?? unsaved) : ''
    if (foot && foot.textContent !== text) foot.textContent = text
  }
}

function offerBack(form: HTMLFormElement, texts: KeptTexts, key: string): void {
  const kept = texts.find(key, readFields(form), Date.now())
  if (!kept) return
  showToast({
    text: form.dataset.recovered ?? '',
    icon: 'history',
    stays: true,
    actions: [
      {
        label: form.dataset.recover ?? '',
        run() {
          // The base comes back with the text, so that saving merges with what others saved since.
          writeFields(form, kept.fields)
          hideOffer(kept.fields.unsaved)
        },
      },
      {
        label: form.dataset.discard ?? '',
        run() {
          texts.forget(key)
          offerUndo(form, kept.fields)
        },
      },
    ],
  })
}

/** Until the page is left, a text that was discarded by a slip can be had back. */
function offerUndo(form: HTMLFormElement, fields: Fields): void {
  const { discarded = '', undo = '' } = form.dataset
  const actions = [{ label: undo, run: () => writeFields(form, fields) }]
  showToast({ text: discarded, icon: 'check', stays: true, actions })
}

/** The server's copy of a text that is in the form now is not offered any more. */
function hideOffer(id: string | undefined): void {
  for (const offer of document.querySelectorAll<HTMLElement>('[data-unsaved-text]')) {
    if (offer.dataset.unsavedText === id) offer.hidden = true
  }
}
