import { startCode } from './code.ts'
import { startEditor } from './editor.ts'
import { forgetSaved } from './editor/unsaved.ts'
import { startFeedback } from './feedback.ts'
import { startFinder } from './finder.ts'
import { startMenu } from './menu.ts'
import { startNav } from './nav.ts'
import { startPasswords } from './password.ts'
import { startPathEditor } from './path-editor.ts'
import { startReading } from './reading.ts'
import { startSearchLog } from './search-log.ts'
import { startToasts } from './toast.ts'
import { startToc } from './toc.ts'

// Each starts where its element exists. Every page works without them, so one that fails takes no other with it.
const starts = [
  startFinder,
  startSearchLog,
  startMenu,
  startNav,
  startToc,
  startCode,
  startToasts,
  startPasswords,
  forgetSaved,
  startEditor,
  startPathEditor,
  startFeedback,
  startReading,
]
for (const start of starts) {
  try {
    start()
  } catch (error) {
    reportError(error)
  }
}
