import { join } from 'node:path'
import { messages as guidanceMessages } from '../../guidance/messages.ts'
import { messages as learningMessages } from '../../learning/messages.ts'
import { messages as pageMessages } from '../../pages/messages.ts'
import { createTranslations } from '../../web/i18n.ts'
import { createViews, type Views } from '../../web/view.ts'
import type { Viewer } from '../../web/viewer.ts'

/** The site is the same for everyone. */
export const NOBODY: Omit<Viewer, 'lang'> = { user: undefined, via: undefined, theme: 'system', unseen: 0 }

/** The wiki's templates for pages without a server: no frame around them, and no address of their own. */
export function createSiteViews(programDir: string): Pick<Views, 'render'> {
  return createViews({
    dir: join(programDir, 'views'),
    translations: createTranslations([pageMessages, guidanceMessages, learningMessages]),
    asset: (path) => path,
    frame: () => ({}),
    fullDates: true,
  })
}
