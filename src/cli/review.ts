import type { Command } from 'commander'
import { nearestWord } from '../answers/nearest.ts'
import { bundleWaiting } from '../depositary/waiting-bundles.ts'
import { ACTIONS } from '../law/act.ts'
import { InputError } from '../law/input-error.ts'
import { counted } from '../record/counted.ts'
import type { Correction, OfficersDecision } from '../store/decide-differences.ts'
import type { KeptDifference } from '../store/differences.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { CommandLine } from './command-line.ts'
import { dayOption } from './hand-entry.ts'
import { reviewText } from './review-text.ts'
import { withRecord } from './with-record.ts'

type DecideOptions = {
  readonly bundle?: string
  readonly reason: string
  readonly by: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

type CorrectOptions = DecideOptions & {
  readonly action: string
  readonly date: string
  readonly effectDate?: string
  readonly participant?: string
  readonly beside?: boolean
}

async function waitingIn(store: OpenedStore): Promise<KeptDifference[]> {
  const { keptDifferences } = await import('../store/differences.ts')
  return keptDifferences(store.db, { states: ['waiting'] })
}

async function show(line: CommandLine, options: { readonly json?: boolean }): Promise<void> {
  await withRecord(line, async (store) => {
    const { loadRecord } = await import('../store/load-record.ts')
    const { consequencesOfAccepting, publishDifferences } = await import('../store/publish-difference.ts')
    const waiting = await waitingIn(store)
    const record = await loadRecord(store)
    const bundles = bundleWaiting(waiting).map(({ about, items }) => ({
      about,
      differences: items,
      consequences: consequencesOfAccepting(items, record, line.today),
    }))
    if (!options.json) return line.out(reviewText(line, bundles))
    const published = publishDifferences(waiting)
    const answer = bundles.map(({ about, differences, consequences }) => ({
      bundle: about,
      differences: published.filter(({ id }) => differences.some((one) => one.id === id)),
      consequences,
    }))
    line.out(`${JSON.stringify(answer, null, 2)}\n`)
  })
}

function idOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InputError([
    { field: 'difference', value: text, accepted: 'the number of a difference that waits' },
  ])
}

async function idsOf(store: OpenedStore, given: readonly string[], bundle?: string): Promise<number[]> {
  if (bundle === undefined) return given.map(idOf)
  const bundles = bundleWaiting(await waitingIn(store))
  const found = bundles.find(({ about }) => about === bundle)
  if (found !== undefined) return [...given.map(idOf), ...found.items.map(({ id }) => id)]
  const names = bundles.map(({ about }) => about)
  const near = nearestWord(bundle, names)
  const accepted = `a bundle that waits: ${names.join('; ')}`
  throw new InputError([
    { field: '--bundle', value: bundle, accepted, ...(near === undefined ? {} : { nearest: near }) },
  ])
}

async function decide(
  line: CommandLine,
  given: { readonly ids: readonly string[]; readonly options: DecideOptions },
  asked: Pick<OfficersDecision, 'kind' | 'correction'>,
): Promise<void> {
  const { ids, options } = given
  await withRecord(line, async (store) => {
    const { decideDifferences, prepareDecision } = await import('../store/decide-differences.ts')
    const decision = { ...asked, ids: await idsOf(store, ids, options.bundle), reason: options.reason }
    const means = { officer: { name: options.by, token: null }, now: Date.now }
    if (options.dryRun) {
      const { drafts, record } = await prepareDecision(store, decision, means)
      const { previewEvents } = await import('../answers/preview-events.ts')
      const { consequences, warnings } = previewEvents(record, drafts, line.today)
      if (options.json) {
        return line.out(`${JSON.stringify({ drafts, notices: warnings, consequences }, null, 2)}\n`)
      }
      const { consequencesText } = await import('./consequences-text.ts')
      const names = drafts.map(({ id }) => `  ${id}\n`).join('')
      const notes = warnings.map((one) => `Note: ${one}.\n`).join('')
      const changes = consequencesText(line, consequences)
      return line.out(`Would write ${counted(drafts.length, 'event')}.\n${names}${notes}${changes}`)
    }
    const decided = await decideDifferences(store, decision, means)
    if (options.json) return line.out(`${JSON.stringify(decided, null, 2)}\n`)
    const written = decided.events.map((id) => `  ${id}\n`).join('')
    line.out(
      `Decision ${decided.id} on ${counted(decided.differences.length, 'difference')}: ${asked.kind}. ${counted(decided.events.length, 'event')} written.\n${written}`,
    )
  })
}

