import { type Command, Option } from 'commander'
import { type PublicKind, SUBSCRIBED_KINDS, type SubscribedKind } from '../alerts/fact.ts'
import { subscriptionAddress } from '../alerts/subscription-address.ts'
import { InputError } from '../law/input-error.ts'
import type { LedgerNotice, LedgerRound } from '../store/read-deliveries.ts'
import type { CommandLine } from './command-line.ts'
import type { Entry, Listed, SubscriptionDesk } from './subscription-desk.ts'
import { tableText } from './table.ts'

/** Whether a webhook may go into a network is said by whoever has the record. */
const EVERYWHERE = ['0.0.0.0/0', '::/0'] as const

type Json = { readonly json?: boolean }

type AddOptions = Json & {
  readonly email?: string
  readonly webhook?: string
  readonly contact?: string
  readonly kind?: readonly SubscribedKind[]
  readonly confirmed?: boolean
}

const COLUMNS = [
  { heading: 'Id' },
  { heading: 'Channel' },
  { heading: 'Address' },
  { heading: 'State' },
  { heading: 'When' },
  { heading: 'Kinds' },
  { heading: 'Only' },
] as const

const LEDGER_COLUMNS = [
  { heading: 'No.', align: 'right' },
  { heading: 'State' },
  { heading: 'Queued' },
  { heading: 'Tries', align: 'right' },
  { heading: 'Settled' },
  { heading: 'What' },
  { heading: 'Last failure' },
] as const

/** Messages about the subscription itself, in the words of the list. */
const NOTICES: Partial<Readonly<Record<LedgerNotice['kind'], string>>> = {
  confirm: 'asks for its confirmation',
  verify: 'asks for its verification',
  link: 'a link to manage it',
  notice: 'that it was switched off',
  heartbeat: 'nothing changed',
}

function only(one: Listed): string {
  const names = [...one.participants, ...one.groups]
  const wide = names.length > 0 && one.treaty_wide ? ['treaty-wide'] : []
  return [...one.treaties, ...names, ...wide].join(' ') || 'everything'
}

function row(one: Listed): string[] {
  const state = one.off_because === null ? one.state : `off: ${one.off_because}`
  return [one.id, one.channel, one.address, state, one.digest, one.kinds.join(' '), only(one)]
}

/** Works on the subscriptions of the record, or on those of the server that holds it. */
async function withDesk<T>(line: CommandLine, use: (desk: SubscriptionDesk) => Promise<T>): Promise<T> {
  const { openForReading } = await import('./open-record.ts')
  const opened = await openForReading(line)
  if ('server' in opened) {
    const { deskAtServer } = await import('./subscriptions-at-server.ts')
    return use(deskAtServer(line, opened.server))
  }
  const { deskOnRecord } = await import('./subscription-desk.ts')
  try {
    return await use(deskOnRecord(line, opened.store))
  } finally {
    await opened.store.close()
  }
}

async function list(line: CommandLine, { json }: Json): Promise<void> {
  const all = await withDesk(line, (desk) => desk.list())
  if (json) return line.out(`${JSON.stringify(all, null, 2)}\n`)
  if (all.length === 0) return line.out('There are no subscriptions.\n')
  line.out(tableText(line, COLUMNS, all.map(row)))
}

async function add(line: CommandLine, options: AddOptions): Promise<void> {
  const { email, webhook, kind: kinds, confirmed = false } = options
  const value = email ?? webhook
  if (value === undefined || (email !== undefined && webhook !== undefined)) {
    const both = value === undefined ? null : `${email} and ${webhook}`
    throw new InputError([{ field: '--email', value: both, accepted: 'either --email or --webhook' }])
  }
  if (options.contact !== undefined && webhook === undefined) {
    throw new InputError([
      { field: '--contact', value: options.contact, accepted: 'nothing without --webhook' },
    ])
  }
  const channel = email === undefined ? 'webhook' : 'email'
  const address = subscriptionAddress(channel, { field: `--${channel}`, value, permitted: EVERYWHERE })
  const contact =
    options.contact === undefined
      ? undefined
      : subscriptionAddress('email', { field: '--contact', value: options.contact })
  const made = await withDesk(line, (desk) => desk.add({ channel, address, contact, kinds, confirmed }))
  if (options.json) return line.out(`${JSON.stringify(made, null, 2)}\n`)
  line.out(`${made.id}\n`)
  if (made.secret !== null) line.err(`Secret that signs its webhooks, shown this once: ${made.secret}\n`)
  if (!confirmed) line.err('It begins when it is confirmed: a message that asks for that is queued.\n')
}

