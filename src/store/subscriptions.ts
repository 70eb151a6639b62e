import { type Kysely, sql, type Transaction } from 'kysely'
import { nextDigest } from '../alerts/digest-time.ts'
import type { Channel, Interest, Manner, SubscriptionState, Timing } from '../alerts/subscription.ts'
import { sha256Hex } from '../record/sha256.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { noteLeavings } from './leavings.ts'
import { LINK_MS, newName, newSecret, newSigningSecret, secretHash } from './secret-text.ts'
import type { Tables } from './tables.ts'

/** One subscription with what it asks for. Its secrets are left out. */
export type Subscription = Manner & {
  readonly id: number
  readonly name: string
  readonly channel: Channel
  readonly address: string
  /** Who is written to when a webhook is switched off; null for nobody. */
  readonly contact: string | null
  readonly state: SubscriptionState
  readonly off_because: string | null
  readonly made_by: string | null
  readonly created_at: string
  readonly confirmed_at: string | null
  readonly interest: Interest
}

export type NewSubscription = {
  readonly channel: Channel
  readonly address: string
  /** Who is written to when a webhook is switched off; nobody when left out. */
  readonly contact?: string | null
  readonly interest: Interest
  readonly timing: Manner
  /** Officer's token that asks for it; null for a person. */
  readonly madeBy: string | null
  /** ISO 8601. */
  readonly at: string
}

/** What only its maker is ever shown. */
export type Made = {
  readonly name: string
  /** Manages it through the API. */
  readonly token: string
  /** Signs its webhooks; null for e-mail. */
  readonly secret: string | null
}

function canonical(interest: Interest): Interest {
  const { kinds, treaties, participants, groups, treaty_wide, to_go, days_before, moved_days } = interest
  const numbers = (values: readonly number[]) => [...new Set(values)].toSorted((one, other) => one - other)
  return {
    kinds: [...new Set(kinds)].toSorted(),
    treaties: [...new Set(treaties)].toSorted(),
    participants: [...new Set(participants)].toSorted(),
    groups: [...new Set(groups)].toSorted(),
    treaty_wide,
    to_go: numbers(to_go),
    days_before: numbers(days_before),
    moved_days,
  }
}

