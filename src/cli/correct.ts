import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import type { EventDraft, RecordEvent } from '../record/event.ts'
import { freeEventName } from '../record/event-id.ts'
import type { RecordSnapshot } from '../record/snapshot.ts'
import type { CommandLine } from './command-line.ts'
import { dayOption, type EntryOptions, enterByHand } from './hand-entry.ts'

type CorrectOptions = EntryOptions & { readonly date?: string; readonly retract?: boolean }

function targetOf(record: RecordSnapshot, id: string): RecordEvent {
  const found = record.events.find((event) => event.id === id || String(event.seq) === id)
  if (found !== undefined) return found
  const accepted = `the id of an event on record, or its seq from 1 to ${record.head.seq}`
  throw new InputError([{ field: 'event', value: id, accepted }])
}

function dayOf(target: RecordEvent, options: CorrectOptions): EventDraft['action_date'] {
  if (options.date !== undefined) return dayOption('--date', options.date)
  if (options.retract) return target.action_date ?? target.earliest
  throw new InputError([
    { field: '--date', value: null, accepted: 'the right day (YYYY-MM-DD), or --retract' },
  ])
}

function draftOf(
  line: CommandLine,
  id: string,
  options: CorrectOptions,
): (record: RecordSnapshot) => EventDraft {
  return (record) => {
    const target = targetOf(record, id)
    const act = {
      treaty: target.treaty,
      participant: target.participant,
      action: options.retract ? ('retraction' as const) : ('correction' as const),
      action_date: dayOf(target, options),
    }
    return {
      ...act,
      id: freeEventName(act, (name) => record.events.some((event) => event.id === name)),
      earliest: null,
      latest: null,
      effect_date:
        options.effectDate === undefined
          ? target.effect_date
          : dayOption('--effect-date', options.effectDate),
      known_on: options.knownOn === undefined ? line.today : dayOption('--known-on', options.knownOn),
      known_on_assumed: false,
      day_known: 'read',
      derivation: null,
      corrects: target.id,
      signatories: null,
      parties: null,
      source: options.source,
      document: null,
      note: options.note ?? null,
      recorded_by: options.by,
    }
  }
}

/** `palermo correct <event>`: corrects the day of an event, or retracts it, after a preview. */
export function addCorrect(program: Command, line: CommandLine): void {
  program
    .command('correct')
    .description(
      'Corrects the day of an event, or retracts it, by a new event; the old one stays and can be asked for with --known-at.',
    )
    .argument('<event>', 'id or seq of the event that is wrong')
    .option('--date <day>', 'the right day of the act (YYYY-MM-DD)')
    .option('--retract', 'the act never happened')
    .option('--effect-date <day>', 'the right day of effect, only where the act carries one')
    .option('--known-on <day>', 'day from which the mistake could be known; today when left out')
    .requiredOption('--source <source>', 'id of the source that says so')
    .option('--document <file>', 'the page or notice that says so; its bytes are kept under their SHA-256')
    .option('--note <text>', 'why')
    .option('--by <name>', 'who writes it', 'command-line')
    .option('--yes', 'write it')
    .option('--json', 'preview and event for programs')
    .addHelpText(
      'after',
      '\nExample:\n  palermo correct XVIII-12.IRN.ratification.2025-08-06 --date 2025-08-05 \\\n    --source depositary-notification --note "C.N.300.2025"',
    )
    .action((id: string, options: CorrectOptions) => enterByHand(line, options, draftOf(line, id, options)))
}