async function deliveries(line: CommandLine, id: string, { json }: Json): Promise<void> {
  const ledger = await withDesk(line, (desk) => desk.ledger(id))
  if (json) return line.out(`${JSON.stringify(ledger, null, 2)}\n`)
  const course = ({ state, tries, settled_at, failures }: LedgerRound, begun: string, what: string) => [
    ...[state, begun.slice(0, 16), String(tries), settled_at?.slice(0, 16) ?? '–', what],
    failures.at(-1)?.problem ?? '–',
  ]
  const titles = ({ payload }: Entry): string =>
    ('facts' in payload.data ? payload.data.facts : []).map(({ title }) => title).join('; ')
  const rows = [
    ...ledger.notices
      .toReversed()
      .map((one) => ['–', ...course(one, one.queued_at, NOTICES[one.kind] ?? one.kind)]),
    ...ledger.deliveries.flatMap((one) => [
      [String(one.number), ...course(one, one.queued_at, titles(one))],
      ...one.replays.map((again) => [String(one.number), ...course(again, again.asked_at, 'sent again')]),
    ]),
  ]
  line.out(rows.length === 0 ? 'Nothing was sent yet.\n' : tableText(line, LEDGER_COLUMNS, rows))
}

async function resume(line: CommandLine, id: string): Promise<void> {
  line.out(`${await withDesk(line, (desk) => desk.resume(id))}\n`)
}

async function remove(line: CommandLine, id: string): Promise<void> {
  await withDesk(line, (desk) => desk.remove(id))
  line.out(`${id} is gone, with its address and everything that was sent to it.\n`)
}

/** `palermo subscriptions`: who is told, what they were told, and how that went. */
export function addSubscriptions(program: Command, line: CommandLine): void {
  const kinds: readonly (PublicKind | SubscribedKind)[] = SUBSCRIBED_KINDS
  const all = program
    .command('subscriptions')
    .description('Who is told, what they were told, and how that went.')
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  palermo subscriptions\n  palermo subscriptions deliveries <id>\n  palermo subscriptions add --email ops@example.org --kind source_silent switched_off --confirmed',
    )
    .action((options: Json) => list(line, options))
  all
    .command('add')
    .description('Makes a subscription; it is confirmed by its receiver, or by you.')
    .option('--email <address>', 'whom to write to')
    .option('--webhook <address>', 'where to post to')
    .option('--contact <address>', 'e-mail address that is told when the webhook is switched off')
    .addOption(new Option('--kind <kinds...>', 'what to tell; the usual when left out').choices(kinds))
    .option('--confirmed', 'it needs no confirmation')
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      '\nExample:\n  palermo subscriptions add --webhook https://example.org/hook --contact ops@example.org',
    )
    .action((_own: AddOptions, command: Command) => add(line, command.optsWithGlobals<AddOptions>()))
  all
    .command('deliveries')
    .argument('<id>', 'id of the subscription')
    .description('The ledger of one subscription: queued, tried, accepted, parked, and why.')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  palermo subscriptions deliveries <id> --json')
    .action((id: string, _own: Json, command: Command) =>
      deliveries(line, id, command.optsWithGlobals<Json>()),
    )
  all
    .command('resume')
    .argument('<id>', 'id of the subscription')
    .description('Lets one go on that was switched off, or is not confirmed yet.')
    .addHelpText('after', '\nExample:\n  palermo subscriptions resume <id>')
    .action((id: string) => resume(line, id))
  all
    .command('remove')
    .argument('<id>', 'id of the subscription')
    .description('Deletes one, with its address and everything that was sent to it.')
    .addHelpText('after', '\nExample:\n  palermo subscriptions remove <id>')
    .action((id: string) => remove(line, id))
}
