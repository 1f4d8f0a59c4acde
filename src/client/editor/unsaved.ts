import { settled } from '../spaced.ts'
import { showToast } from '../toast.ts'
import { readFields, sameText, writeFields } from './form-fields.ts'
import { createKeptTexts, markSent, takeSaved, type KeptTexts } from './kept-text.ts'

const KEEP_AFTER_MS = 700

/**
 * Says at the foot what is not saved, warns before leaving with it, keeps it in the browser, and offers it back
 * after a crash. Words on the form: `unsaved`, `recovered`, `recover`, `discard`.
 */
export function watchUnsaved(form: HTMLFormElement): void {
  const texts = createKeptTexts(localStorage)
  const key = form.dataset.key ?? location.pathname
  const loaded = readFields(form)
  const foot = form.querySelector<HTMLElement>('[data-saved]')
  // Shown again with its faults, what the form was loaded with is not saved either.
  const cameUnsaved = form.querySelector('.callout[role="alert"]') !== null
  let isSending = false
  const isUnsaved = (): boolean => cameUnsaved || !sameText(readFields(form), loaded)
  const showState = (): void => {
    const text = isUnsaved() ? (form.dataset.unsaved ?? '') : ''
    if (foot && foot.textContent !== text) foot.textContent = text
  }
  const keepNow = (): void => {
    if (isUnsaved()) texts.keep(key, readFields(form), Date.now())
  }
  const keep = settled(KEEP_AFTER_MS, () => {
    showState()
    keepNow()
  })

  offerBack(form, texts, key)
  showState()
  form.addEventListener('input', () => keep())
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    isSending = true
    keepNow()
    markSent(sessionStorage, key, location.pathname + location.search)
  })
  addEventListener('beforeunload', (event) => {
    if (isSending || !isUnsaved()) return
    keepNow()
    event.preventDefault()
  })
  // Back in the editor by the browser's own memory of the page: what was sent may not have arrived.
  addEventListener('pageshow', (event) => {
    if (event.persisted) isSending = false
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

function offerBack(form: HTMLFormElement, texts: KeptTexts, key: string): void {
  const kept = texts.find(key, readFields(form), Date.now())
  if (!kept) return
  showToast({
    text: form.dataset.recovered ?? '',
    icon: 'history',
    stays: true,
    actions: [
      // The base comes back with the text, so that saving merges with what others saved since.
      { label: form.dataset.recover ?? '', run: () => writeFields(form, kept.fields) },
      { label: form.dataset.discard ?? '', run: () => texts.forget(key) },
    ],
  })
}
