import type { Command } from 'commander'
import { threshold } from '../answers/threshold.ts'
import { asOfText } from './as-of-text.ts'
import { type Answered, withAsk } from './ask.ts'
import type { CommandLine } from './command-line.ts'
import { exampleTreaty } from './example-treaties.ts'
import { clockParameters, type ReadOptions, withReadOptions } from './read-options.ts'
import { countedText } from './status.ts'
import { tableText } from './table.ts'

type Threshold = Answered<typeof threshold.answer>

const COLUMNS = [
  { heading: 'No.', align: 'right' },
  { heading: 'Participant' },
  { heading: 'Act' },
  { heading: 'Day' },
  { heading: 'Article' },
  { heading: 'Why' },
] as const

function thresholdSentence({ threshold: found, reached_by_names, counts }: Threshold): string {
  const need = found.needed === null ? 'The condition' : `The threshold of ${found.needed} instruments`
  if (found.met_on === null && found.remaining === 0) {
    return `${need} is met, on a day that is not known: ${countedText(counts)} counted.`
  }
  if (found.met_on === null) {
    return `${need} is not met: ${countedText(counts)} counted.`
  }
  const names = reached_by_names.map(({ name }) => name)
  const by = names.length === 1 ? `by the deposit of ${names[0]}` : `by deposits of ${names.join(', ')}`
  return `${need} was met on ${found.met_on} ${by}; ${found.counted} had deposited by that day.`
}

function forceSentence({ entry_into_force: force, earliest_entry_into_force: earliest }: Threshold): string {
  const under = force.article === null ? '' : ` under article ${force.article}`
  switch (force.state) {
    case 'in_force':
      return `It has been in force since ${force.date}${under}.`
    case 'fixed':
      return `It enters into force on ${force.date}${under}.`
    case 'waiting_for_parent':
      return 'It waits for its parent treaty, whose day is not fixed.'
    case 'not_met':
      return earliest === null
        ? 'Its day of entry into force is not fixed.'
        : `Its day of entry into force is not fixed: ${earliest} if everything that is missing came on the day asked about.`
  }
}

function assertedSentence({ entry_into_force: { asserted, agrees } }: Threshold): string {
  if (asserted === null) return 'The depositary has stated no day that was known then.'
  if (agrees === null) return `The depositary says ${asserted}, and there is no day beside it yet.`
  return `The depositary says ${asserted}: ${agrees ? 'it agrees' : 'it does NOT agree'}.`
}

function ledgerTable(line: CommandLine, rows: Threshold['ledger']): string {
  const cells = rows.map((row) => [
    row.ordinal === null ? '' : String(row.ordinal),
    row.name,
    row.action.replaceAll('_', ' '),
    row.action_date ?? `between ${row.earliest} and ${row.latest}`,
    row.article ?? '–',
    row.reason_text,
  ])
  return tableText(line, COLUMNS, cells)
}

/** Acts without a known day, which have no place in the count, a line each. */
function undatedText(acts: Threshold['undated_acts']): string {
  if (acts.length === 0) return ''
  const lines = acts.map(({ name, action, earliest, latest }) => {
    const when =
      latest === null
        ? `perhaps since ${earliest}; that it was done is not shown`
        : `between ${earliest} and ${latest}`
    return `  ${name}: ${action.replaceAll('_', ' ')}, ${when}\n`
  })
  return `\nActs whose day is not known; they give no date:\n${lines.join('')}`
}

/** `palermo explain <treaty>`: why the count is what it is, row by row. */
export function addExplain(program: Command, line: CommandLine): void {
  withReadOptions(program.command('explain'))
    .description(
      'Why the count is what it is: every act in order, counted or not, with the reason and the article.',
    )
    .argument('<treaty>', 'slug or number of a treaty')
    .option('--all', 'signatures and later instruments too, not only the rows that count')
    .addHelpText('after', () => `\nExample:\n  palermo explain ${exampleTreaty(line, 1)} --as-of 2003-09-30`)
    .action(async (treaty: string, options: ReadOptions & { readonly all?: boolean }) => {
      const given = await withAsk(line, (ask) => ask(threshold, [['t', treaty], ...clockParameters(options)]))
      if (options.json) return line.out(`${JSON.stringify(given, null, 2)}\n`)
      line.out(`${given.title}, as of ${asOfText(given)}.\n`)
      line.out(`${thresholdSentence(given)}\n${forceSentence(given)} ${assertedSentence(given)}\n\n`)
      const counted = given.ledger.filter((row) => row.counts)
      const shown = options.all ? given.ledger : counted
      line.out(shown.length === 0 ? 'No act counts.\n' : ledgerTable(line, shown))
      const left = given.ledger.length - counted.length
      if (!options.all && left > 0)
        line.out(`\n${left} further acts do not count; --all shows them with the reason.\n`)
      line.out(undatedText(given.undated_acts))
    })
}
