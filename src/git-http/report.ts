import { FLUSH, formatBand, formatPacket } from '../git/pkt-line.ts'
import type { Translate } from '../web/i18n.ts'
import type { PushResult } from './receiving.ts'

const MOST_FAULTS = 40

/** The answer to a push as git's client reads it (gitprotocol-pack), the faults as its own `remote:` lines. */
export function formatReport(t: Translate, result: PushResult, capabilities: ReadonlySet<string>): Buffer {
  const reason = result.ok ? '' : oneLine(t(result.reason))
  const lines = result.commands.map(({ ref }) => (result.ok ? `ok ${ref}\n` : `ng ${ref} ${reason}\n`))
  const report = Buffer.concat([...['unpack ok\n', ...lines].map((line) => formatPacket(line)), FLUSH])
  if (!capabilities.has('side-band-64k')) return capabilities.has('report-status') ? report : Buffer.alloc(0)
  const said = Buffer.from(
    wordsOf(t, result)
      .map((line) => `${line}\n`)
      .join(''),
  )
  const asked = capabilities.has('report-status') || capabilities.has('report-status-v2')
  return Buffer.concat([formatBand(2, said), ...(asked ? [formatBand(1, report)] : []), FLUSH])
}

function wordsOf(t: Translate, result: PushResult): string[] {
  if (result.ok) return []
  const { faults, hint } = result
  if (faults.length === 0) return hint === undefined ? [] : [oneLine(t(hint.key, hint.params))]
  const hints = new Map(faults.flatMap(({ hint: key, params }) => (key === undefined ? [] : [[key, params]])))
  const shown = faults.slice(0, MOST_FAULTS).map(({ place, key, params }) => `  ${place}: ${t(key, params)}`)
  const more = faults.length - shown.length
  return [
    t('gitHttp.refused', { count: faults.length }),
    ...shown,
    ...(more > 0 ? [t('gitHttp.more', { count: more })] : []),
    ...[...hints].map(([key, params]) => t(key, params)),
  ].map(oneLine)
}

/** A file's name must not speak for the wiki, nor move the cursor of a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?')
}
