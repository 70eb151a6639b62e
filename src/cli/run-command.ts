import { CommanderError } from 'commander'
import { InputError } from '../law/input-error.ts'
import { dayOfMoment } from '../law/plain-date.ts'
import { hideRows } from '../store/hide-rows.ts'
import { outageText } from '../store/outage.ts'
import { buildProgram } from './build-program.ts'
import type { CommandLine, ExitCode } from './command-line.ts'
import type { AddCommand } from './commands.ts'
import { terminalText } from './terminal-text.ts'

const WIDTH_WITHOUT_TERMINAL = 100

/** The width that the environment asks for where the output is no terminal. */
function widthIn(columns: string | undefined): number {
  return columns !== undefined && /^[1-9]\d{0,3}$/.test(columns) ? Number(columns) : WIDTH_WITHOUT_TERMINAL
}

function thisCommandLine(): CommandLine {
  const colour = process.stdout.isTTY === true && !process.env['NO_COLOR']
  return {
    out: (text) => process.stdout.write(terminalText(text, { colour })),
    outExactly: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(terminalText(text, { colour: false })),
    input: () => process.stdin,
    env: process.env,
    today: dayOfMoment(Date.now()),
    // A terminal that was never given a size says 0.
    width: process.stdout.columns || widthIn(process.env['COLUMNS']),
    colour,
    interactive: process.stderr.isTTY === true,
    exitWith: (code) => {
      process.exitCode = code
    },
  }
}

function exitCodeFor(error: unknown, line: CommandLine): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof InputError) {
    line.err(`${error.message}\n`)
    return 2
  }
  const outage = outageText(error)
  if (outage !== null) {
    line.err(`${outage}\n`)
    return 2
  }
  hideRows(error)
  throw error
}

/** Runs one of these commands. `argv` is what follows the program's name. Sets the exit code of the process: 0 done, 1
 *  the answer is "no" or a check failed, 2 wrong usage or unreadable input. Any other error is ours and is thrown. */
export async function runCommand(argv: readonly string[], commands: readonly AddCommand[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  const line = thisCommandLine()
  try {
    await buildProgram(line, commands).parseAsync(argv, { from: 'user' })
  } catch (error) {
    line.exitWith(exitCodeFor(error, line))
  }
}
