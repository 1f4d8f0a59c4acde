import { commands, parseCommand } from '../../src/commands.ts'
import { UsageError } from '../../src/errors.ts'

const faultOf = (...typed: string[]): string => {
  try {
    parseCommand(typed)
    return ''
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
}

test('every command has help that names it and all its options', () => {
  for (const { name, settings = {}, usage } of commands) {
    const parsed = parseCommand([...name.split(' '), '--help'])
    expect(parsed).toHaveProperty('help')
    const help = 'help' in parsed ? parsed.help : ''
    expect(help).toContain(usage)
    for (const option of Object.keys(settings)) expect(help).toContain(`--${option}`)
  }
})

test('an unknown command or option is one sentence and the list of what there is', () => {
  expect(faultOf('improt')).toMatch(/^There is no command “improt”\.\n\nUsage:/)
  expect(faultOf('user')).toMatch(/^There is no command “user”/)
  expect(faultOf()).toMatch(/^Name a command\.\n\n/)
  expect(faultOf('import', 'x', '--repalce')).toMatch(/^Unknown option '--repalce'\.\n\nUsage: .*import DIR/)
})

test('what is missing or too much is said', () => {
  expect(faultOf('backup')).toBe('FILE is missing. Usage: backup FILE')
  expect(faultOf('backup', 'a', 'b')).toBe('“backup” does not take “b”. Usage: backup FILE')
  expect(faultOf('export', '')).toMatch(/^DIR is empty/)
})

test('options and what is named are taken apart', () => {
  expect(parseCommand(['import', 'docs', '--into', 'old/docs', '--dry-run'])).toMatchObject({
    values: { into: 'old/docs', 'dry-run': true },
    positionals: ['docs'],
  })
})
