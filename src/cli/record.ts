import { type Command, Option } from 'commander'
import { findParticipant, findTreaty } from '../answers/look-up.ts'
import { viewRecord } from '../answers/record-view.ts'
import { ACTIONS } from '../law/act.ts'
import { InputError } from '../law/input-error.ts'
import type { PlainDate } from '../law/plain-date.ts'
import type { EventAction } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { Entry } from '../store/record-by-officer.ts'
import type { CommandLine } from './command-line.ts'
import { exampleTreaty } from './example-treaties.ts'
import { dayOption, type EntryOptions, enterByHand, requireSource } from './hand-entry.ts'
import { together } from './together.ts'

type RecordOptions = EntryOptions & {
  readonly treaty: string
  readonly participant?: string
  readonly action: EventAction
  readonly signatories?: string
  readonly parties?: string
  readonly date?: string
  readonly earliest?: string
  readonly latest?: string
  readonly dayKnown?: 'read' | 'derived' | 'reported'
  readonly derivation?: string
}

const WRITTEN_BY_HAND: readonly EventAction[] = [
  ...ACTIONS.filter((action) => action !== 'correction' && action !== 'retraction'),
  'asserted_headline',
]
const WHOLE_NUMBER = /^\d{1,4}$/

/** Throws InputError. */
function totalOption(option: string, value: string | undefined): number | null {
  if (value === undefined) return null
  if (WHOLE_NUMBER.test(value)) return Number(value)
  throw new InputError([{ field: option, value, accepted: 'a whole number from 0 to 9999' }])
}

function dayOrNull(option: string, value: string | undefined): PlainDate | null {
  return value === undefined ? null : dayOption(option, value)
}

/** The day of the act, or the two between which it happened. Throws InputError. */
function daysOf({ date, earliest, latest }: RecordOptions) {
  if (date === undefined && earliest === undefined) {
    const accepted = 'the day of the act, or --earliest where it happened on a day that nobody has published'
    throw new InputError([{ field: '--date', value: null, accepted }])
  }
  const [action_date, first, last] = together(
    () => dayOrNull('--date', date),
    () => dayOrNull('--earliest', earliest),
    () => dayOrNull('--latest', latest),
  )
  return { action_date, earliest: first, latest: last }
}

function draftOf(options: RecordOptions): Entry['draft'] {
  return (record, { today }) => {
    const view = viewRecord(record)
    const { effectDate, knownOn, participant: whose } = options
    const [treaty, participant, days, effect_date, known_on, signatories, parties] = together(
      () => findTreaty(view, { field: '--treaty', value: options.treaty }).number,
      () =>
        whose === undefined ? null : findParticipant(view, { field: '--participant', value: whose }).code,
      () => daysOf(options),
      () => dayOrNull('--effect-date', effectDate),
      () => dayOrNull('--known-on', knownOn) ?? today,
      () => totalOption('--signatories', options.signatories),
      () => totalOption('--parties', options.parties),
      () => requireSource(record, options.source),
    )
    const act = { treaty, participant, action: options.action, action_date: days.action_date }
    return {
      ...act,
      ...days,
      id: freeEventName(act, (name) => view.eventById(name) !== undefined),
      effect_date,
      known_on,
      known_on_assumed: false,
      day_known: options.dayKnown ?? (options.date === undefined ? 'undated' : 'read'),
      derivation: options.derivation ?? null,
      corrects: null,
      signatories,
      parties,
      source: options.source,
      document: null,
      note: options.note ?? null,
      recorded_by: options.by,
    }
  }
}

/** `palermo record`: writes one act by hand, after a preview. */
export function addRecord(program: Command, line: CommandLine): void {
  program
    .command('record')
    .description(
      'Writes one act by hand: first a preview of what it changes in law, then, with --yes, the event.',
    )
    .requiredOption('--treaty <treaty>', 'slug or number of the treaty')
    .option(
      '--participant <code>',
      'whose act it is; left out where the depositary states something of the treaty',
    )
    .addOption(new Option('--action <action>', 'kind of act').choices(WRITTEN_BY_HAND).makeOptionMandatory())
    .option('--date <day>', 'day of the act as the depositary states it (YYYY-MM-DD)')
    .option('--earliest <day>', 'instead of --date: first day on which the act can have happened')
    .option('--latest <day>', 'last such day; left out where it is not shown that the act happened')
    .option(
      '--effect-date <day>',
      'only of a succession or a denunciation that carries another day of effect',
    )
    .option('--signatories <number>', 'signatories that the depositary prints (asserted_headline)')
    .option('--parties <number>', 'parties that the depositary prints (asserted_headline)')
    .option('--known-on <day>', 'day from which the record knows it: today (UTC), also when left out')
    .addOption(
      new Option('--day-known <how>', 'how the day of --date is known: read, also when left out').choices([
        'read',
        'derived',
        'reported',
      ]),
    )
    .option('--derivation <text>', 'the arithmetic of a derived day, or the words of a report')
    .requiredOption('--source <source>', 'id of the source that says so')
    .option('--document <file>', 'the page or notice that says so; its bytes are kept under their SHA-256')
    .option('--note <text>', 'for example the reference of the depositary notification')
    .option('--by <name>', 'who writes it', 'command-line')
    .option('--yes', 'write it')
    .option('--json', 'preview and event for programs')
    .addHelpText(
      'after',
      () =>
        `\nExample:\n  palermo record --treaty ${exampleTreaty(line)} --participant TUV --action accession --date 2026-11-20 \\\n    --source depositary-notification --note "C.N.500.2026"`,
    )
    .action((options: RecordOptions) => enterByHand(line, options, draftOf(options)))
}
