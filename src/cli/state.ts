import type { Command } from 'commander'
import { participant } from '../answers/participant.ts'
import { asOfText } from './as-of-text.ts'
import { withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { clockParameters, type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'
import { consentText, dayText } from './who.ts'

const COLUMNS = [
  { heading: 'Treaty' },
  { heading: 'Status' },
  { heading: 'Signed' },
  { heading: 'Deposited' },
  { heading: 'In force for it' },
  { heading: 'Article' },
] as const

/** What happens on the day on which a step comes by itself; entry into force for it where none stands here. */
const COMES: Readonly<Record<string, string>> = { not_adopted: 'Adopted', not_open: 'Opens for signature' }

/** `palermo state <participant>`: one State or organization under every treaty. */
export function addState(program: Command, line: CommandLine): void {
  withReadOptions(program.command('state'))
    .description(
      'Legal position of one State or organization under every treaty, and what remains to be done.',
    )
    .argument('<participant>', 'alpha-3 or alpha-2 code (EUE for the European Union)')
    .addHelpText('after', '\nExample:\n  palermo state CRI --as-of 2003-09-28')
    .action(async (code: string, options: ReadOptions) => {
      const given = await withAsk(line, (ask) => ask(participant, [['p', code], ...clockParameters(options)]))
      if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      const today = given.name === given.name_today ? '' : ` (today ${given.name_today})`
      line.out(`${given.name}${today}, ${given.participant}, as of ${asOfText(given)}.\n\n`)
      const rows = given.treaties.map((row) => [
        row.short_title,
        row.status.replaceAll('_', ' '),
        dayText(row.signature_date, row.signature_earliest, row.signature_latest),
        consentText(row),
        row.entry_into_force ?? '–',
        row.article ?? '–',
      ])
      line.out(tableText(line, COLUMNS, rows))
      if (given.remaining.length === 0) return line.out('\nNothing remains: it is Party to all of them.\n')
      line.out('\nWhat remains:\n')
      for (const step of given.remaining) {
        const until = step.until === null ? '' : ` Open for signature until ${step.until}.`
        const on = step.on === null ? '' : ` ${COMES[step.step] ?? 'In force for it'} on ${step.on}.`
        line.out(`- ${step.slug}: ${step.words}${until}${on}\n`)
      }
    })
}
