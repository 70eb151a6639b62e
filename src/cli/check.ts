import type { Command } from 'commander'
import { check } from '../answers/check.ts'
import { withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { clockParameters, type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'

const COLUMNS = [
  { heading: 'Treaty' },
  { heading: 'What' },
  { heading: 'As at' },
  { heading: 'Depositary', align: 'right' },
  { heading: 'Record', align: 'right' },
  { heading: 'Agrees' },
  { heading: 'Known gap' },
] as const

const VERDICTS = { agrees: 'yes', known_gap: 'known gap', differs: 'NO', not_yet: 'not yet' } as const

/** `palermo check`: the record beside every date and total that the depositary has stated. */
export function addCheck(program: Command, line: CommandLine): void {
  withReadOptions(program.command('check'))
    .description(
      'Recomputes every date and total that the depositary has stated; exits 1 where one differs and no known gap explains it.',
    )
    .addHelpText('after', '\nExample:\n  palermo check --known-at 2018-12-31')
    .action(async (options: ReadOptions) => {
      const given = await withAsk(line, (ask) => ask(check, clockParameters(options)))
      if (!given.agrees) line.exitWith(1)
      if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      const rows = given.checks.map((row) => [
        row.slug,
        row.what.replaceAll('_', ' '),
        row.as_at,
        row.asserted,
        row.computed ?? '–',
        VERDICTS[row.outcome],
        row.explained_by.join(' '),
      ])
      line.out(tableText(line, COLUMNS, rows))
      const ofOutcome = (outcome: keyof typeof VERDICTS) =>
        given.checks.filter((row) => row.outcome === outcome).length
      const wrong = ofOutcome('differs')
      const early = ofOutcome('not_yet')
      const later = early === 0 ? '' : `, ${early} are about a day that had not come`
      line.out(
        wrong === 0
          ? `\n${ofOutcome('agrees')} statements agree with the record, ${ofOutcome('known_gap')} differ by known gaps${later}; nothing is unexplained.\n`
          : `\n${wrong} of ${given.checks.length} statements differ from the record and no known gap explains it.\n`,
      )
    })
}
