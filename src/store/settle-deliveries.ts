import { type Kysely, sql, type Transaction } from 'kysely'
import type { Failing } from '../alerts/delivery-outcome.ts'
import type { Fact } from '../alerts/fact.ts'
import { againAfterDeadlock } from './again-after-deadlock.ts'
import { lockHead } from './append-events.ts'
import type { Claimed } from './claim-deliveries.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { queueFacts } from './queue-facts.ts'
import { queueNotice } from './subscriptions.ts'
import type { Tables } from './tables.ts'

/** Puts on record that messages were accepted. A message that another worker has taken over meanwhile is left to it. */
export async function settleAccepted(
  db: Kysely<Tables>,
  given: { readonly ids: readonly number[]; readonly claim: string; readonly at: string },
): Promise<void> {
  const accepted = sql`
    update deliveries set state = 'accepted', settled_at = ${given.at}::timestamptz, claim = null, claimed_until = null
    where id = any(${given.ids}::bigint[]) and claim = ${given.claim} and state = 'queued'`
  await againAfterDeadlock(() => accepted.execute(db))
}

/** Gives back messages that were not tried. */
export async function releaseClaims(
  db: Kysely<Tables>,
  given: { readonly ids: readonly number[]; readonly claim: string },
): Promise<void> {
  const released = sql`
    update deliveries set claim = null, claimed_until = null, tries = tries - 1
    where id = any(${given.ids}::bigint[]) and claim = ${given.claim} and state = 'queued'`
  await againAfterDeadlock(() => released.execute(db))
}

export type Failure = {
  readonly claimed: Claimed
  readonly claim: string
  readonly at: string
  readonly failing: Failing
  readonly status: number | null
  readonly problem: string
  /** ISO 8601; null where it is given up. */
  readonly nextTry: string | null
  /** Whether its three days begin anew, because nobody could be asked. */
  readonly begins: boolean
}

/** Words of a mail server or of the network may name the address, which nobody is told and which is not kept after
 *  leaving. */
function publicProblem({ channel }: Claimed, { status, problem }: Failure): string {
  if (channel !== 'email') return status === null ? 'its receiver could not be asked' : problem
  return status === null ? 'its mail was refused' : `its mail was refused with ${status}`
}

function switchedOff(failure: Failure): Fact {
  const { message, channel } = failure.claimed
  const key = `off:${message.mark}`
  const because = publicProblem(failure.claimed, failure)
  const what = `Subscription ${message.subscription} (${channel}) was switched off: ${because}.`
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

/** Keeps why a try failed, beside the failures of the same sending. */
async function keepFailures(
  trx: Transaction<Tables>,
  held: readonly { readonly id: number; readonly tries: number }[],
  { at, status, problem }: Pick<Failure, 'at' | 'status' | 'problem'>,
): Promise<void> {
  await sql`
    insert into delivery_failures (delivery, round, try, failed_at, status, problem)
    select id, (select count(*) + 1 from delivery_rounds where delivery = id), try, ${at}::timestamptz, ${status}::integer, ${problem}
    from unnest(${held.map(({ id }) => id)}::bigint[], ${held.map(({ tries }) => tries)}::integer[]) as held (id, try)
    on conflict (delivery, round, try) do update set failed_at = excluded.failed_at, status = excluded.status,
      problem = excluded.problem`.execute(trx)
}

/** Has a message tried again later. A try that asked nobody is none: it comes in the place of the one before, however
 *  long the way is broken, and what the receiver says to the first one that asks it begins its three days. */
async function putOff(
  trx: Transaction<Tables>,
  ids: readonly number[],
  { failing, nextTry, begins }: Pick<Failure, 'failing' | 'nextTry' | 'begins'>,
): Promise<void> {
  const asked = failing !== 'not_asked'
  await sql`
    update deliveries set due_at = ${nextTry}::timestamptz, claim = null, claimed_until = null, has_failed = true,
      tries = case when ${asked} then tries else tries - 1 end,
      first_tried_at = case when not ${begins} and (${asked} or tries > 1) then first_tried_at end
    where id = any(${ids}::bigint[])`.execute(trx)
}

/** Puts a failed try on record. Where it is given up, the message is parked. Where it was refused for good and was not
 *  only about the subscription itself, that is switched off with all that waits for it; operators are told, and by
 *  e-mail whoever a webhook has as its contact. */
export async function settleFailed(db: Kysely<Tables>, failure: Failure): Promise<void> {
  const { claimed, claim, at, failing, problem, nextTry } = failure
  const { ids, subscription, message } = claimed
  await inOneTransaction(db, async (trx) => {
    // Only what is given up is told to others, and the order of what is told hangs on the head of the record.
    const seq = nextTry === null ? (await lockHead(trx)).seq : 0
    const held = await sql<{ id: number; tries: number }>`
      select id, tries from deliveries where id = any(${ids}::bigint[]) and claim = ${claim} and state = 'queued'
      for update`.execute(trx)
    if (held.rows.length === 0) return
    await keepFailures(trx, held.rows, failure)
    if (nextTry !== null) return putOff(trx, ids, failure)
    const isAlone = ABOUT_ITSELF.has(message.kind) || failing !== 'refused'
    await sql`
      update deliveries set state = 'parked', settled_at = ${at}::timestamptz, claim = null, claimed_until = null,
        unsent = case when id = any(${ids}::bigint[]) or tries > 0 then null else 'off' end
      where state = 'queued' and (id = any(${ids}::bigint[]) or (${!isAlone} and subscription = ${subscription}))`.execute(
      trx,
    )
    if (isAlone) return
    const off = await sql<{ contact: string | null }>`
      update subscriptions set state = 'off', off_because = ${problem} where id = ${subscription}
      returning contact`.execute(trx)
    // Who is the contact now, whoever was when it was sent.
    if (off.rows.some(({ contact }) => contact !== null))
      await queueNotice(trx, { subscription, kind: 'notice', at })
    await queueFacts(trx, { facts: [switchedOff(failure)], lost: [], at, seq })
  })
}
