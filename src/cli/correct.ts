import type { Command } from 'commander'
import { InputError } from '../law/input-error.ts'
import { draftCorrection, eventNamed } from '../pack/draft-correction.ts'
import type { Entry } from '../store/record-by-officer.ts'
import type { CommandLine } from './command-line.ts'
import { dayOption, type EntryOptions, enterByHand, requireSource } from './hand-entry.ts'
import { together } from './together.ts'

type CorrectOptions = EntryOptions & { readonly date?: string; readonly retract?: boolean }

function draftOf(id: string, options: CorrectOptions): Entry['draft'] {
  const { date, effectDate, knownOn, retract } = options
  if ((date === undefined) !== (retract === true)) {
    const accepted = 'the right day (YYYY-MM-DD), or --retract instead'
    throw new InputError([{ field: '--date', value: date ?? null, accepted }])
  }
  return (record, { today }) => {
    const [day, effect, known] = together(
      () => (date === undefined ? null : dayOption('--date', date)),
      () => (effectDate === undefined ? undefined : dayOption('--effect-date', effectDate)),
      () => (knownOn === undefined ? today : dayOption('--known-on', knownOn)),
      () => eventNamed(record, id),
      () => requireSource(record, options.source),
    )
    const { source, by } = options
    const note = options.note ?? null
    return draftCorrection(record, { event: id, day, effectDate: effect, knownOn: known, source, note, by })
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
    .option('--known-on <day>', 'day from which the record knows it: today (UTC), also when left out')
    .requiredOption('--source <source>', 'id of the source that says so')
    .option('--document <file>', 'the page or notice that says so; its bytes are kept under their SHA-256')
    .option('--note <text>', 'why')
    .option('--by <name>', 'who writes it', 'command-line')
    .option('--yes', 'write it')
    .option('--json', 'preview and event for programs')
    .addHelpText(
      'after',
      '\nExample:\n  palermo correct 1050 --date 2025-08-05 \\\n    --source depositary-notification --note "C.N.300.2025"',
    )
    .action((id: string, options: CorrectOptions) => enterByHand(line, options, draftOf(id, options)))
}
