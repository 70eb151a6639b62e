import type { Command } from 'commander'
import { gaps } from '../answers/gaps.ts'
import { asOfText } from './as-of-text.ts'
import { type Answered, withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { exampleTreaty } from './example-treaties.ts'
import { clockParameters, parameter, type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'
import { dayText } from './who.ts'

type GapOptions = ReadOptions & { readonly party: string; readonly notParty: string; readonly group?: string }

type Gap = Answered<typeof gaps.answer>['gaps'][number]

const COLUMNS = [
  { heading: 'Code' },
  { heading: 'Participant' },
  { heading: 'Deposited' },
  { heading: 'Under the other' },
  { heading: 'Signed the other' },
] as const

/** Where it stands under the other treaty, and whether that is sure. */
function otherText({
  certain,
  not_party_status,
  not_party_consent_earliest: earliest,
  not_party_consent_latest: latest,
}: Gap): string {
  const status = not_party_status.replaceAll('_', ' ')
  if (certain) return status
  return earliest === null
    ? `${status}; perhaps no gap`
    : `${status}; perhaps joined, ${dayText(null, earliest, latest)}`
}

/** `palermo gaps --party X --not-party Y`: who has joined one and not the other. */
export function addGaps(program: Command, line: CommandLine): void {
  withReadOptions(program.command('gaps'))
    .description('Who has joined one treaty and not another, by group, on a date.')
    .requiredOption('--party <treaty>', 'the treaty they have joined')
    .requiredOption('--not-party <treaty>', 'the treaty they have not joined')
    .option('--group <group>', 'only members of this group on the day')
    .addHelpText(
      'after',
      () =>
        `\nExample:\n  palermo gaps --party ${exampleTreaty(line)} --not-party ${exampleTreaty(line, 3)} --group un_african_group`,
    )
    .action(async (options: GapOptions) => {
      const given = await withAsk(line, (ask) =>
        ask(gaps, [
          ['party', options.party],
          ['not_party', options.notParty],
          ...parameter('group', options.group),
          ...clockParameters(options),
        ]),
      )
      if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      const within = given.group === null ? '' : ` in ${given.group}`
      const { at_least = given.count, at_most = given.count } = given
      const number = at_least === at_most ? given.count : `${at_least} to ${at_most}`
      line.out(
        `${number}${within} joined the ${given.party.short_title} and not the ${given.not_party.short_title}, as of ${asOfText(given)}.\n\n`,
      )
      const rows = [...given.gaps, ...given.perhaps].map((one) => [
        one.participant,
        one.name,
        dayText(one.consent_date, one.consent_earliest, one.consent_latest),
        otherText(one),
        dayText(one.not_party_signature_date, null, null),
      ])
      line.out(tableText(line, COLUMNS, rows))
    })
}
