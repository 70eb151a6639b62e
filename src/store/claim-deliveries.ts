import { type Kysely, sql, type Transaction } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import { type AboutIt, interestWords } from '../alerts/interest-words.ts'
import type { EarlierMessage, Message } from '../alerts/message.ts'
import { standing, standingOnce } from '../alerts/recall.ts'
import type { Channel, Interest } from '../alerts/subscription.ts'
import { againAfterDeadlock } from './again-after-deadlock.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import { CONFIRM_MS, LINK_MS, newSecret, secretHash } from './secret-text.ts'
import type { Tables } from './tables.ts'

/** A message that this worker alone may send for a while. */
export type Claimed = {
  /** Rows of the ledger that go out as this message: several for a digest. */
  readonly ids: readonly number[]
  readonly subscription: number
  readonly channel: Channel
  readonly address: string
  /** Secrets that sign a webhook now, the newest first. */
  readonly secrets: readonly string[]
  /** Secret for the links of a mail, which is kept nowhere else; null for a webhook. */
  readonly linkSecret: string | null
  /** How often it was tried before. */
  readonly failures: number
  /** Milliseconds since 1970. */
  readonly firstTriedAt: number
  readonly message: Message
}

export type ClaimRequest = {
  /** Name that no other claim has. */
  readonly claim: string
  readonly most: number
  readonly channel: Channel
  /** Whether messages that failed before are meant, or those that were never tried. */
  readonly again: boolean
  /** After so long another worker may take over. */
  readonly holdMs: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Facts by their numbers, as they were read. */
export type KnownFacts = Map<number, Fact>

const MOST_KNOWN = 1_000

/** One row of the ledger that was claimed, with the head of the message it goes out in. */
type Row = {
  readonly head: number
  readonly mark: string
  readonly subscription: number
  readonly kind: Message['kind']
  readonly queued_at: string
  /** How often the head was tried before. */
  readonly failures: number
  readonly first_tried_at: string
  readonly name: string
  readonly address: string
  readonly to_contact: boolean
  readonly off_because: string | null
  readonly secret: string | null
  readonly old_secret: string | null
  readonly old_secret_until: string | null
  readonly id: number
  readonly number: number | null
  readonly facts: readonly number[]
  readonly corrects: readonly number[]
}

/** Has a statement look rows up one after the other, by their indexes and in their order. What the planner knows of the
 *  queue is always old: it was empty, or a hundred thousand rows shorter, when its statistics were made. */
async function byIndexOnly(trx: Transaction<Tables>): Promise<void> {
  const ways = ['sort', 'bitmapscan', 'seqscan', 'hashjoin', 'mergejoin', 'material']
  const off = ways.map((way) => sql`set_config(${`enable_${way}`}, 'off', true)`)
  await sql`select ${sql.join(off)}`.execute(trx)
}

/** Holds the first message of each subscription that waits and is due, a later one is not sent before it; for a digest
 *  everything of it: what joined it at its first try stays with it, and nothing joins it later. */
async function hold(trx: Transaction<Tables>, request: ClaimRequest): Promise<Row[]> {
  const { claim, channel, most, again } = request
  const at = new Date(request.now).toISOString()
  const until = new Date(request.now + request.holdMs).toISOString()
  // That a webhook was switched off is told to its contact by e-mail.
  const goesTo = sql`case when deliveries.channel = subscriptions.channel then address else contact end`
  const lane = again ? sql`deliveries.has_failed` : sql`not deliveries.has_failed`
  const held = await sql<Row>`
    with heads as materialized (
      select deliveries.id, mark, subscription, number, kind, queued_at, tries, name, ${goesTo} as address,
        deliveries.channel <> subscriptions.channel as to_contact, off_because,
        digest <> 'at_once' or digest_of is not null as is_digest, digest_of, secret, old_secret, old_secret_until
      from deliveries join subscriptions on subscriptions.id = deliveries.subscription
      where deliveries.state = 'queued' and ${lane} and deliveries.channel = ${channel} and due_at <= ${at}::timestamptz
        and (claimed_until is null or claimed_until <= ${at}::timestamptz) and claim is distinct from ${claim}
        and (number is null or not exists (
          select from deliveries as earlier
          where earlier.subscription = deliveries.subscription and earlier.state = 'queued'
            and earlier.number < deliveries.number))
      order by due_at, deliveries.id limit ${most}
      for update of deliveries skip locked
    ), rows as (
      select heads.*, heads.id as row from heads
      union all
      select heads.*, later.id from heads join deliveries as later on later.subscription = heads.subscription
      where heads.is_digest and heads.number is not null and later.number > heads.number and later.state = 'queued'
        and (later.digest_of = heads.digest_of
          or (heads.digest_of is null and later.digest_of is null and later.due_at <= ${at}::timestamptz))
    )
    update deliveries set claim = ${claim}, claimed_until = ${until}::timestamptz, tries = deliveries.tries + 1,
      first_tried_at = coalesce(deliveries.first_tried_at, ${at}::timestamptz),
      digest_of = case when rows.is_digest then coalesce(rows.digest_of, rows.number) end
    from rows where deliveries.id = rows.row
    returning rows.id as head, rows.mark, rows.subscription, rows.kind, rows.queued_at, rows.tries as failures,
      deliveries.first_tried_at, rows.name, rows.address, rows.to_contact, rows.off_because, rows.secret, rows.old_secret, rows.old_secret_until,
      deliveries.id, deliveries.number, deliveries.corrects,
      array(select fact from unnest(deliveries.facts) with ordinality as told (fact, place)
        where fact <> all (deliveries.withheld) order by place) as facts`.execute(trx)
  return held.rows.toSorted((one, other) => one.id - other.id)
}

/** The facts of the rows. They never change: those that were read before are not read again. */
async function readFacts(
  db: Kysely<Tables>,
  rows: readonly Row[],
  known: KnownFacts,
): Promise<ReadonlyMap<number, Fact>> {
  const facts = new Map<number, Fact>()
  const missing = new Set<number>()
  for (const id of rows.flatMap((row) => row.facts)) {
    const fact = known.get(id)
    if (fact === undefined) missing.add(id)
    else facts.set(id, fact)
  }
  if (missing.size === 0) return facts
  const found = await sql<{ id: number; body: Fact }>`
    select id, body from alert_facts where id = any(${[...missing]}::bigint[])`.execute(db)
  if (known.size + found.rows.length > MOST_KNOWN) known.clear()
  for (const { id, body } of found.rows) {
    facts.set(id, body)
    known.set(id, body)
  }
  return facts
}

/** The messages that are corrected, by the names under which they went out: a digest went out as its first. */
async function readCorrected(
  db: Kysely<Tables>,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, EarlierMessage>> {
  const pairs = rows.flatMap(({ subscription, corrects }) =>
    corrects.map((number) => ({ subscription, number })),
  )
  if (pairs.length === 0) return new Map()
  const found = await sql<EarlierMessage & { subscription: number }>`
    select told.subscription, told.number, coalesce(first.mark, told.mark) as mark
    from unnest(${pairs.map(({ subscription }) => subscription)}::bigint[], ${pairs.map(({ number }) => number)}::bigint[])
        as asked (subscription, number)
      join deliveries as told using (subscription, number)
      left join deliveries as first on first.subscription = told.subscription and first.number = told.digest_of`.execute(
    db,
  )
  return new Map(
    found.rows.map(({ subscription, number, mark }) => [`${subscription} ${number}`, { number, mark }]),
  )
}

/** When a page of the depositary was last read with success; null where none ever was. */
async function readCheckedAt(db: Kysely<Tables>, rows: readonly Row[]): Promise<string | null> {
  if (rows.every(({ kind }) => kind !== 'heartbeat')) return null
  const found = await sql<{ last: string | null }>`
    select max(good_at) as last from page_states join watched_pages on address = page
    where role = 'depositary'`.execute(db)
  return found.rows[0]?.last ?? null
}

/** Kinds of message that say what their subscription asks for. */
const SAYS_WHICH: ReadonlySet<string> = new Set(['confirm', 'link', 'notice'])

/** What subscriptions ask for, of those whose messages say so, in a few words. */
async function readAskedFor(db: Kysely<Tables>, rows: readonly Row[]): Promise<ReadonlyMap<number, string>> {
  const asked = rows.filter(({ kind }) => SAYS_WHICH.has(kind)).map(({ subscription }) => subscription)
  if (asked.length === 0) return new Map()
  const found = await sql<AboutIt & { readonly id: number; readonly definition: Interest }>`
    select subscriptions.id, channel, address, definition, array(
      select short_title from treaties where definition -> 'treaties' ? number order by number) as treaties,
      array(select name from participants where definition -> 'participants' ? code order by code) as participants,
      array(select title from groups where definition -> 'groups' ? groups.id order by position) as groups
    from subscriptions join interests on interests.id = interest where subscriptions.id = any(${asked}::bigint[])`.execute(
    db,
  )
  return new Map(found.rows.map(({ id, definition, ...about }) => [id, interestWords(definition, about)]))
}

/** A secret for the links of each mail, by the id of its head; none for a mail that this worker may not send any more. */
async function keepLinks(
  db: Kysely<Tables>,
  heads: readonly Row[],
  { claim, now }: Pick<ClaimRequest, 'claim' | 'now'>,
): Promise<ReadonlyMap<number, string>> {
  const links = heads.map(({ head, subscription, kind }) => {
    const secret = newSecret()
    const purpose = kind === 'confirm' ? 'confirm' : 'manage'
    const until = new Date(now + (kind === 'confirm' ? CONFIRM_MS : LINK_MS)).toISOString()
    return { head, subscription, secret, purpose, until, hash: secretHash(secret) }
  })
  // Where the row of a mail is gone, its address left since it was claimed, as subscriber or as contact: it gets no link,
  // and no mail. The locks have whoever ends it wait, and end this link too; who deletes a subscription has it before its
  // messages, so the subscription is locked first.
  const keeping = sql<{ hash: string }>`
    with there as (
      select deliveries.id as head from subscriptions join deliveries on deliveries.subscription = subscriptions.id
      where deliveries.id = any(${links.map(({ head }) => head)}::bigint[]) and deliveries.claim = ${claim}
      for key share of subscriptions for share of deliveries)
    insert into link_tokens (hash, subscription, purpose, until)
    select hash, subscription, purpose, until
    from unnest(${links.map(({ hash }) => hash)}::text[], ${links.map(({ head }) => head)}::bigint[],
        ${links.map(({ subscription }) => subscription)}::bigint[], ${links.map(({ purpose }) => purpose)}::text[],
        ${links.map(({ until }) => until)}::timestamptz[])
      as made (hash, head, subscription, purpose, until) join there using (head)
    returning hash`
  const kept = await againAfterDeadlock(() => keeping.execute(db))
  const hashes = new Set(kept.rows.map(({ hash }) => hash))
  return new Map(links.filter(({ hash }) => hashes.has(hash)).map(({ head, secret }) => [head, secret]))
}

function secretsOf({ secret, old_secret, old_secret_until }: Row, now: number): string[] {
  if (secret === null) return []
  const old = old_secret !== null && old_secret_until !== null && Date.parse(old_secret_until) > now
  return old ? [secret, old_secret] : [secret]
}

/** Takes messages that are due, so that no other worker sends them until the hold is over; any number of workers may
 *  ask at once. Of each subscription only the first that waits is given out, so that they go out in order. `known`: facts
 *  that were read before, to which those read now are added. */
export async function claimDeliveries(
  db: Kysely<Tables>,
  request: ClaimRequest,
  known: KnownFacts = new Map(),
): Promise<readonly Claimed[]> {
  if (request.most <= 0) return []
  const rows = await inOneTransaction(db, async (trx) => {
    await byIndexOnly(trx)
    return hold(trx, request)
  })
  if (rows.length === 0) return []
  const facts = await readFacts(db, rows, known)
  const corrected = await readCorrected(db, rows)
  const checkedAt = await readCheckedAt(db, rows)
  const askedFor = await readAskedFor(db, rows)
  const messages = Map.groupBy(rows, ({ head }) => head)
  const all = [...messages.values()].flatMap(([first]) => first ?? [])
  const links = request.channel === 'email' ? await keepLinks(db, all, request) : null
  const heads = links === null ? all : all.filter(({ head }) => links.has(head))
  const told = request.channel === 'webhook' ? standing : standingOnce
  return heads.map((head): Claimed => {
    const own = messages.get(head.head) ?? []
    const numbers = own.flatMap(({ number }) => (number === null ? [] : [number]))
    // What goes out in the same message was not told before it.
    const corrects = own.flatMap((row) => row.corrects).filter((number) => !numbers.includes(number))
    return {
      ids: own.map(({ id }) => id),
      subscription: head.subscription,
      channel: request.channel,
      address: head.address,
      secrets: secretsOf(head, request.now),
      linkSecret: links?.get(head.head) ?? null,
      failures: head.failures,
      firstTriedAt: Date.parse(head.first_tried_at),
      message: {
        mark: head.mark,
        subscription: head.name,
        numbers,
        kind: corrects.length > 0 ? 'recall' : head.kind,
        facts: told(own.flatMap((row) => row.facts).flatMap((id) => facts.get(id) ?? [])),
        corrects: corrects.flatMap((number) => corrected.get(`${head.subscription} ${number}`) ?? []),
        toContact: head.to_contact,
        asksFor: askedFor.get(head.subscription) ?? null,
        offBecause: head.off_because,
        queuedAt: head.queued_at,
        checkedAt,
      },
    }
  })
}
