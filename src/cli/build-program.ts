import { Command } from 'commander'
import type { CommandLine } from './command-line.ts'
import type { AddCommand } from './commands.ts'
import { foldExamples, helpLayout } from './help-layout.ts'

/** The program with these commands. It throws CommanderError where it would end the process. */
export function buildProgram(line: CommandLine, commands: readonly AddCommand[]): Command {
  const program = new Command('palermo')
    .description('Who has signed, deposited and joined, what counts, since when and under which article.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => line.out(foldExamples(text, line.width)),
      writeErr: line.err,
      getOutHelpWidth: () => line.width,
      getErrHelpWidth: () => line.width,
    })
    .configureHelp(helpLayout(line.width))
    .showHelpAfterError('Run with --help to see what is accepted.')
    .showSuggestionAfterError()
  for (const add of commands) add(program, line)
  refuseDoubled(program)
  askForAllMissing(program)
  return program
}

/** Refuses an option that is given twice: only the last one would be heard. Those that take several values are left. */
function refuseDoubled(command: Command): void {
  for (const option of command.options.filter(({ variadic }) => !variadic)) {
    let given = false
    command.on(`option:${option.name()}`, () => {
      if (given) command.error(`error: option '${option.flags}' is given twice`)
      given = true
    })
  }
  for (const inner of command.commands) refuseDoubled(inner)
}

/** Names every option that has to be given and is not, where the library would name the first alone. */
function askForAllMissing(command: Command): void {
  const needed = command.options.filter(({ mandatory }) => mandatory)
  for (const option of needed) option.mandatory = false
  if (needed.length > 0) {
    command.hook('preAction', () => {
      const missing = needed.filter((option) => command.getOptionValue(option.attributeName()) === undefined)
      if (missing.length === 0) return
      const named = missing.map(({ flags }) => `'${flags}'`).join(', ')
      command.error(`error: required option${missing.length === 1 ? '' : 's'} ${named} not specified`)
    })
  }
  for (const inner of command.commands) askForAllMissing(inner)
}