async function keepInterest(db: Kysely<Tables>, interest: Interest): Promise<number> {
  const definition = JSON.stringify(canonical(interest))
  const kept = await db
    .insertInto('interests')
    .values({ hash: sha256Hex(definition), definition })
    .onConflict((conflict) =>
      conflict.column('hash').doUpdateSet((row) => ({ hash: row.ref('excluded.hash') })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return kept.id
}

/** Keeps a subscription that is not confirmed yet, and queues the message that asks for it: to a person a link, to a
 *  program's address a verification. */
export async function createSubscription(db: Kysely<Tables>, given: NewSubscription): Promise<Made> {
  const { channel, address, contact = null, interest, timing, madeBy, at } = given
  const token = newSecret()
  const made: Made = {
    name: newName(),
    token,
    secret: channel === 'webhook' ? newSigningSecret() : null,
  }
  await inOneTransaction(db, async (trx) => {
    const kept = await trx
      .insertInto('subscriptions')
      .values({
        name: made.name,
        interest: await keepInterest(trx, interest),
        channel,
        address,
        contact,
        state: 'pending',
        off_because: null,
        ...timing,
        next_digest_at: nextDigest(timing, at),
        made_by: madeBy,
        created_at: at,
        confirmed_at: null,
        token_hash: secretHash(token),
        secret: made.secret,
        old_secret: null,
        old_secret_until: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await queueNotice(trx, { subscription: kept.id, kind: channel === 'webhook' ? 'verify' : 'confirm', at })
  })
  return made
}

/** Queues a message about the subscription itself. */
export async function queueNotice(
  db: Kysely<Tables>,
  given: {
    readonly subscription: number
    readonly kind: 'confirm' | 'verify' | 'link' | 'notice'
    readonly at: string
  },
): Promise<void> {
  const { subscription, kind, at } = given
  // Only programs are asked for a verification; everything else about a subscription is written to people.
  const channel = kind === 'verify' ? 'webhook' : 'email'
  await db
    .insertInto('deliveries')
    .values({
      subscription,
      number: null,
      kind,
      channel,
      decision: null,
      digest_of: null,
      state: 'queued',
      queued_at: at,
      due_at: at,
      first_tried_at: null,
      settled_at: null,
      claim: null,
    })
    .execute()
}

const SHOWN = [
  'subscriptions.id',
  'name',
  'channel',
  'address',
  'contact',
  'state',
  'off_because',
  'digest',
  'hour',
  'time_zone',
  'heartbeat',
  'language',
  'made_by',
  'created_at',
  'confirmed_at',
] as const

function selectShown(db: Kysely<Tables>) {
  return db
    .selectFrom('subscriptions')
    .innerJoin('interests', 'interests.id', 'subscriptions.interest')
    .select([...SHOWN, 'interests.definition as interest'])
}

function asSubscription<Row extends { readonly interest: unknown }>(
  row: Row,
): Omit<Row, 'interest'> & { readonly interest: Interest } {
  return { ...row, interest: row.interest as Interest }
}

/** The subscription of that name; null where there is none. */
export async function findSubscription(db: Kysely<Tables>, name: string): Promise<Subscription | null> {
  const row = await selectShown(db).where('name', '=', name).executeTakeFirst()
  return row === undefined ? null : asSubscription(row)
}

/** The subscription that the token of a program manages; null where there is none. */
export async function subscriptionOfToken(db: Kysely<Tables>, token: string): Promise<Subscription | null> {
  const row = await selectShown(db).where('token_hash', '=', secretHash(token)).executeTakeFirst()
  return row === undefined ? null : asSubscription(row)
}

/** The subscription that the secret in a link is for, while the link is good; null otherwise. */
export async function subscriptionOfLink(
  db: Kysely<Tables>,
  given: { readonly secret: string; readonly purpose: 'confirm' | 'manage'; readonly at: string },
): Promise<Subscription | null> {
  const row = await selectShown(db)
    .innerJoin('link_tokens', 'link_tokens.subscription', 'subscriptions.id')
    .where('link_tokens.hash', '=', secretHash(given.secret))
    .where('link_tokens.purpose', '=', given.purpose)
    .where('link_tokens.until', '>', given.at)
    .executeTakeFirst()
  return row === undefined ? null : asSubscription(row)
}

/** Every subscription, the oldest first. */
export async function listSubscriptions(db: Kysely<Tables>): Promise<Subscription[]> {
  return (await selectShown(db).orderBy('subscriptions.id').execute()).map(asSubscription)
}

/** When the next digest or sign of life of a subscription that begins is due. One that goes on already keeps its own. */
async function nextDigestOf(trx: Transaction<Tables>, id: number, at: string): Promise<string | null> {
  const { rows } = await sql<
    Timing & { readonly state: SubscriptionState; readonly next_digest_at: string | null }
  >`
    select digest, hour, time_zone, heartbeat, state, next_digest_at from subscriptions where id = ${id} for update`.execute(
    trx,
  )
  const [row] = rows
  if (row === undefined) return null
  return row.state === 'active' ? row.next_digest_at : nextDigest(row, at)
}

/** Lets a subscription begin, or begin again after it was switched off: it is told what comes from now on, and its first
 *  sign of life comes when the next is due from now. Links that confirm it are used up. Answers with the secret of a management link, which is good for nothing where the subscription
 *  was ended meanwhile. */
export async function activateSubscription(db: Kysely<Tables>, id: number, at: string): Promise<string> {
  const secret = newSecret()
  const until = new Date(Date.parse(at) + LINK_MS).toISOString()
  await inOneTransaction(db, async (trx) => {
    const next = await nextDigestOf(trx, id, at)
    const { numAffectedRows } = await sql`
      update subscriptions set state = 'active', off_because = null, next_digest_at = ${next}::timestamptz,
        confirmed_at = coalesce(confirmed_at, ${at}::timestamptz)
      where id = ${id}`.execute(trx)
    // It was ended meanwhile.
    if (numAffectedRows === 0n) return
    // What would still ask for the confirmation, or say that it is off, has no purpose any more.
    await sql`
      delete from deliveries
      where subscription = ${id} and state = 'queued' and kind in ('confirm', 'verify', 'notice')`.execute(
      trx,
    )
    await trx
      .deleteFrom('link_tokens')
      .where('subscription', '=', id)
      .where('purpose', '=', 'confirm')
      .execute()
    await trx
      .insertInto('link_tokens')
      .values({ hash: secretHash(secret), subscription: id, purpose: 'manage', until })
      .execute()
  })
  return secret
}

/** Changes what a subscription asks for and when it is sent. */
export async function changeSubscription(
  db: Kysely<Tables>,
  id: number,
  given: { readonly interest: Interest; readonly timing: Manner; readonly at: string },
): Promise<void> {
  const { interest, timing, at } = given
  await inOneTransaction(db, async (trx) => {
    await trx
      .updateTable('subscriptions')
      .set({
        interest: await keepInterest(trx, interest),
        ...timing,
        next_digest_at: nextDigest(timing, at),
      })
      .where('id', '=', id)
      .execute()
    // What waits for a digest goes out with the next, or now where none comes any more.
    const due = timing.digest === 'at_once' ? at : nextDigest(timing, at)
    await sql`
      update deliveries set due_at = ${due}::timestamptz
      where subscription = ${id} and state = 'queued' and number is not null and tries = 0 and not has_failed
        and claim is null and due_at > ${at}::timestamptz`.execute(trx)
  })
}

/** Removes a subscription with its address and everything that was sent to it, and notes that files may still hold it. */
export async function deleteSubscription(db: Kysely<Tables>, id: number): Promise<void> {
  await inOneTransaction(db, (trx) =>
    sql`
      with gone as (delete from subscriptions where id = ${id} returning id)
      ${noteLeavings}`.execute(trx),
  )
}

/** Gives a subscription a new signing secret. The old one signs too for `overlapMs` from now. */
export async function rotateSecret(
  db: Kysely<Tables>,
  id: number,
  given: { readonly at: string; readonly overlapMs: number },
): Promise<string> {
  const secret = newSigningSecret()
  const until = new Date(Date.parse(given.at) + given.overlapMs).toISOString()
  await sql`
    update subscriptions set secret = ${secret}, old_secret = secret, old_secret_until = ${until}::timestamptz
    where id = ${id} and channel = 'webhook'`.execute(db)
  return secret
}
