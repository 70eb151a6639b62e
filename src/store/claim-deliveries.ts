import { type Kysely, sql, type Transaction } from 'kysely'
import type { Fact } from '../alerts/fact.ts'
import type { EarlierMessage, Message } from '../alerts/message.ts'
import type { Channel, Digest } from '../alerts/subscription.ts'
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

type Head = {
  readonly id: number
  readonly mark: string
  readonly subscription: number
  readonly number: number | null
  readonly kind: Message['kind']
  readonly corrects: readonly number[]
  readonly queued_at: string
  readonly tries: number
  readonly first_tried_at: string | null
  readonly name: string
  readonly channel: Channel
  readonly address: string
  readonly digest: Digest
  readonly secret: string | null
  readonly old_secret: string | null
  readonly old_secret_until: string | null
}

type Row = {
  readonly head: number
  readonly id: number
  readonly number: number | null
  readonly facts: readonly number[]
  readonly corrects: readonly number[]
}

/** The first message of each subscription that waits and is due: a later one is not sent before it. */
async function lockHeads(trx: Transaction<Tables>, request: ClaimRequest): Promise<Head[]> {
  const { claim, channel, most, again, now } = request
  const tried = again ? sql`deliveries.tries > 0` : sql`deliveries.tries = 0`
  const found = await sql<Head>`
    select deliveries.id, mark, subscription, number, kind, corrects, queued_at, tries, first_tried_at,
      name, channel, address, digest, secret, old_secret, old_secret_until
    from deliveries join subscriptions on subscriptions.id = deliveries.subscription
    where deliveries.state = 'queued' and ${tried} and channel = ${channel} and claim is distinct from ${claim}
      and due_at <= ${new Date(now).toISOString()}::timestamptz
      and (number is null or not exists (
        select from deliveries as earlier
        where earlier.subscription = deliveries.subscription and earlier.state = 'queued'
          and earlier.number < deliveries.number))
    order by due_at, deliveries.id limit ${most}
    for update of deliveries skip locked`.execute(trx)
  return found.rows
}

/** Holds the heads, and for a digest everything of it. What joined a digest at its first try stays with it. */
async function hold(trx: Transaction<Tables>, heads: readonly Head[], request: ClaimRequest): Promise<Row[]> {
  const at = new Date(request.now).toISOString()
  const until = new Date(request.now + request.holdMs).toISOString()
  const held = await sql<Row>`
    with heads as (
      select * from unnest(${heads.map(({ id }) => id)}::bigint[], ${heads.map(({ subscription }) => subscription)}::bigint[],
        ${heads.map(({ number }) => number)}::bigint[], ${heads.map(({ digest }) => digest !== 'at_once')}::boolean[],
        ${heads.map(({ tries }) => tries)}::integer[])
        as head (id, subscription, number, is_digest, tries)
    ), rows as (
      select id as head, id from heads
      union all
      select heads.id, later.id from heads join deliveries as later on later.subscription = heads.subscription
      where heads.is_digest and heads.number is not null and later.number > heads.number and later.state = 'queued'
        and (later.digest_of = heads.number or (heads.tries = 0 and later.due_at <= ${at}::timestamptz))
    )
    update deliveries set claim = ${request.claim}, due_at = ${until}::timestamptz, tries = deliveries.tries + 1,
      first_tried_at = coalesce(first_tried_at, ${at}::timestamptz),
      digest_of = case when heads.is_digest then heads.number end
    from rows join heads on heads.id = rows.head
    where deliveries.id = rows.id
    returning rows.head, deliveries.id, deliveries.number, deliveries.facts, deliveries.corrects`.execute(trx)
  return held.rows.toSorted((one, other) => one.id - other.id)
}

async function readFacts(db: Kysely<Tables>, ids: readonly number[]): Promise<ReadonlyMap<number, Fact>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: number; body: Fact }>`
    select id, body from alert_facts where id = any(${[...new Set(ids)]}::bigint[])`.execute(db)
  return new Map(rows.rows.map(({ id, body }) => [id, body]))
}

