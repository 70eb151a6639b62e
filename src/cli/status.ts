import type { Command } from 'commander'
import { treaties } from '../answers/treaties.ts'
import { treaty } from '../answers/treaty.ts'
import type { TreatySummary } from '../answers/treaty-summary.ts'
import { asOfText } from './as-of-text.ts'
import { withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { exampleTreaty } from './example-treaties.ts'
import { inForceText } from './in-force-text.ts'
import { clockParameters, type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'

const COLUMNS = [
  { heading: 'Treaty' },
  { heading: 'Signatories', align: 'right' },
  { heading: 'Participants', align: 'right' },
  { heading: 'States Parties', align: 'right' },
  { heading: 'Threshold' },
  { heading: 'In force' },
  { heading: 'Outside', align: 'right' },
] as const

function spanText(one: number, least: number | undefined, most: number | undefined): string {
  return least === undefined || most === undefined || least === most ? String(one) : `${least} to ${most}`
}

function countText(
  { counts }: TreatySummary,
  name: 'signatories' | 'participants' | 'states_parties',
): string {
  return spanText(counts[name], counts.at_least?.[name], counts.at_most?.[name])
}

/** The instruments that count; between which numbers where acts without a day leave room. */
export function countedText({ threshold_count, at_least, at_most }: TreatySummary['counts']): string {
  const least = at_least === undefined ? threshold_count : at_least.threshold_count
  const most = at_most === undefined ? threshold_count : at_most.threshold_count
  return least === most ? String(least) : `at least ${least}, at most ${most}`
}

function thresholdText({ threshold, reached_by_names, counts }: TreatySummary): string {
  if (threshold.met_on !== null) {
    const [only, ...more] = reached_by_names.map(({ name }) => name)
    const by =
      only === undefined ? '' : more.length === 0 ? `: ${only}` : ` (one of ${[only, ...more].join(', ')})`
    return `met on ${threshold.met_on}${by}`
  }
  if (threshold.needed === null) return 'not met'
  return `${countedText(counts)} of ${threshold.needed}`
}

function row(one: TreatySummary): string[] {
  return [
    `${one.short_title} (${one.slug})`,
    countText(one, 'signatories'),
    countText(one, 'participants'),
    countText(one, 'states_parties'),
    thresholdText(one),
    inForceText(one.entry_into_force),
    spanText(one.still_outside, one.still_outside_at_least, one.still_outside_at_most),
  ]
}

function undatedNote(all: readonly TreatySummary[]): string {
  const acts = all.reduce((sum, one) => sum + (one.counts.undated === undefined ? 0 : one.counts.undated), 0)
  return acts === 0 ? '' : `${acts} of the acts counted are known without their day.\n`
}

/** `palermo status [treaty]`: headline numbers. */
export function addStatus(program: Command, line: CommandLine): void {
  withReadOptions(program.command('status'))
    .description(
      'Headline numbers: who is bound, whether the threshold is met, and since when it is in force.',
    )
    .argument('[treaty]', 'slug or number of a treaty; all when left out')
    .addHelpText('after', () => `\nExample:\n  palermo status ${exampleTreaty(line)} --as-of 2003-07-01`)
    .action(async (name: string | undefined, options: ReadOptions) => {
      const clocks = clockParameters(options)
      const { given, all } = await withAsk(line, async (ask) => {
        if (name === undefined) {
          const every = await ask(treaties, clocks)
          return { given: every, all: every.treaties }
        }
        const one = await ask(treaty, [['t', name], ...clocks])
        return { given: one, all: [one] }
      })
      if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      line.out(`As of ${asOfText(given)}, with what was known on ${given.known_at}.\n\n`)
      line.out(tableText(line, COLUMNS, all.map(row)))
      line.out(`\n${undatedNote(all)}Record: event ${given.record.seq}, ${given.record.hash.slice(0, 12)}.\n`)
    })
}
