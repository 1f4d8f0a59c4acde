import type { ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../config.ts'
import { UsageError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Translate } from '../web/i18n.ts'

/** What somebody typed, and the ways to answer. */
export interface Call {
  readonly config: Config
  readonly log: Log
  readonly words: Translate
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
  /** A path as typed, made absolute from where it was typed. */
  readonly pathOf: (typed: string) => string
  /** A line of data, to standard output. */
  readonly print: (line: string) => void
  /** A sentence for a person, to standard error. */
  readonly say: (sentence: string) => void
}

export interface Command {
  /** One word or two, as typed. */
  readonly name: string
  readonly usage: string
  readonly summary: string
  /** Option -> what it does; an option with a capitalised word takes a value. */
  readonly options?: Readonly<Record<string, string>>
  /** What is named without an option. */
  readonly takes?: readonly string[]
  readonly settings?: ParseArgsOptionsConfig
  /** @returns the exit code */
  readonly run: (call: Call) => Promise<number>
}

/** @throws UsageError where the option was not given. */
export function required({ values }: Call, option: string): string {
  const value = values[option]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${option} is missing. See --help.`)
  return value
}

export function optional({ values }: Call, option: string): string | undefined {
  const value = values[option]
  return typeof value === 'string' && value !== '' ? value : undefined
}
