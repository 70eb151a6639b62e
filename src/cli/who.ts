import type { Command } from 'commander'
import type { ListedRow } from '../answers/listed-row.ts'
import { treatyParticipants } from '../answers/treaty-participants.ts'
import { counted } from '../record/counted.ts'
import { asOfText } from './as-of-text.ts'
import { withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { exampleTreaty } from './example-treaties.ts'
import { clockParameters, parameter, type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'

type WhoOptions = ReadOptions & { readonly status?: string; readonly group?: string }

const COLUMNS = [
  { heading: 'Code' },
  { heading: 'Participant' },
  { heading: 'Status' },
  { heading: 'Signed' },
  { heading: 'Deposited' },
  { heading: 'In force for it' },
] as const

/** A day, the span it lies in where it is not known, or a dash. */
export function dayText(day: string | null, earliest: string | null, latest: string | null): string {
  if (day !== null) return day
  if (earliest === null) return '–'
  return latest === null ? `after ${earliest}, if at all` : `between ${earliest} and ${latest}`
}

/** Day and kind of the act by which a participant consented. */
export function consentText(
  row: Pick<ListedRow, 'consent' | 'consent_date' | 'consent_earliest' | 'consent_latest'>,
): string {
  const day = dayText(row.consent_date, row.consent_earliest, row.consent_latest)
  return row.consent === null ? day : `${day} (${row.consent.replaceAll('_', ' ')})`
}

function cells(row: ListedRow): string[] {
  return [
    row.participant,
    row.name,
    row.status.replaceAll('_', ' '),
    dayText(row.signature_date, row.signature_earliest, row.signature_latest),
    consentText(row),
    row.entry_into_force ?? '–',
  ]
}

/** `palermo who <treaty>`: one row a participant. */
export function addWho(program: Command, line: CommandLine): void {
  withReadOptions(program.command('who'))
    .description('One row a participant of a treaty: status, dates, kind of act.')
    .argument('<treaty>', 'slug or number of a treaty')
    .option('--status <statuses>', 'only these statuses, separated by commas')
    .option('--group <group>', 'only members of this group on the day')
    .addHelpText(
      'after',
      () => `\nExample:\n  palermo who ${exampleTreaty(line, 3)} --status none,signatory --group eu_members`,
    )
    .action(async (treaty: string, options: WhoOptions) => {
      const given = await withAsk(line, (ask) =>
        ask(treatyParticipants, [
          ['t', treaty],
          ...parameter('status', options.status),
          ...parameter('group', options.group),
          ...clockParameters(options),
        ]),
      )
      if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      line.out(`${given.title}, as of ${asOfText(given)}: ${counted(given.participants.length, 'row')}.\n\n`)
      line.out(tableText(line, COLUMNS, given.participants.map(cells)))
    })
}
