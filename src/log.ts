import { destination, pino, type Logger } from 'pino'

export type Log = Logger

/** One JSON line an event, to standard error, so that standard output stays for data. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['password', 'token', 'cookie', 'authorization', '*.password', '*.token'],
    },
    destination({ dest: 2, sync: false }),
  )
}
