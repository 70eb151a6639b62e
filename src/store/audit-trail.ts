import { type Kysely, sql, type Transaction } from 'kysely'
import type { Actor } from '../record/officer.ts'
import type { InTransaction } from './append-events.ts'
import { inOneTransaction } from './in-one-transaction.ts'
import type { Tables } from './tables.ts'

export type Act = {
  readonly officer: Actor
  /** What was done, a noun and a verb: `token.create`, `difference.accept` … */
  readonly act: string
  /** What it was done to, by its public name. */
  readonly subject: string | null
  /** Whatever else has to be known later; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** One line of the audit trail. */
export type AuditEntry = {
  readonly id: number
  /** ISO 8601 in UTC, by the clock of the database. */
  readonly at: string
  readonly officer: string
  readonly token: string | null
  readonly act: string
  readonly subject: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** Writes one act of an officer to the audit trail. Within a transaction it stands or falls with what was done there,
 *  so call it with the transaction of the act. */
export async function writeAudit(
  db: Kysely<Tables>,
  { officer, act, subject, details = {} }: Act,
): Promise<void> {
  await sql`insert into audit_trail (at, officer, token, act, subject, details)
    values (clock_timestamp(), ${officer.name}, ${officer.token}, ${act}, ${subject},
      ${JSON.stringify(details)}::jsonb)`.execute(db)
}

/** The line of an act that writes events, or may write none: written with them or not at all. The line names the
 *  events beside what `details` says. */
export function auditWithEvents({ details = {}, ...act }: Act): InTransaction {
  return (trx, events) => {
    const ids = events.map(({ id }) => id)
    return writeAudit(trx, { ...act, details: { ...details, events: ids } })
  }
}

/** Does something and writes its line, both or neither. Where the line names what is only known afterwards, `act` is
 *  asked for it. */
export async function audited<Done>(
  db: Kysely<Tables>,
  act: Act | ((done: Done) => Act),
  work: (trx: Transaction<Tables>) => Promise<Done>,
): Promise<Done> {
  return inOneTransaction(db, async (trx) => {
    const done = await work(trx)
    await writeAudit(trx, typeof act === 'function' ? act(done) : act)
    return done
  })
}

/** The newest entries of the trail, the newest first; those before the entry `before` where it is not null. */
export async function readAudit(
  db: Kysely<Tables>,
  page: { readonly before: number | null; readonly limit: number },
): Promise<readonly AuditEntry[]> {
  const newest = db.selectFrom('audit_trail').selectAll().orderBy('id', 'desc').limit(page.limit)
  return (page.before === null ? newest : newest.where('id', '<', page.before)).execute()
}