function correctionOf(options: CorrectOptions): Correction {
  const { action: value } = options
  const action = ACTIONS.find((each) => each === value)
  if (action === undefined) {
    const near = nearestWord(value, ACTIONS)
    const accepted = ACTIONS.join(', ')
    throw new InputError([
      { field: '--action', value, accepted, ...(near === undefined ? {} : { nearest: near }) },
    ])
  }
  const { effectDate, participant, beside = false } = options
  return {
    action,
    beside,
    date: dayOption('--date', options.date),
    effectDate: effectDate === undefined ? null : dayOption('--effect-date', effectDate),
    ...(participant === undefined ? {} : { participant }),
  }
}

function decidingCommand(review: Command, name: string, about: string): Command {
  return review
    .command(name)
    .description(about)
    .requiredOption('--reason <text>', 'why; it stays on record')
    .option('--by <name>', 'who decides', 'command-line')
    .option('--dry-run', 'show what would be written and change nothing')
    .option('--json', 'the decision for programs')
}

/** `palermo review`: what waits for a person, side by side with the record, and the decisions about it. */
export function addReview(program: Command, line: CommandLine): void {
  const review = program
    .command('review')
    .description(
      'What waits for a person: the page’s words beside the record, and what would change in law if it were accepted.',
    )
    .option('--json', 'the bundles for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  palermo review\n  palermo review accept 12 --reason "C.N.300.2025 says so"\n  palermo review reject --bundle MDA --reason "taken back by the source before"\n  palermo review correct 7 --action denunciation --date 2025-08-05 --reason "C.N.300.2025"',
    )
    .action((options: { readonly json?: boolean }) => show(line, options))
  const merged = (command: Command) => command.optsWithGlobals<DecideOptions>()
  for (const [kind, about, example] of [
    [
      'accept',
      'Accepts differences: what the page prints is written, all of it in one transaction.',
      'palermo review accept 12 --reason "C.N.300.2025 says so"',
    ],
    [
      'reject',
      'Rejects differences: they do not come back before the page says something else.',
      'palermo review reject --bundle MDA --reason "taken back by the source before"',
    ],
  ] as const) {
    decidingCommand(review, kind, about)
      .argument('[difference...]', 'numbers of differences')
      .option('--bundle <bundle>', 'all differences of one State or one cause, as review names it')
      .addHelpText('after', `\nExample:\n  ${example}`)
      .action((ids: string[], _own: unknown, command: Command) =>
        decide(line, { ids, options: merged(command) }, { kind }),
      )
  }
  decidingCommand(review, 'correct', 'Decides one difference by an act that the page does not print so.')
    .argument('<difference>', 'number of the difference')
    .requiredOption('--action <action>', 'what the act was')
    .requiredOption('--date <day>', 'its day (YYYY-MM-DD)')
    .option('--effect-date <day>', 'only where the act itself carries another date')
    .option('--participant <code>', 'whose act it is, where the name is not known')
    .option('--beside', 'an act beside the one on record, which stands')
    .addHelpText(
      'after',
      '\nExample:\n  palermo review correct 7 --action denunciation --date 2025-08-05 --reason "C.N.300.2025"',
    )
    .action((id: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<CorrectOptions>()
      return decide(line, { ids: [id], options }, { kind: 'correct', correction: correctionOf(options) })
    })
}
