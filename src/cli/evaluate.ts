import type { Command } from 'commander'
import { evaluate } from '../law/evaluate.ts'
import type { Evaluation, TreatyEvaluation } from '../law/evaluation.ts'
import { InputError, type InputProblem } from '../law/input-error.ts'
import { type PlainDate, parsePlainDate } from '../law/plain-date.ts'
import type { CommandLine } from './command-line.ts'
import { attempt, type EvaluateFiles, readEvaluateFiles } from './evaluate-input.ts'
import { inForceText } from './in-force-text.ts'
import { type ReadOptions, withReadOptions } from './read-options.ts'
import { tableText } from './table.ts'

const TREATY_COLUMNS = [
  { heading: 'Treaty' },
  { heading: 'Threshold' },
  { heading: 'In force' },
  { heading: 'Signatories', align: 'right' },
  { heading: 'Participants', align: 'right' },
  { heading: 'States Parties', align: 'right' },
] as const

const LEDGER_COLUMNS = [
  { heading: 'No.', align: 'right' },
  { heading: 'Participant' },
  { heading: 'Act' },
  { heading: 'Day' },
  { heading: 'Why' },
] as const

function thresholdText({ threshold }: TreatyEvaluation): string {
  const { met_on, reached_by, counted, needed } = threshold
  if (met_on !== null) {
    return reached_by.length === 0 ? `met on ${met_on}` : `met on ${met_on}: ${reached_by.join(', ')}`
  }
  return needed === null ? `not met, ${counted} counted` : `${counted} of ${needed}`
}

function nameOf({ treaty, scope }: TreatyEvaluation): string {
  return scope === 'general' ? treaty : `${treaty} (${scope})`
}

function summaryRow(one: TreatyEvaluation): string[] {
  const { signatories, participants, states_parties } = one.counts
  const numbers = [signatories, participants, states_parties].map(String)
  return [nameOf(one), thresholdText(one), inForceText(one.entry_into_force), ...numbers]
}

/** The ledger without signatures and other rows that are no instruments; `--json` has them too. */
function ledgerText(line: CommandLine, one: TreatyEvaluation): string {
  const instruments = one.ledger.filter(({ reason }) => reason !== 'not_an_instrument')
  const rows = instruments.map((row) => [
    row.ordinal === null ? '' : String(row.ordinal),
    row.participant,
    row.action.replaceAll('_', ' '),
    row.action_date,
    row.reason.replaceAll('_', ' '),
  ])
  const warnings = one.warnings.map(({ code, message }) => `${code}: ${message}\n`).join('')
  return `\n${nameOf(one)}\n${tableText(line, LEDGER_COLUMNS, rows)}${warnings}`
}

function evaluationText(line: CommandLine, evaluation: Evaluation): string {
  return [
    `As of ${evaluation.as_of}, with what was known on ${evaluation.known_at}.\n\n`,
    tableText(line, TREATY_COLUMNS, evaluation.treaties.map(summaryRow)),
    ...evaluation.treaties.map((one) => ledgerText(line, one)),
  ].join('')
}

type ReadDay = { readonly day: PlainDate } | { readonly problem: InputProblem }

function readDay(field: string, given: string | undefined, today: PlainDate): ReadDay {
  if (given === undefined) return { day: today }
  const day = parsePlainDate(given)
  if (day !== null) return { day }
  return { problem: { field, value: given, accepted: 'a calendar day as YYYY-MM-DD' } }
}

/** The evaluation asked for. Throws InputError with everything that is wrong in options and files. */
function evaluationFor(options: EvaluateFiles & ReadOptions, today: PlainDate): Evaluation {
  const asOf = readDay('--as-of', options.asOf, today)
  const knownAt = readDay('--known-at', options.knownAt, today)
  const problems = [asOf, knownAt].flatMap((read) => ('problem' in read ? [read.problem] : []))
  const input = attempt(() => readEvaluateFiles(options))
  if (input.value === null || 'problem' in asOf || 'problem' in knownAt) {
    throw new InputError([...problems, ...input.problems])
  }
  return evaluate({ ...input.value, clocks: { asOf: asOf.day, knownAt: knownAt.day } })
}

/** `palermo evaluate`: the law engine on any rules and any events, without a record. */
export function addEvaluate(program: Command, line: CommandLine): void {
  withReadOptions(program.command('evaluate'))
    .description('The law engine on any rules and events, without the record: other treaties, cases made up.')
    .requiredOption('--rules <file>', 'final clauses as data, a JSON list of rules')
    .requiredOption('--events <file>', 'acts, CSV: treaty, participant, action, action_date and more')
    .option('--groups <file>', 'memberships, CSV: group, participant, from, to')
    .option('--weights <file>', 'weights, CSV: weights, participant, weight')
    .addHelpText(
      'after',
      '\nExample:\n  palermo evaluate --rules rules.json --events events.csv --as-of 2003-07-01 --json',
    )
    .action((options: EvaluateFiles & ReadOptions) => {
      const evaluation = evaluationFor(options, line.today)
      line.out(
        options.json === true ? `${JSON.stringify(evaluation, null, 2)}\n` : evaluationText(line, evaluation),
      )
    })
}
