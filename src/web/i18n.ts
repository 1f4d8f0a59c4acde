import { josa } from 'es-hangul'
import i18next from 'i18next'
import type { MessageParams } from '../errors.ts'
import { langs, type Lang } from '../user.ts'
import type { Messages } from './messages.ts'

export type Translate = (key: string, params?: MessageParams) => string
export type Translations = Readonly<Record<Lang, Translate>>

/** Every feature's words in one table per language. @throws Error where two features share a key. */
export function createTranslations(tables: readonly Messages[]): Translations {
  const words: Record<Lang, Record<string, string>> = { ko: {}, en: {} }
  for (const [key, [ko, en]] of tables.flatMap((table) => Object.entries(table))) {
    if (key in words.ko) throw new Error(`Two features have the message ${key}`)
    words.ko[key] = ko
    words.en[key] = en
  }
  const instance = i18next.createInstance()
  void instance.init({
    lng: 'ko',
    supportedLngs: [...langs],
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { ko: { translation: words.ko }, en: { translation: words.en } },
  })
  return {
    ko: remember(words.ko, (key, params) => pickParticles(instance.t(key, { ...params, lng: 'ko' }))),
    en: remember(words.en, (key, params) => instance.t(key, { ...params, lng: 'en' })),
  }
}

/** Most words take no parameters, and a page asks for fifty of them: those skip the library. */
function remember(words: Record<string, string>, translate: Translate): Translate {
  return (key, params) => {
    if (params) return translate(key, params)
    return words[key] ?? key
  }
}

const PARTICLE = /(\S)([’”'")\]»]*)\{([가-힣]+\/[가-힣]+)\}/gu

/** `배포{을/를}` becomes `배포를`; a closing quote between word and particle is looked through. */
export function pickParticles(text: string): string {
  return text.replace(PARTICLE, (_all, last: string, quotes: string, pair: string) => {
    const particle = josa.pick(last, pair as Parameters<typeof josa.pick>[1])
    return `${last}${quotes}${particle}`
  })
}
