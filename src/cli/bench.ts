import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import type { CommandLine } from './command-line.ts'

// Two folders above, both of the sources and of what was put together from them.
const PROGRAM = join(import.meta.dirname, '..', '..', 'bench', 'run.ts')
const WRONG_USAGE = 2

/** `palermo bench`: the benchmarks of the project, as `npm run bench` runs them. */
export function addBench(program: Command, line: CommandLine): void {
  program
    .command('bench')
    .description('Measures this machine: ratios against a baseline of the same run. All, or those named.')
    .argument('[name...]', 'fold, start, requests and others; a wrong one lists them all')
    .addHelpText('after', '\nExample:\n  palermo bench fold start')
    .action((names: readonly string[]) => {
      if (!existsSync(PROGRAM)) {
        const accepted = 'run where the project itself is, with its folder bench'
        throw new InputError([{ field: 'bench', value: PROGRAM, accepted }])
      }
      const { status } = spawnSync(process.execPath, [PROGRAM, ...names], { stdio: 'inherit' })
      if (status !== 0) line.exitWith(status === WRONG_USAGE ? WRONG_USAGE : 1)
    })
}
