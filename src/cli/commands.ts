import type { Command } from 'commander'
import type { CommandLine } from './command-line.ts'

/** Every command of the program, in the order of the help. */
export const COMMANDS: readonly ((program: Command, line: CommandLine) => void)[] = []
