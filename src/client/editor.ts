import { startAttaching } from './editor/attaching.ts'
import { startCount } from './editor/foot.ts'
import { startLinkCompletion } from './editor/link-completion.ts'
import { startPathField } from './editor/path-field.ts'
import { startPreview } from './editor/preview.ts'
import { refuseTooLarge, saveByKey, sendOnce } from './editor/saving.ts'
import { startSimilarPages } from './editor/similar-pages.ts'
import { growWithText } from './editor/text-area.ts'
import { startToolbar } from './editor/toolbar.ts'
import { watchUnsaved } from './editor/unsaved.ts'

/** The form for writing (`form[data-editor]`): it saves and previews without any of this. */
export function startEditor(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-editor]')
  const area = form?.querySelector<HTMLTextAreaElement>('textarea[name="body"]')
  if (!form || !area) return
  // In this order: what refuses to send comes before what takes a text for sent.
  refuseTooLarge(form, area)
  sendOnce(form)
  watchUnsaved(form)
  saveByKey(form)
  startPathField(form)
  startSimilarPages(form)
  startToolbar(form, area)
  startAttaching(form, area)
  startLinkCompletion(form, area)
  startPreview(form)
  startCount(form, area)
  growWithText(area)
}
