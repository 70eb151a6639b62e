import { type Command, Option } from 'commander'
import { findParticipant, findTreaty } from '../answers/look-up.ts'
import { viewRecord } from '../answers/record-view.ts'
import { ACTIONS } from '../law/act.ts'
import { InputError } from '../law/input-error.ts'
import type { EventAction, EventDraft } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
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
  readonly date: string
  readonly dayKnown: 'read' | 'derived' | 'reported'
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

function draftOf(line: CommandLine, options: RecordOptions): (record: RecordSnapshot) => EventDraft {
  return (record) => {
    const view = viewRecord(record)
    const { effectDate, knownOn, participant: whose } = options
    const [treaty, participant, action_date, effect_date, known_on, signatories, parties] = together(
      () => findTreaty(view, { field: '--treaty', value: options.treaty }).number,
      () =>
        whose === undefined ? null : findParticipant(view, { field: '--participant', value: whose }).code,
      () => dayOption('--date', options.date),
      () => (effectDate === undefined ? null : dayOption('--effect-date', effectDate)),
      () => (knownOn === undefined ? line.today : dayOption('--known-on', knownOn)),
      () => totalOption('--signatories', options.signatories),
      () => totalOption('--parties', options.parties),
      () => requireSource(record, options.source),
    )
    const act = { treaty, participant, action: options.action, action_date }
    return {
      ...act,
      id: freeEventName(act, (name) => view.eventById(name) !== undefined),
      earliest: null,
      latest: null,
      effect_date,
      known_on,
      known_on_assumed: false,
      day_known: options.dayKnown,
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
    .requiredOption('--date <day>', 'day of the act as the depositary states it (YYYY-MM-DD)')
    .option(
      '--effect-date <day>',
      'only of a succession or a denunciation that carries another day of effect',
    )
    .option('--signatories <number>', 'signatories that the depositary prints (asserted_headline)')
    .option('--parties <number>', 'parties that the depositary prints (asserted_headline)')
    .option('--known-on <day>', 'day from which the record knows it: today (UTC), also when left out')
    .addOption(
      new Option('--day-known <how>', 'how the day is known')
        .choices(['read', 'derived', 'reported'])
        .default('read'),
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
    .action((options: RecordOptions) => enterByHand(line, options, draftOf(line, options)))
}
