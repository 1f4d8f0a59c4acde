import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { Call, Command } from './commands/command.ts'
import { UsageError } from './errors.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** Each loads what it needs when it runs, so that a small one starts quickly. */
export const commands: readonly Command[] = [
  {
    name: 'serve',
    usage: 'serve',
    summary: 'serve the wiki until it is stopped (npm start)',
    run: async (call) => (await import('./commands/serve.ts')).serve(call),
  },
  {
    name: 'setup',
    usage: 'setup',
    summary: 'print a new link that makes the first administrator',
    run: async (call) => (await import('./commands/accounts.ts')).printSetupLink(call),
  },
  {
    name: 'user add',
    usage: 'user add --email E --name N --role member|lead|admin [--password-stdin]',
    summary: 'create an account; prints its handle, and a one-time password where none is given',
    options: {
      '--email E': 'the address they sign in with',
      '--name N': 'the name others see',
      '--role R': 'member, lead or admin',
      '--password-stdin': 'read the password from standard input',
    },
    settings: { email: text, name: text, role: text, 'password-stdin': flag },
    run: async (call) => (await import('./commands/accounts.ts')).addUser(call),
  },
  {
    name: 'token create',
    usage: 'token create --email E --name N',
    summary: 'print a new API token and nothing else',
    options: { '--email E': 'whose token it is', '--name N': 'what it is for' },
    settings: { email: text, name: text },
    run: async (call) => (await import('./commands/accounts.ts')).createToken(call),
  },
  {
    name: 'import',
    usage: 'import DIR [--into PATH] [--dry-run] [--replace] [--email E]',
    summary: 'turn a tree of Markdown and attachments into pages, in one commit, with a report',
    takes: ['DIR'],
    options: {
      '--into PATH': 'the folder of the wiki to put it in',
      '--dry-run': 'only say what would be done',
      '--replace': 'overwrite pages that are there with other content',
      '--email E': 'who imports it (the first administrator)',
    },
    settings: { into: text, 'dry-run': flag, replace: flag, email: text },
    run: async (call) => (await import('./commands/import.ts')).runImport(call),
  },
  {
    name: 'export',
    usage: 'export DIR [--html]',
    summary: 'write all pages and attachments into an empty folder, byte for byte',
    takes: ['DIR'],
    options: { '--html': 'as a site of HTML files with a search of its own, without drafts' },
    settings: { html: flag },
    run: async (call) => (await import('./commands/export.ts')).runExport(call),
  },
  {
    name: 'backup',
    usage: 'backup FILE',
    summary: 'write everything into one tar file, also while the wiki is served',
    takes: ['FILE'],
    run: async (call) => (await import('./commands/backup.ts')).runBackup(call),
  },
  {
    name: 'restore',
    usage: 'restore FILE [--replace | --test]',
    summary: 'bring a backup back into DATA_DIR',
    takes: ['FILE'],
    options: {
      '--replace': 'move what is in DATA_DIR aside first',
      '--test': 'only try it, in a folder that is removed afterwards; DATA_DIR stays as it is',
    },
    settings: { replace: flag, test: flag },
    run: async (call) => (await import('./commands/backup.ts')).runRestore(call),
  },
  {
    name: 'check',
    usage: 'check',
    summary: 'list what is wrong with git, the database, links, front matter, names; and stale pages',
    run: async (call) => (await import('./commands/check.ts')).runCheck(call),
  },
  {
    name: 'demo',
    usage: 'demo DIR',
    summary: 'fill an empty folder with ninety days of a team’s work, to look around in (npm run demo)',
    takes: ['DIR'],
    run: async (call) => (await import('./commands/demo.ts')).runDemo(call),
  },
  {
    name: 'reindex',
    usage: 'reindex',
    summary: 'drop what is derived and build it again',
    run: async (call) => (await import('./commands/reindex.ts')).runReindex(call),
  },
]

export interface ParsedCall extends Pick<Call, 'values' | 'positionals'> {
  readonly command: Command
}

/**
 * What was typed, as a command with its options; or the help that was asked for.
 * @throws UsageError that says what does not exist, and lists what does.
 */
export function parseCommand(typed: readonly string[]): ParsedCall | { readonly help: string } {
  const command = findCommand(typed)
  if (!command) {
    if (typed[0] === '--help' || typed[0] === '-h' || typed[0] === 'help') return { help: listCommands() }
    const fault = typed[0] === undefined ? 'Name a command.' : `There is no command “${typed[0]}”.`
    throw new UsageError(`${fault}\n\n${listCommands()}`)
  }
  const rest = typed.slice(command.name.split(' ').length)
  const { values, positionals } = parseOptions(command, rest)
  if (values.help === true) return { help: describe(command) }
  requirePositionals(command, positionals)
  return { command, values, positionals }
}

function findCommand(typed: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => typed[index] === word))
}

function parseOptions(command: Command, args: readonly string[]): Pick<ParsedCall, 'values' | 'positionals'> {
  const options: ParseArgsOptionsConfig = { ...command.settings, help: { type: 'boolean', short: 'h' } }
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    })
    return { values: values as ParsedCall['values'], positionals }
  } catch (error) {
    if (!isParseFault(error)) throw error
    const [sentence] = error.message.split('. ')
    throw new UsageError(`${sentence ?? ''}.\n\n${describe(command)}`, { cause: error })
  }
}

/** What `parseArgs` throws for what it does not know: https://nodejs.org/api/errors.html#err_parse_args_unknown_option */
function isParseFault(error: unknown): error is Error {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    /^ERR_PARSE_ARGS/.test(String(error.code))
  )
}

function requirePositionals({ name, takes = [], usage }: Command, given: readonly string[]): void {
  const missing = takes[given.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing. Usage: ${usage}`)
  const extra = given[takes.length]
  if (extra !== undefined) throw new UsageError(`“${name}” does not take “${extra}”. Usage: ${usage}`)
  if (given.includes('')) throw new UsageError(`${takes.join(', ')} is empty. Usage: ${usage}`)
}

function listCommands(): string {
  const rows = commands.map(({ usage, summary }) => `  ${usage}\n      ${summary}`)
  return ['Usage: npm run --silent giljabi -- COMMAND', '', ...rows, '', 'COMMAND --help says more.'].join(
    '\n',
  )
}

function describe({ usage, summary, options = {} }: Command): string {
  const rows = Object.entries(options).map(([option, what]) => `  ${option.padEnd(18)}${what}`)
  return [
    `Usage: npm run --silent giljabi -- ${usage}`,
    '',
    `${summary}.`,
    ...(rows.length > 0 ? ['', ...rows] : []),
  ].join('\n')
}