/** The messages that are corrected, by the names under which they went out: a digest went out as its first. */
async function readCorrected(
  db: Kysely<Tables>,
  rows: readonly { readonly subscription: number; readonly numbers: readonly number[] }[],
): Promise<ReadonlyMap<string, EarlierMessage>> {
  const pairs = rows.flatMap(({ subscription, numbers }) =>
    numbers.map((number) => ({ subscription, number })),
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
async function readCheckedAt(db: Kysely<Tables>, heads: readonly Head[]): Promise<string | null> {
  if (heads.every(({ kind }) => kind !== 'heartbeat')) return null
  const found = await sql<{ last: string | null }>`
    select max(good_at) as last from page_states join watched_pages on address = page
    where role = 'depositary'`.execute(db)
  return found.rows[0]?.last ?? null
}

async function keepLinks(
  trx: Transaction<Tables>,
  heads: readonly Head[],
  now: number,
): Promise<ReadonlyMap<number, string>> {
  const links = heads
    .filter(({ channel }) => channel === 'email')
    .map(({ id, subscription, kind }) => ({ id, subscription, kind, secret: newSecret() }))
  if (links.length === 0) return new Map()
  await trx
    .insertInto('link_tokens')
    .values(
      links.map(({ subscription, kind, secret }) => ({
        hash: secretHash(secret),
        subscription,
        purpose: kind === 'confirm' ? ('confirm' as const) : ('manage' as const),
        until: new Date(now + (kind === 'confirm' ? CONFIRM_MS : LINK_MS)).toISOString(),
      })),
    )
    .execute()
  return new Map(links.map(({ id, secret }) => [id, secret]))
}

function secretsOf({ secret, old_secret, old_secret_until }: Head, now: number): string[] {
  if (secret === null) return []
  const old = old_secret !== null && old_secret_until !== null && Date.parse(old_secret_until) > now
  return old ? [secret, old_secret] : [secret]
}

async function claimWithin(trx: Transaction<Tables>, request: ClaimRequest): Promise<Claimed[]> {
  const heads = await lockHeads(trx, request)
  if (heads.length === 0) return []
  const rows = Map.groupBy(await hold(trx, heads, request), ({ head }) => head)
  const facts = await readFacts(
    trx,
    [...rows.values()].flat().flatMap((row) => row.facts),
  )
  const messages = heads.map((head) => ({ head, own: rows.get(head.id) ?? [] }))
  const corrected = await readCorrected(
    trx,
    messages.map(({ head, own }) => ({
      subscription: head.subscription,
      numbers: own.flatMap(({ corrects }) => corrects),
    })),
  )
  const links = await keepLinks(trx, heads, request.now)
  const checkedAt = await readCheckedAt(trx, heads)
  return messages.map(({ head, own }) => ({
    ids: own.map(({ id }) => id),
    subscription: head.subscription,
    channel: head.channel,
    address: head.address,
    secrets: secretsOf(head, request.now),
    linkSecret: links.get(head.id) ?? null,
    failures: head.tries,
    firstTriedAt: head.first_tried_at === null ? request.now : Date.parse(head.first_tried_at),
    message: {
      mark: head.mark,
      subscription: head.name,
      numbers: own.flatMap(({ number }) => (number === null ? [] : [number])),
      kind: own.some(({ corrects }) => corrects.length > 0) ? 'recall' : head.kind,
      facts: own.flatMap((row) => row.facts).flatMap((id) => facts.get(id) ?? []),
      corrects: own
        .flatMap(({ corrects }) => corrects)
        .flatMap((number) => corrected.get(`${head.subscription} ${number}`) ?? []),
      queuedAt: head.queued_at,
      checkedAt,
    },
  }))
}

/** Takes messages that are due, so that no other worker sends them until the hold is over; any number of workers may
 *  ask at once. Of each subscription only the first that waits is given out, so that they go out in order. */
export async function claimDeliveries(
  db: Kysely<Tables>,
  request: ClaimRequest,
): Promise<readonly Claimed[]> {
  if (request.most <= 0) return []
  return db.transaction().execute((trx) => claimWithin(trx, request))
}
