import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** The right to do something alone among all processes on one database, until it expires or is given back. */
export type Lease = {
  readonly name: string
  /** One higher with each holder, so that what an earlier holder still tries to write can be told and refused. */
  readonly fence: number
  readonly holder: string
}

/** Passes in a transaction while a lease is held, and throws LeaseLost once another process has taken it.
 *  `appendEvents` takes it as one of `inTransaction`. */
export type Fence = (trx: Transaction<Tables>) => Promise<void>

/** How long a lease lasts when its holder says nothing more. */
export const LEASE_MS = 60_000

export type LeaseRequest = {
  readonly name: string
  /** The process that asks, by a name that no other running process has. */
  readonly holder: string
  readonly lengthMs: number
}

/** Thrown where a process writes under a lease that it no longer holds; nothing of its transaction is kept. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'

  constructor({ name, fence }: Lease) {
    super(
      `the lease ${name} is no longer held with fence ${fence}: another process has it or it was given back`,
    )
  }
}

function later(lengthMs: number) {
  return sql<string>`clock_timestamp() + ${lengthMs}::float8 * interval '1 millisecond'`
}

/** Takes a lease that nobody holds, or whose time is over by the clock of the database. null when another holds it.
 *  It never waits: a holder that is writing at the moment still holds it. A lease that ends further ahead than any
 *  could was taken before the clock was set back, and is over as well. */
export async function takeLease(db: Kysely<Tables>, request: LeaseRequest): Promise<Lease | null> {
  const { name, holder, lengthMs } = request
  const first = await sql<{ fence: number }>`
    insert into leases (name, fence, holder, expires_at) values (${name}, 1, ${holder}, ${later(lengthMs)})
    on conflict (name) do nothing returning fence`.execute(db)
  const next = first.rows[0] ?? (await takeFreeLease(db, request))
  return next === undefined ? null : { name, holder, fence: next.fence }
}

async function takeFreeLease(
  db: Kysely<Tables>,
  { name, holder, lengthMs }: LeaseRequest,
): Promise<{ readonly fence: number } | undefined> {
  const taken = await sql<{ fence: number }>`
    update leases set fence = fence + 1, holder = ${holder}, expires_at = ${later(lengthMs)}
    where name = (
      select name from leases
      where name = ${name} and (
        holder is null or expires_at <= clock_timestamp() or expires_at > ${later(2 * lengthMs)})
      for update skip locked)
    returning fence`.execute(db)
  return taken.rows[0]
}

/** Holds the lease for another length from now. false when it is lost: another has taken it, or it was given back. */
export async function renewLease(db: Kysely<Tables>, lease: Lease, lengthMs: number): Promise<boolean> {
  const renewed = await sql`
    update leases set expires_at = ${later(lengthMs)}
    where name = ${lease.name} and fence = ${lease.fence} and holder = ${lease.holder}
    returning fence`.execute(db)
  return renewed.rows.length === 1
}

/** Gives the lease back; one that was lost is left as it is. */
export async function releaseLease(db: Kysely<Tables>, lease: Lease): Promise<void> {
  await sql`
    update leases set holder = null, expires_at = null
    where name = ${lease.name} and fence = ${lease.fence} and holder = ${lease.holder}`.execute(db)
}

/** Passes where the lease is still held, and keeps it from being taken until the transaction ends: what is written
 *  in it comes before anything that the next holder writes. Should this process stall within the transaction, a
 *  server ends it after `stallMs`, so that nobody waits for it for ever. Throws LeaseLost. */
export async function requireFence(
  trx: Transaction<Tables>,
  lease: Lease,
  stallMs: number = LEASE_MS,
): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${String(stallMs)}, true)`.execute(trx)
  const held = await sql`
    select from leases where name = ${lease.name} and fence = ${lease.fence} and holder = ${lease.holder}
    for share`.execute(trx)
  if (held.rows.length === 0) throw new LeaseLost(lease)
}

export type KeepOptions = {
  readonly lengthMs: number
  /** Called once when another process has taken the lease. */
  readonly onLost: (error: LeaseLost) => void
  /** Called when the database could not be asked; the next round tries again. */
  readonly onError: (error: unknown) => void
}

/** Renews the lease three times in its length. Returns a function that stops it and waits for a round under way. */
export function keepLease(db: Kysely<Tables>, lease: Lease, options: KeepOptions): () => Promise<void> {
  let stopped = false
  let underWay: Promise<void> | null = null
  const round = async (): Promise<void> => {
    try {
      if (await renewLease(db, lease, options.lengthMs)) return
      clearInterval(timer)
      if (!stopped) options.onLost(new LeaseLost(lease))
    } catch (error) {
      options.onError(error)
    }
  }
  const timer = setInterval(() => {
    underWay ??= round().finally(() => {
      underWay = null
    })
  }, options.lengthMs / 3)
  return async () => {
    stopped = true
    clearInterval(timer)
    await underWay
  }
}
