import { messages as accountMessages } from '../accounts/messages.ts'
import { messages as backupMessages } from '../backup/messages.ts'
import { messages as gitMessages } from '../git/messages.ts'
import { messages as markdownMessages } from '../markdown/messages.ts'
import { messages as operationMessages } from '../operations/messages.ts'
import { messages as pageMessages } from '../pages/messages.ts'
import { messages as transferMessages } from '../transfer/messages.ts'
import { createTranslations, type Translate } from '../web/i18n.ts'
import { messages as webMessages } from '../web/messages.ts'

/** Commands speak English, as do the scripts that call them. */
export function createCommandWords(): Translate {
  return createTranslations([
    webMessages,
    accountMessages,
    gitMessages,
    markdownMessages,
    pageMessages,
    transferMessages,
    backupMessages,
    operationMessages,
  ]).en
}
