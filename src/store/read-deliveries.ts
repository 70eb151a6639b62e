import { type Kysely, sql } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import type { Message } from '../alerts/message.ts'
import type { DeliveryState, Unsent } from './alert-tables.ts'
import type { Tables } from './tables.ts'

/** One try that failed. */
export type LedgerFailure = {
  readonly try: number
  readonly failed_at: string
  readonly status: number | null
  readonly problem: string
}

/** How one sending of a message went, or goes. */
export type LedgerRound = {
  readonly state: DeliveryState
  readonly tries: number
  readonly first_tried_at: string | null
  readonly settled_at: string | null
  readonly failures: readonly LedgerFailure[]
}

/** A sending that was asked for later. */
export type LedgerReplay = LedgerRound & { readonly asked_at: string }

/** One message of a subscription in the ledger, with how its delivery went the first time, and each time it was asked
 *  for again. */
export type LedgerEntry = LedgerRound & {
  readonly number: number
  /** The first of those that it went out with as one digest; null while it goes out, or went out, alone. */
  readonly digest_of: number | null
  readonly queued_at: string
  /** When it is tried next; null once it is settled. */
  readonly due_at: string | null
  /** Why it is parked without having been tried; null where it was tried or is to be. */
  readonly unsent: Unsent | null
  readonly replays: readonly LedgerReplay[]
  readonly message: Message
}

/** A message about the subscription itself, which has no number. */
export type LedgerNotice = LedgerRound & {
  readonly kind: Message['kind']
  readonly queued_at: string
  readonly due_at: string | null
}

type Row = {
  readonly id: number
  readonly number: number
  readonly digest_of: number | null
  readonly queued_at: string
  readonly due_at: string | null
  readonly unsent: Unsent | null
  readonly name: string
  readonly mark: string
  readonly kind: Message['kind']
  readonly facts: readonly Fact[] | null
  readonly corrects: Message['corrects'] | null
}

type RoundRow = Omit<LedgerRound, 'failures'> & {
  readonly delivery: number
  readonly replayed_at: string | null
  readonly failures: readonly LedgerFailure[] | null
}

/** Every sending of the messages, in order; the last of each is the one that stands. */
async function readRounds(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly RoundRow[]>> {
  const { rows } = await sql<RoundRow>`
    with rounds as (
      select delivery, round, state, tries, first_tried_at, settled_at, replayed_at from delivery_rounds
      where delivery = any(${ids}::bigint[])
      union all
      select id, (select count(*) + 1 from delivery_rounds where delivery = id), state, tries, first_tried_at, settled_at, null
      from deliveries where id = any(${ids}::bigint[]))
    select rounds.*, (
      select jsonb_agg(jsonb_build_object('try', try, 'failed_at',
          to_char(failed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', status, 'problem', problem)
          order by try)
      from delivery_failures where delivery_failures.delivery = rounds.delivery and delivery_failures.round = rounds.round
    ) as failures
    from rounds order by delivery, round`.execute(db)
  return Map.groupBy(rows, ({ delivery }) => delivery)
}

function roundOf({ state, tries, first_tried_at, settled_at, failures }: RoundRow): LedgerRound {
  return { state, tries, first_tried_at, settled_at, failures: failures ?? [] }
}

/** How a message went the first time, and how it went each time that it was asked for again. */
function courseOf(rounds: readonly RoundRow[] | undefined): LedgerRound & Pick<LedgerEntry, 'replays'> {
  const [first, ...later] = rounds ?? []
  if (first === undefined) throw new Error('a message has a first sending')
  const replays = later.map((round, place) => {
    const asked_at = rounds?.[place]?.replayed_at
    if (asked_at === undefined || asked_at === null) throw new Error('a sending was asked for after another')
    return { asked_at, ...roundOf(round) }
  })
  return { ...roundOf(first), replays }
}

/** The messages of a subscription from a number on, in order, none left out. */
export async function readDeliveries(
  db: Kysely<Tables>,
  given: { readonly subscription: number; readonly from: number; readonly limit: number },
): Promise<LedgerEntry[]> {
  const { rows } = await sql<Row>`
    select deliveries.id, deliveries.number, deliveries.queued_at, deliveries.kind, deliveries.unsent, subscriptions.name,
      case when together.mark is not null then deliveries.digest_of end as digest_of,
      coalesce(together.mark, deliveries.mark) as mark,
      case when deliveries.state = 'queued' then deliveries.due_at end as due_at,
      (select jsonb_agg(body order by id) from alert_facts where id = any(deliveries.facts)) as facts,
      (select jsonb_agg(jsonb_build_object('number', earlier.number, 'mark', coalesce(first.mark, earlier.mark)))
        from deliveries as earlier left join deliveries as first
          on first.subscription = earlier.subscription and first.number = earlier.digest_of
        where earlier.subscription = deliveries.subscription and earlier.number = any(deliveries.corrects)) as corrects
    from deliveries join subscriptions on subscriptions.id = deliveries.subscription
      left join deliveries as together on together.subscription = deliveries.subscription
        and together.number = deliveries.digest_of and exists (
          select from deliveries as other where other.subscription = deliveries.subscription
            and other.digest_of = deliveries.digest_of and other.id <> deliveries.id)
    where deliveries.subscription = ${given.subscription} and deliveries.number >= ${given.from}
    order by deliveries.number limit ${given.limit}`.execute(db)
  const rounds = await readRounds(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(
    ({ id, number, digest_of, queued_at, due_at, unsent, name, mark, kind, facts, corrects }) => ({
      ...{ number, digest_of, queued_at, due_at, unsent },
      ...courseOf(rounds.get(id)),
      message: {
        mark,
        subscription: name,
        numbers: [number],
        kind,
        facts: facts ?? [],
        corrects: corrects ?? [],
        toContact: false,
        asksFor: null,
        offBecause: null,
        queuedAt: queued_at,
        checkedAt: null,
      },
    }),
  )
}

const NEWEST_NOTICES = 20

/** The newest messages about the subscription itself, the newest first: what asked for its confirmation, links, signs of
 *  life. So it is seen why one is not confirmed. */
export async function readNotices(db: Kysely<Tables>, subscription: number): Promise<LedgerNotice[]> {
  const { rows } = await sql<Pick<Row, 'id' | 'kind' | 'queued_at' | 'due_at'>>`
    select id, kind, queued_at, case when state = 'queued' then due_at end as due_at from deliveries
    where subscription = ${subscription} and number is null order by id desc limit ${NEWEST_NOTICES}`.execute(
    db,
  )
  const rounds = await readRounds(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, ...row }) => {
    const { replays: _none, ...course } = courseOf(rounds.get(id))
    return { ...row, ...course }
  })
}
