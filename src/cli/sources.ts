import type { Command } from 'commander'
import { sources } from '../answers/sources.ts'
import { withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { tableText } from './table.ts'

const COLUMNS = [
  { heading: 'Source' },
  { heading: 'As at' },
  { heading: 'Events', align: 'right' },
  { heading: 'Title' },
] as const

/** `palermo sources`: what events may cite. */
export function addSources(program: Command, line: CommandLine): void {
  program
    .command('sources')
    .description('Sources that events cite, by the ids that `record` and `correct` take.')
    .option('--json', 'the whole answer for programs, on one object')
    .addHelpText('after', '\nExample:\n  palermo sources')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const given = await withAsk(line, (ask) => ask(sources, []))
      if (json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      const rows = given.sources.map((one) => [one.source, one.as_at, String(one.events), one.title])
      line.out(tableText(line, COLUMNS, rows))
    })
}
