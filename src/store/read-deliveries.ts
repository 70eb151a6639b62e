import { type Kysely, sql } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import type { Message } from '../alerts/message.ts'
import type { DeliveryState } from './alert-tables.ts'
import type { Tables } from './tables.ts'

/** One message of a subscription in the ledger, with how its delivery went. */
export type LedgerEntry = {
  readonly number: number
  readonly state: DeliveryState
  readonly queued_at: string
  /** When it is tried next; null once it is settled. */
  readonly due_at: string | null
  readonly tries: number
  readonly settled_at: string | null
  readonly failures: readonly {
    readonly try: number
    readonly failed_at: string
    readonly status: number | null
    readonly problem: string
  }[]
  readonly message: Message
}

type Row = Omit<LedgerEntry, 'message' | 'failures'> & {
  readonly name: string
  readonly mark: string
  readonly kind: Message['kind']
  readonly facts: readonly Fact[] | null
  readonly corrects: Message['corrects'] | null
  readonly failures: LedgerEntry['failures'] | null
}

/** The messages of a subscription from a number on, in order, none left out. */
export async function readDeliveries(
  db: Kysely<Tables>,
  given: { readonly subscription: number; readonly from: number; readonly limit: number },
): Promise<LedgerEntry[]> {
  const { rows } = await sql<Row>`
    select deliveries.number, deliveries.state, queued_at, tries, settled_at, mark, kind, subscriptions.name,
      case when deliveries.state = 'queued' then due_at end as due_at,
      (select jsonb_agg(body order by id) from alert_facts where id = any(deliveries.facts)) as facts,
      (select jsonb_agg(jsonb_build_object('number', earlier.number, 'mark', coalesce(first.mark, earlier.mark)))
        from deliveries as earlier left join deliveries as first
          on first.subscription = earlier.subscription and first.number = earlier.digest_of
        where earlier.subscription = deliveries.subscription and earlier.number = any(deliveries.corrects)) as corrects,
      (select jsonb_agg(jsonb_build_object('try', try, 'failed_at',
          to_char(failed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', status, 'problem', problem)
          order by try) from delivery_failures where delivery = deliveries.id) as failures
    from deliveries join subscriptions on subscriptions.id = deliveries.subscription
    where deliveries.subscription = ${given.subscription} and deliveries.number >= ${given.from}
    order by deliveries.number limit ${given.limit}`.execute(db)
  return rows.map(({ name, mark, kind, facts, corrects, failures, ...row }) => ({
    ...row,
    failures: failures ?? [],
    message: {
      mark,
      subscription: name,
      numbers: [row.number],
      kind,
      facts: facts ?? [],
      corrects: corrects ?? [],
      offBecause: null,
      queuedAt: row.queued_at,
      checkedAt: null,
    },
  }))
}

/** Sends the messages of a subscription again, from a number on, under the names that they had: what went out as one
 *  digest goes out as the same, as a whole. Answers with how many. */
export async function replayDeliveries(
  db: Kysely<Tables>,
  given: { readonly subscription: number; readonly from: number; readonly at: string },
): Promise<number> {
  const { rows } = await sql`
    update deliveries set state = 'queued', settled_at = null, tries = 0, first_tried_at = null, claim = null,
      claimed_until = null, has_failed = false, digest_of = coalesce(digest_of, number), due_at = ${given.at}::timestamptz
    where subscription = ${given.subscription} and coalesce(digest_of, number) >= coalesce((
      select coalesce(digest_of, number) from deliveries as first
      where first.subscription = ${given.subscription} and first.number = ${given.from}), ${given.from}) and state <> 'queued'
    returning number`.execute(db)
  return rows.length
}
