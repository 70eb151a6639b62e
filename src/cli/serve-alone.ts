import { runCommand } from './run-command.ts'
import { addServe } from './serve.ts'

/** Runs `serve`, and knows no other command: what a server reads at its start is then in few files, not in as many as
 *  there are ways in which commands share their parts. */
export async function run(argv: readonly string[]): Promise<void> {
  await runCommand(argv, [addServe])
}
