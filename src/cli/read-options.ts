import type { Command } from 'commander'
import type { GivenParameters } from '../answers/ask.ts'

/** Options that every reading command has. */
export type ReadOptions = {
  readonly asOf?: string
  readonly knownAt?: string
  readonly json?: boolean
}

/** Adds --as-of, --known-at and --json to a command. */
export function withReadOptions(command: Command): Command {
  return command
    .option('--as-of <day>', 'state of the law on this day (YYYY-MM-DD); today when left out')
    .option('--known-at <day>', 'use only what was known by this day; today when left out')
    .option('--json', 'the whole answer for programs, on one object')
}

/** The clocks as a question takes them; those left out are left out. */
export function clockParameters(options: ReadOptions): GivenParameters {
  return [
    ...(options.asOf === undefined ? [] : [['as_of', options.asOf] as const]),
    ...(options.knownAt === undefined ? [] : [['known_at', options.knownAt] as const]),
  ]
}

/** One further parameter, where it was given. */
export function parameter(name: string, value: string | undefined): GivenParameters {
  return value === undefined ? [] : [[name, value]]
}
