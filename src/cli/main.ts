import { commandsFor } from './commands.ts'
import { runCommand } from './run-command.ts'

/** Runs the command that the words name. */
export async function run(argv: readonly string[]): Promise<void> {
  await runCommand(argv, await commandsFor(argv))
}
