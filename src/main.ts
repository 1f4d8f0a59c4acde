import { resolve } from 'node:path'
import { parseCommand } from './commands.ts'
import { readConfig } from './config.ts'
import { AppError, UsageError } from './errors.ts'
import { createLog, type Log } from './log.ts'

/** Ends quietly when whoever reads has read enough (`check | head`). */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(1)
  throw error
})

process.exitCode = await main(process.argv.slice(2), process.env)

/** Data goes to standard output, all else to standard error. @returns the exit code: 0 only on success. */
async function main(typed: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  let log: Log | undefined
  try {
    const parsed = parseCommand(typed)
    if ('help' in parsed) {
      print(parsed.help)
      return 0
    }
    const config = readConfig(environment)
    const { createCommandWords } = await import('./commands/words.ts')
    const words = createCommandWords()
    log = createLog(levelFor(parsed.command.name, config.logLevel))
    const { command, values, positionals } = parsed
    return await command.run({
      config,
      log,
      words,
      values,
      positionals,
      print,
      say,
      pathOf: pathFrom(environment),
    })
  } catch (error) {
    say(await explain(error))
    if (!(error instanceof UsageError) && !(error instanceof AppError)) log?.debug({ err: error }, 'defect')
    return 1
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

/** A command has its own words for what it does; the log's lines about it are for servers. */
function levelFor(command: string, level: string): string {
  return command !== 'serve' && level === 'info' ? 'warn' : level
}

/** npm runs commands in the project's folder; paths are meant from where they were typed. */
function pathFrom({ INIT_CWD, npm_lifecycle_event }: NodeJS.ProcessEnv): (typed: string) => string {
  const folder = npm_lifecycle_event === 'giljabi' && INIT_CWD ? INIT_CWD : process.cwd()
  return (typed) => resolve(folder, typed)
}

async function explain(error: unknown): Promise<string> {
  if (error instanceof UsageError) return error.message
  if (error instanceof AppError) {
    const { createCommandWords } = await import('./commands/words.ts')
    return createCommandWords()(error.key, error.params)
  }
  const reason = error instanceof Error ? error.message : String(error)
  return `Something unexpected went wrong: ${reason}. Set LOG_LEVEL=debug to see where.`
}
