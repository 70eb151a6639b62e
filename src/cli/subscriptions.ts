import { type Command, Option } from 'commander'
import { type PublicKind, SUBSCRIBED_KINDS, type SubscribedKind } from '../alerts/fact.ts'
import { USUAL_INTEREST, USUAL_TIMING } from '../alerts/subscription.ts'
import { subscriptionAddress } from '../alerts/subscription-address.ts'
import { InputError } from '../law/input-error.ts'
import { COMMAND_LINE } from '../record/officer.ts'
import type { Act } from '../store/audit-trail.ts'
import type { OpenedStore } from '../store/open-store.ts'
import type { LedgerNotice, LedgerRound } from '../store/read-deliveries.ts'
import type { Made, Subscription } from '../store/subscriptions.ts'
import { alertSettings } from './alert-settings.ts'
import type { CommandLine } from './command-line.ts'
import { barePlace } from './open-record.ts'
import { tableText } from './table.ts'
import { withRecord } from './with-record.ts'

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

const ROWS_SHOWN = 1_000

function only({ interest }: Subscription): string {
  const names = [...interest.participants, ...interest.groups]
  const wide = names.length > 0 && interest.treaty_wide ? ['treaty-wide'] : []
  return [...interest.treaties, ...names, ...wide].join(' ') || 'everything'
}

function row(one: Subscription): string[] {
  const state = one.off_because === null ? one.state : `off: ${one.off_because}`
  return [one.name, one.channel, one.address, state, one.digest, one.interest.kinds.join(' '), only(one)]
}

async function list(line: CommandLine, { json }: Json): Promise<void> {
  const { listSubscriptions } = await import('../store/subscriptions.ts')
  await withRecord(line, async ({ db }) => {
    const all = await listSubscriptions(db)
    const named = all.map(({ id: _id, name, ...more }) => ({ id: name, ...more }))
    if (json) return line.out(`${JSON.stringify(named, null, 2)}\n`)
    if (all.length === 0) return line.out('There are no subscriptions.\n')
    line.out(tableText(line, COLUMNS, all.map(row)))
  })
}

async function find(db: OpenedStore['db'], id: string): Promise<Subscription> {
  const { findSubscription } = await import('../store/subscriptions.ts')
  const found = await findSubscription(db, id)
  if (found !== null) return found
  throw new InputError([
    { field: 'id', value: id, accepted: 'the id of a subscription, as the list shows it' },
  ])
}

/** The line of what was done at the machine itself, which stands in the audit trail like the acts of officers. */
function actOf(act: string, subject: string): Act {
  return { officer: COMMAND_LINE, act: `subscription.${act}`, subject }
}

async function add(line: CommandLine, options: AddOptions): Promise<void> {
  const { audited } = await import('../store/audit-trail.ts')
  const { activateSubscription, createSubscription } = await import('../store/subscriptions.ts')
  const { email, webhook, kind } = options
  const channel = email === undefined ? 'webhook' : 'email'
  const given = email ?? webhook
  if (given === undefined || (email !== undefined && webhook !== undefined)) {
    const value = given === undefined ? null : `${email} and ${webhook}`
    throw new InputError([{ field: '--email', value, accepted: 'either --email or --webhook' }])
  }
  if (options.contact !== undefined && webhook === undefined) {
    throw new InputError([
      { field: '--contact', value: options.contact, accepted: 'nothing without --webhook' },
    ])
  }
  const { webhookRanges: permitted } = alertSettings(line)
  const address = subscriptionAddress(channel, { field: `--${channel}`, value: given, permitted })
  const contact =
    options.contact === undefined
      ? undefined
      : subscriptionAddress('email', { field: '--contact', value: options.contact })
  await withRecord(line, async (store) => {
    const at = new Date().toISOString()
    const wanted = {
      channel,
      address,
      interest: { ...USUAL_INTEREST, ...(kind === undefined ? {} : { kinds: kind }) },
      ...(contact === undefined ? {} : { contact }),
      timing: USUAL_TIMING,
      madeBy: COMMAND_LINE.name,
      at,
    } as const
    const act = ({ name }: Made): Act => actOf('create', name)
    const made = await audited(store.db, act, async (trx) => {
      const subscription = await createSubscription(trx, wanted)
      if (options.confirmed) {
        await activateSubscription(trx, (await find(trx, subscription.name)).id, at)
      }
      return subscription
    })
    const { name: id, ...secrets } = made
    if (options.json) return line.out(`${JSON.stringify({ id, ...secrets }, null, 2)}\n`)
    line.out(`${made.name}\n`)
    if (made.secret !== null) line.err(`Secret that signs its webhooks, shown this once: ${made.secret}\n`)
    if (!options.confirmed)
      line.err('It begins when it is confirmed: a message that asks for that is queued.\n')
  })
}

async function deliveries(line: CommandLine, id: string, { json }: Json): Promise<void> {
  const { readDeliveries, readNotices } = await import('../store/read-deliveries.ts')
  const { factTitle } = await import('../alerts/fact-words.ts')
  await withRecord(line, async (store) => {
    const { id: subscription } = await find(store.db, id)
    const entries = await readDeliveries(store.db, { subscription, from: 1, limit: ROWS_SHOWN })
    const notices = (await readNotices(store.db, subscription)).toReversed()
    if (json) return line.out(`${JSON.stringify({ notices, deliveries: entries }, null, 2)}\n`)
    const course = ({ state, tries, settled_at, failures }: LedgerRound, begun: string, what: string) => [
      ...[state, begun.slice(0, 16), String(tries), settled_at?.slice(0, 16) ?? '–', what],
      failures.at(-1)?.problem ?? '–',
    ]
    const rows = [
      ...notices.map((one) => ['–', ...course(one, one.queued_at, NOTICES[one.kind] ?? one.kind)]),
      ...entries.flatMap((one) => [
        [String(one.number), ...course(one, one.queued_at, one.message.facts.map(factTitle).join('; '))],
        ...one.replays.map((again) => [String(one.number), ...course(again, again.asked_at, 'sent again')]),
      ]),
    ]
    line.out(rows.length === 0 ? 'Nothing was sent yet.\n' : tableText(line, LEDGER_COLUMNS, rows))
  })
}

async function resume(line: CommandLine, id: string): Promise<void> {
  const { audited } = await import('../store/audit-trail.ts')
  const { activateSubscription } = await import('../store/subscriptions.ts')
  await withRecord(line, async (store) => {
    const { id: found } = await find(store.db, id)
    await audited(store.db, actOf('resume', id), (trx) =>
      activateSubscription(trx, found, new Date().toISOString()),
    )
    line.out(`${id} goes on.\n`)
  })
}

async function remove(line: CommandLine, id: string): Promise<void> {
  const { audited } = await import('../store/audit-trail.ts')
  const { deleteSubscription } = await import('../store/subscriptions.ts')
  const { forgetLeft } = await import('../store/forget-left.ts')
  const { outboxIn } = await import('../store/outbox-folder.ts')
  await withRecord(line, async (store) => {
    const { id: found } = await find(store.db, id)
    await audited(store.db, actOf('delete', id), (trx) => deleteSubscription(trx, found))
    await forgetLeft(store, outboxIn(barePlace(line).dataDir))
    line.out(`${id} is gone, with its address and everything that was sent to it.\n`)
  })
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
