import type { Command } from 'commander'
import { events } from '../answers/events.ts'
import { withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { exampleTreaty } from './example-treaties.ts'
import { clockParameters, parameter, type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'
import { dayText } from './who.ts'

type EventOptions = ReadOptions & {
  readonly since?: string
  readonly limit: string
  readonly treaty?: string
  readonly participant?: string
  readonly action?: string
}

const COLUMNS = [
  { heading: 'Seq', align: 'right' },
  { heading: 'Day' },
  { heading: 'Treaty' },
  { heading: 'Who' },
  { heading: 'Act' },
  { heading: 'Day known' },
  { heading: 'Hash' },
] as const

const HASH_SHOWN = 12

/** `palermo events`: the record itself, in the order in which it was written. */
export function addEvents(program: Command, line: CommandLine): void {
  withReadOptions(program.command('events'))
    .description('The record itself: events in the order in which they were written.')
    .option('--since <seq>', 'only events after this one')
    .option('--limit <n>', 'at most so many, 1000 at the most', '50')
    .option('--treaty <treaty>', 'only of this treaty')
    .option('--participant <code>', 'only of this State or organization')
    .option('--action <action>', 'only this kind of act')
    .addHelpText('after', () => `\nExample:\n  palermo events --since 1050 --treaty ${exampleTreaty(line)}`)
    .action(async (options: EventOptions) => {
      const given = await withAsk(line, (ask) =>
        ask(events, [
          ['limit', options.limit],
          ...parameter('since', options.since),
          ...parameter('treaty', options.treaty),
          ...parameter('participant', options.participant),
          ...parameter('action', options.action),
          ...clockParameters(options),
        ]),
      )
      if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      const rows = given.events.map((event) => [
        String(event.seq),
        dayText(event.action_date, event.earliest, event.latest),
        event.treaty,
        event.participant ?? '–',
        event.action.replaceAll('_', ' '),
        event.day_known,
        event.hash.slice(0, HASH_SHOWN),
      ])
      line.out(tableText(line, COLUMNS, rows))
      if (given.more) line.out(`\nThere are more; go on with --since ${given.next_since}.\n`)
    })
}
