import { type Kysely, sql } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import { lockHead } from './append-events.ts'
import type { Claimed } from './claim-deliveries.ts'
import { queueFacts } from './queue-facts.ts'
import { queueNotice } from './subscriptions.ts'
import type { Tables } from './tables.ts'

/** Puts on record that messages were accepted. A message that another worker has taken over meanwhile is left to it. */
export async function settleAccepted(
  db: Kysely<Tables>,
  given: { readonly ids: readonly number[]; readonly claim: string; readonly at: string },
): Promise<void> {
  await sql`
    update deliveries set state = 'accepted', settled_at = ${given.at}::timestamptz, claim = null, claimed_until = null
    where id = any(${given.ids}::bigint[]) and claim = ${given.claim} and state = 'queued'`.execute(db)
}

/** Gives back messages that were not tried. */
export async function releaseClaims(
  db: Kysely<Tables>,
  given: { readonly ids: readonly number[]; readonly claim: string },
): Promise<void> {
  await sql`
    update deliveries set claim = null, claimed_until = null, tries = tries - 1
    where id = any(${given.ids}::bigint[]) and claim = ${given.claim} and state = 'queued'`.execute(db)
}

export type Failure = {
  readonly claimed: Claimed
  readonly claim: string
  readonly at: string
  readonly status: number | null
  readonly problem: string
  /** ISO 8601; null where it is given up. */
  readonly nextTry: string | null
}

function switchedOff({ message, channel }: Claimed, problem: string): Fact {
  const key = `off:${message.mark}`
  const what = `Subscription ${message.subscription} (${channel}) was switched off: ${problem}.`
  return {
    key,
    about: key,
    treaty: null,
    participant: null,
    groups: [],
    detail: { kind: 'switched_off', what },
  }
}

const ABOUT_ITSELF: ReadonlySet<string> = new Set(['confirm', 'link', 'notice'])

/** Puts a failed try on record. Where it is given up, the message is parked and, unless it was only about the
 *  subscription itself, that is switched off with all that waits for it; operators are told, and by e-mail whoever a
 *  webhook has as its contact. */
export async function settleFailed(db: Kysely<Tables>, failure: Failure): Promise<void> {
  const { claimed, claim, at, status, problem, nextTry } = failure
  const { ids, subscription, message } = claimed
  await db.transaction().execute(async (trx) => {
    // Only what is given up is told to others, and the order of what is told hangs on the head of the record.
    const seq = nextTry === null ? (await lockHead(trx)).seq : 0
    const held = await sql<{ id: number; tries: number }>`
      select id, tries from deliveries where id = any(${ids}::bigint[]) and claim = ${claim} and state = 'queued'
      for update`.execute(trx)
    if (held.rows.length === 0) return
    await trx
      .insertInto('delivery_failures')
      .values(
        held.rows.map(({ id, tries }) => ({ delivery: id, try: tries, failed_at: at, status, problem })),
      )
      .execute()
    if (nextTry !== null) {
      await sql`
        update deliveries set due_at = ${nextTry}::timestamptz, claim = null, claimed_until = null, has_failed = true
        where id = any(${ids}::bigint[])`.execute(trx)
      return
    }
    const isOnlyLink = ABOUT_ITSELF.has(message.kind)
    await sql`
      update deliveries set state = 'parked', settled_at = ${at}::timestamptz, claim = null, claimed_until = null
      where state = 'queued' and (id = any(${ids}::bigint[]) or (${!isOnlyLink} and subscription = ${subscription}))`.execute(
      trx,
    )
    if (isOnlyLink) return
    await sql`
      update subscriptions set state = 'off', off_because = ${problem} where id = ${subscription}`.execute(
      trx,
    )
    if (claimed.contact !== null) await queueNotice(trx, { subscription, kind: 'notice', at })
    await queueFacts(trx, { facts: [switchedOff(claimed, problem)], lost: [], at, seq })
  })
}
